"""Recordings and labels to ask about."""

from hypothesis import strategies as st

from errands.contracts.action import Say
from errands.contracts.ids import LabelerName, SessionId, SkillName, TurnId
from errands.contracts.label import StepKey, StepLabel, StepVerdict, key_of
from errands.contracts.recording import Candidate, Recording
from errands.contracts.step import Effect, EffectKind, Timings, Usage
from errands.labels.queue import Item

ANNA, BERT, CARL = (LabelerName(name) for name in ("anna", "bert", "carl"))
RIGHT, WRONG = StepVerdict.ACCEPT, StepVerdict.REJECT
LINES = ('say "A."', 'say "B."', "click 9", "cli")


def a_recording(
    number: int = 1,
    candidates: tuple[Candidate, ...] = (),
    effect: EffectKind = EffectKind.OK,
    output: str = LINES[0],
    session: str = "ses_1",
) -> Recording:
    return Recording(
        renderer=2,
        session=SessionId(session),
        turn=TurnId("trn_1"),
        number=number,
        page=1,
        skill=SkillName("navigate"),
        model="navigate@2",
        prompt="<page host=hotels.test>\n</page>\n",
        output=output,
        candidates=candidates,
        action=Say(text="A."),
        effect=Effect(kind=effect),
        timings=Timings(),
        usage=Usage(),
        at=number,
    )


def passed(line: str = LINES[0]) -> Candidate:
    return Candidate(line=line, verdict="passed")


def refused(line: str = LINES[2]) -> Candidate:
    return Candidate(line=line, verdict=EffectKind.STALE)


def a_label(
    of: Recording | StepKey,
    labeler: LabelerName = ANNA,
    verdict: StepVerdict = RIGHT,
    seconds: float = 2,
    at: float = 0,
) -> StepLabel:
    key = key_of(of) if isinstance(of, Recording) else of
    return StepLabel(
        session=key.session,
        turn=key.turn,
        number=key.number,
        verdict=verdict,
        labeler=labeler,
        seconds=seconds,
        at=at,
    )


def recordings() -> st.SearchStrategy[list[Recording]]:
    candidates = st.lists(
        st.builds(
            Candidate, line=st.sampled_from(LINES), verdict=st.sampled_from(["passed", "stale"])
        ),
        max_size=5,
    ).map(tuple)
    one = st.builds(
        a_recording,
        number=st.integers(1, 40),
        candidates=candidates,
        effect=st.sampled_from(EffectKind),
        output=st.sampled_from(LINES),
        session=st.sampled_from(["ses_1", "ses_2"]),
    )
    return st.lists(one, max_size=25, unique_by=key_of)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    made = []
    for recording in draw(recordings()):
        who = draw(st.lists(st.sampled_from([ANNA, BERT, CARL]), unique=True))
        labels = tuple(
            a_label(recording, one, draw(st.sampled_from([RIGHT, WRONG]))) for one in who
        )
        made.append(Item(recording, labels))
    return made
