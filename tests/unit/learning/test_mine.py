"""Of several tries: the shortest right one, and what it did better."""

import json
from collections.abc import Sequence
from pathlib import Path

from errands.contracts.action import Action, Click, Fill, Say, Text, to_line
from errands.contracts.ids import ElementId
from errands.contracts.recording import Candidate, Recording
from errands.contracts.step import EffectKind
from learning import mine
from learning.attempt import attempt, task_of
from learning.days import TODAY
from learning.episode import Episode, read_episodes
from learning.hotels.synthesis import make_script
from learning.pair import Pair, read_pairs
from learning.shop import synthesis as shop
from tests.unit.learning.graders.steps import PROMPT, step

SCRIPT = make_script(0, 5, TODAY)
HOTEL, OTHER = Click(element=ElementId(3)), Click(element=ElementId(9))
DONE = Say(text="Your reference is XH8B9M.")
LATER = PROMPT.format(done="click 3 -> ok\n")


def exact(action: Action, prompt: str = PROMPT.format(done="")) -> Recording:
    """Its output is the very line, as a served model's is."""
    return step(action, prompt=prompt).model_copy(update={"output": to_line(action)})


def tried(number: int, steps: Sequence[Recording], *, ok: bool) -> Episode:
    script = attempt(SCRIPT, number)
    return Episode(script=script, ok=ok, outcome="ok" if ok else "lost", recordings=tuple(steps))


RIGHT = tried(1, [exact(HOTEL), exact(DONE, LATER)], ok=True)
LONGER = tried(2, [exact(HOTEL), exact(HOTEL), exact(DONE, LATER)], ok=True)
WRONG = tried(3, [exact(OTHER), exact(DONE, LATER)], ok=False)


def test_tries_are_told_apart_and_belong_together() -> None:
    assert len({e.script.id for e in (RIGHT, LONGER, WRONG)}) == 3
    assert {task_of(e.script) for e in (RIGHT, LONGER, WRONG)} == {SCRIPT.id}
    assert task_of(SCRIPT) == SCRIPT.id
    known = attempt(SCRIPT.model_copy(update={"visitor": "ana"}), 2)
    assert known.known_as == "ana-try2"


def test_the_shortest_right_try_is_kept() -> None:
    assert mine.shortest_right([LONGER, RIGHT, WRONG]) == RIGHT
    assert mine.shortest_right([WRONG]) is None


def test_a_try_that_told_what_it_did_not_see_is_not_kept() -> None:
    lying = tried(4, [exact(Say(text="Your reference is AAAA99."))], ok=True)
    assert mine.shortest_right([lying]) is None
    assert mine.shortest_right([lying, LONGER]) == LONGER


def test_where_tries_part_the_right_line_is_better() -> None:
    (pair,) = mine.pairs_of("t", [RIGHT, LONGER, WRONG])
    assert pair == Pair(
        source="t",
        skill=pair.skill,
        prompt=PROMPT.format(done=""),
        better="click 3",
        worse="click 9",
    )


def test_a_line_that_another_right_try_took_is_no_worse() -> None:
    also_right = tried(4, [exact(OTHER), exact(DONE, LATER)], ok=True)
    assert list(mine.pairs_of("t", [RIGHT, also_right, WRONG])) == []


def test_a_line_that_a_gate_refused_is_worse_than_the_one_that_went_well() -> None:
    invented = Fill(element=ElementId(4), value=Text(text="Rome"))
    candidates = (
        Candidate(line=to_line(invented), verdict=EffectKind.NOT_DERIVABLE),
        Candidate(line="gibberish", verdict="no action"),
        Candidate(line=to_line(HOTEL), verdict="passed"),
    )
    judged = exact(HOTEL).model_copy(update={"candidates": candidates})
    (pair,) = mine.pairs_of("t", [tried(1, [judged], ok=True)])
    assert (pair.better, pair.worse) == ("click 3", 'fill 4 "Rome"')
    assert list(mine.pairs_of("t", [tried(1, [judged], ok=False)])) == []


def test_files_hold_what_is_kept_preferred_and_lost(tmp_path: Path) -> None:
    lost = make_script(1, 5, TODAY)
    hopeless = Episode(script=lost, ok=False, outcome="not_booked", recordings=())
    lines = "".join(f"{e.model_dump_json()}\n" for e in (RIGHT, LONGER, WRONG, hopeless))
    (tmp_path / "episodes.jsonl").write_text(lines)
    mine.main(episodes=tmp_path / "episodes.jsonl", output=tmp_path / "out")
    assert list(read_episodes(tmp_path / "out/kept.jsonl")) == [RIGHT]
    assert [pair.worse for pair in read_pairs(tmp_path / "out/navigate.pairs.jsonl")] == ["click 9"]
    failed = json.loads((tmp_path / "out/failed.json").read_text())
    assert failed == {"outcomes": {"not_booked": 1}, "scripts": [lost.id]}


def test_nothing_is_mined_on_a_site_that_is_kept_out_of_training(tmp_path: Path) -> None:
    shopped = RIGHT.model_copy(update={"script": shop.make_script(1, 5, TODAY)})
    (tmp_path / "episodes.jsonl").write_text(f"{shopped.model_dump_json()}\n")
    mine.main(episodes=tmp_path / "episodes.jsonl", output=tmp_path / "out")
    assert list(read_episodes(tmp_path / "out/kept.jsonl")) == []
