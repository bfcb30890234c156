import json
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from errands.agent.prompt import render
from errands.agent.view.chunks import Chunk, chunks_of
from errands.agent.view.features import features_of
from errands.agent.view.focus import look
from errands.agent.view.learned import Learned
from errands.agent.view.lens import Lens
from errands.agent.view.outline import RENDERER, Line
from errands.agent.view.page import meet
from errands.agent.view.picker import Rules
from errands.agent.view.tokens import ESTIMATE
from errands.agent.view.wish import Wish
from errands.backends.picker_file import PICKER, PickerFile
from errands.backends.served_lens import served_lens
from errands.contracts.action import Click
from errands.contracts.ids import ElementId, SessionId, SkillName, TurnId
from errands.contracts.observation import Element, Observation, Role, Section, SectionKind
from errands.contracts.profile import Profile
from errands.contracts.recording import Recording
from errands.contracts.session import ChatLine, Speaker
from errands.contracts.step import Effect, EffectKind, Timings, Usage
from learning.focus.choice import choices_of
from learning.focus.fit import fit, told
from learning.focus.judge import held_out, judge
from learning.focus.pointed import Pointed, read_pointed
from learning.focus.recorded import recorded
from learning.focus.written import written


def test_the_same_seed_writes_the_same_pages_and_teaches_the_same_weights() -> None:
    first, again = (list(written(1, 7)) for _ in range(2))
    assert first == again
    assert [e.seen for e in written(1, 8)] != [e.seen for e in first]
    told_of = [told(choice) for choice in choices_of(first[:60], ESTIMATE)]
    assert fit(told_of, 1) == fit(told_of, 1)


def test_every_example_needs_a_control_that_is_on_its_page() -> None:
    examples = list(written(1, 3))
    assert len({e.family for e in examples}) == 6
    assert all(e.seen.element(e.needed) is not None and e.wish.last for e in examples)


def test_scores_are_those_of_the_regression_they_were_learned_by() -> None:
    choices = list(choices_of(list(written(1, 5))[:40], ESTIMATE))
    weights = fit([told(choice) for choice in choices], 1)
    model = LogisticRegression(fit_intercept=False)
    model.classes_ = np.array([False, True])
    model.coef_ = np.array([list(weights.values())])
    model.intercept_ = np.zeros(1)
    for choice in choices[:10]:
        rows = [[f.get(n, 0.0) for n in weights] for f in features_of(choice.chunks, choice.wish)]
        served = Learned(weights).scores(choice.chunks, choice.wish)
        assert served == pytest.approx(model.decision_function(np.array(rows)))


def test_families_are_judged_by_what_the_others_taught() -> None:
    examples = [e for e in written(1, 2) if e.family in {"trade", "press"}]
    choices = [told(choice) for choice in choices_of(examples, ESTIMATE)]
    verdicts = list(held_out(choices, examples, ESTIMATE, 1, lambda _: None))
    assert [v.name for v in verdicts] == ["trade", "press"]
    (trade, _) = verdicts
    kept = [e for e in examples if e.family == "trade"]
    own = fit([c for c in choices if c.family == "press"], 1)
    assert trade.shown == judge("trade", Learned(own), kept, ESTIMATE).shown


def test_the_shipped_picker_does_better_than_rules_on_new_pages() -> None:
    examples = list(written(1, 99))
    learned = judge("", PickerFile.read().picker, examples, ESTIMATE).shown
    rules = judge("", Rules(), examples, ESTIMATE).shown
    assert all(learned[room] > rules[room] for room in rules)


def test_the_served_lens_reads_pages_by_the_shipped_picker(tmp_path: Path) -> None:
    assert served_lens(tmp_path).picker == PickerFile.read().picker


def test_weights_come_back_from_their_file(tmp_path: Path) -> None:
    made = PickerFile(made_from={"trade": 3}, weights={"name": 1.25})
    made.write(tmp_path / "picker.json")
    assert PickerFile.read(tmp_path / "picker.json") == made


def test_the_shipped_weights_are_for_features_that_exist() -> None:
    page = Section(kind=SectionKind.FORM, name="a", elements=(_button(1, "Go"),))
    (known,) = features_of(chunks_of(_seen(page)), Wish(words="go"))
    assert set(json.loads(PICKER.read_text())["weights"]) == set(known)


def _button(number: int, name: str) -> Element:
    return Element(id=ElementId(number), role=Role.BUTTON, name=name)


def _seen(*sections: Section) -> Observation:
    return Observation(
        revision=1, url="https://a.test/", host="a.test", title="A", sections=sections
    )


def _page() -> Observation:
    head = Section(kind=SectionKind.REGION, name="header", elements=(_button(1, "Menu"),))
    form = Section(kind=SectionKind.FORM, name="Order", elements=(_button(2, "Order now"),))
    side = Section(kind=SectionKind.FORM, name="Letters", elements=(_button(3, "Sign up"),))
    return _seen(head, form, side)


def _recording(effect: EffectKind, target: int) -> Recording:
    chat = (
        ChatLine(speaker=Speaker.USER, text="a mug"),
        ChatLine(speaker=Speaker.ASSISTANT, text="which one?"),
        ChatLine(speaker=Speaker.USER, text="the blue one"),
    )
    page = meet(1, _page(), Wish(words="a mug"), Lens())
    return Recording(
        renderer=RENDERER,
        session=SessionId("s"),
        turn=TurnId("t"),
        number=1,
        page=1,
        skill=SkillName("navigate"),
        model="m",
        prompt=render(Profile(), chat, page),
        output=f"click {target}",
        action=Click(element=ElementId(target)),
        effect=Effect(kind=effect),
        timings=Timings(),
        usage=Usage(),
        at=0,
    )


def test_served_recordings_are_choices_between_the_chunks_of_their_prompts() -> None:
    (choice,) = recorded([_recording(EffectKind.OK, 3)], ESTIMATE)
    assert [chunk.name for chunk in choice.chunks] == ["order", "letters", "header"]
    assert choice.chunks[choice.needed].name == "letters"
    assert choice.chunks[1].lines == chunks_of(_page())[2].lines
    assert choice.wish == Wish(words="a mug which one? the blue one", last="the blue one")


def test_steps_that_did_nothing_are_not_learned_from() -> None:
    assert list(recorded([_recording(EffectKind.FAILED, 3)], ESTIMATE)) == []


def test_recorded_web_tasks_are_examples_of_a_family_of_their_own(tmp_path: Path) -> None:
    step = Pointed(
        task="order", seed=1, instruction="Order", target=ElementId(2), observation=_page()
    )
    path = tmp_path / "webtasks.jsonl"
    path.write_text(step.model_dump_json() + "\n")
    (example,) = read_pointed(path)
    assert (example.family, example.needed, example.wish.last) == ("webtasks", 2, "Order")


def _golden(path: Path) -> tuple[Chunk, ...]:
    """The chunks of an outline as it lies in its file: a head with its kind, then lines."""
    _title, *parts = path.read_text().split("\n# ")
    chunks = []
    for part in parts:
        head, *texts = part.strip().splitlines()
        ids = [[ElementId(int(n)) for n in re.findall(r'" \[(\d+)\]', text)] for text in texts]
        lines = tuple(Line(text=t, ids=tuple(i)) for t, i in zip(texts, ids, strict=True))
        chunks.append(
            Chunk(
                name=head.split(" (")[0],
                kind=SectionKind.REGION,
                lines=lines,
                controls=sum(map(len, ids)),
                needs_input=False,
                cost=10 * len(lines),
            )
        )
    return tuple(chunks)


def test_pages_of_the_demo_site_are_shown_as_its_adapters_were_trained() -> None:
    """Header and footer closed, whatever people of the development suite say."""
    picker = PickerFile.read().picker
    suite = Path("learning/suites/hotels-dev.jsonl").read_text().splitlines()
    scripts = [json.loads(line) for line in suite]
    pages = ("search", "search-wrong", "results", "hotel", "guest", "guest-wrong", "summary")
    for path in (Path(f"tests/sites/outlines/{page}.txt") for page in pages):
        chunks = _golden(path)
        inner = tuple(c for c in chunks if c.name not in {"header", "footer"})
        assert len(inner) < len(chunks)
        for script in scripts:
            opening = str(script["opening"])
            said = [opening, *map(str, script["answers"].values())]
            for last in (*said, *([str(script["confirm"])] if path.stem == "summary" else [])):
                wish = Wish(words=f"{opening} {last}", last=last)
                view = look(chunks, wish, picker, 2000, ESTIMATE)
                assert view.shown == inner, (path.name, last)
