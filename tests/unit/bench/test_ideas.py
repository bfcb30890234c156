"""What two sides of an idea learn from, and thoughts that can be taken off again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.ideas.idea import Idea, Material, sides
from bench.ideas.thought import with_thoughts, without_thought
from bench.ideas.undefined import without_undefined
from errands.agent.route import SKILLS
from errands.contracts.action import ARROW, Click
from errands.contracts.ids import ElementId, SessionId, SkillName, TurnId
from errands.contracts.recording import Recording
from errands.contracts.step import Effect, EffectKind, Timings, Usage
from learning.casting import Casting
from learning.days import TODAY
from learning.episode import Episode
from learning.sample import Sample

PAGE = 'text "City" [3] required\nbutton "Go (now)" [4]\n'


def sample(*lines: str) -> Sample:
    text, spans = PAGE, []
    for line in lines:
        spans.append((len(text), len(text) + len(line) + len(ARROW)))
        text += f"{line}{ARROW} ok\n"
    return Sample(id="one", skill=SkillName("fill-form"), text=text, targets=tuple(spans))


WORDS = st.text(st.characters(codec="utf-8", exclude_characters='"\n'), max_size=12)


@given(WORDS, WORDS)
def test_the_action_stands_behind_the_thought_as_it_was(city: str, question: str) -> None:
    told = sample(f'fill 3 "{city}"', f'ask "{question}" city', "click 4", 'say "Done."')
    thought = with_thoughts(told)
    for (start, end), (first, last) in zip(thought.targets, told.targets, strict=True):
        assert without_thought(thought.text[start:end]) == told.text[first:last]


def test_a_thought_names_the_control_and_where_its_value_is_from() -> None:
    thought = with_thoughts(sample('fill 3 "Rome"', "fill 3 @home", "click 4", 'ask "Where?" city'))
    lines = [thought.text[start:end] for start, end in thought.targets]
    assert lines == [
        f'(City is open and was said) fill 3 "Rome"{ARROW}',
        f"(City is open and in the profile) fill 3 @home{ARROW}",
        f"(all that Go (now needs is there) click 4{ARROW}",
        f'(city was not said) ask "Where?" city{ARROW}',
    ]


@given(st.lists(st.sampled_from(["email", "phone", "city"]), unique=True), WORDS)
def test_a_profile_that_keeps_silent_leaves_the_lines_and_the_rest(
    undefined: list[str], said: str
) -> None:
    told = sample(f'fill 3 "{said}"', "click 4")
    slots = "".join(f"{name}: undefined\n" for name in undefined)
    spoken = f"<chat>\nuser: note: undefined\n{said}\n</chat>\n"

    def before(profile: str) -> Sample:
        head = f"<profile>\nfirst_name: Ada\n{profile}</profile>\n{spoken}"
        spans = tuple((start + len(head), end + len(head)) for start, end in told.targets)
        return told.model_copy(update={"text": head + told.text, "targets": spans})

    assert without_undefined(before(slots)) == before("")


def recording(script: str, skill: SkillName, number: int) -> Recording:
    return Recording(
        renderer=1,
        session=SessionId(script),
        turn=TurnId("t"),
        number=number,
        page=number,
        skill=skill,
        model=f"{skill}@1",
        prompt=f"user: {script}\n{PAGE}",
        output="click 4",
        action=Click(element=ElementId(4)),
        effect=Effect(kind=EffectKind.OK),
        timings=Timings(),
        usage=Usage(),
        at=0,
    )


def material() -> Material:
    episodes = [
        Episode(
            script=script,
            ok=True,
            outcome="right",
            recordings=tuple(recording(script.id, s, n) for n, s in enumerate(SKILLS)),
        )
        for script in Casting(spliced=0.5).scripts(40, 7, TODAY)
    ]
    return Material(learn=episodes[10:], judge=episodes[:10], length=lambda s: len(s.text))


@pytest.mark.parametrize("idea", [Idea.SKILLS, Idea.REFINING, Idea.SPLICING])
def test_both_sides_learn_from_as_much_and_are_judged_by_the_same(idea: Idea) -> None:
    given_ = material()
    told, other = sides(idea, given_)
    much, as_much = (
        given_.tokens([s for one in side for s in one.learn]) for side in (told, other)
    )
    assert as_much == pytest.approx(much, rel=0.1)
    judged, others = ({s.id for one in side for s in one.judge} for side in (told, other))
    assert judged == others


def test_nothing_is_learned_that_is_judged() -> None:
    for idea in Idea:
        for side in sides(idea, material()):
            learned = {s.text for one in side for s in one.learn}
            assert learned.isdisjoint(s.text for one in side for s in one.judge)


def test_only_one_side_sees_second_errands() -> None:
    given_ = material()
    second = {e.script.id for e in given_.learn if len(e.script.errands) > 1}
    seen = [
        {s.id.split("/")[0] for one in side for s in one.learn} & second
        for side in sides(Idea.SPLICING, given_)
    ]
    assert seen[0]
    assert not seen[1]
