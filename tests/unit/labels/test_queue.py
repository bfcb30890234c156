"""Who is asked about what, whatever has been recorded and said."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from errands.contracts.ids import LabelerName
from errands.contracts.label import StepKey
from errands.contracts.recording import Candidate, Recording
from errands.contracts.step import EffectKind
from errands.labels.queue import KNOWN, Asked, Item, is_known_turn, next_item, uncertainty
from tests.unit.labels.made import (
    ANNA,
    BERT,
    CARL,
    LINES,
    RIGHT,
    WRONG,
    a_label,
    a_recording,
    items,
    passed,
    recordings,
    refused,
)


def asked(given: int = 0, without: frozenset[StepKey] = frozenset()) -> Asked:
    return Asked(labeler=ANNA, given=given, without=without)


def not_known(labeler: LabelerName = ANNA) -> int:
    """A number of labels after which no known answer is asked for."""
    return next(given for given in range(KNOWN) if not is_known_turn(labeler, given))


@given(items(), items(), st.integers(0, 100))
def test_nobody_is_asked_twice(pool: list[Item], known: list[Item], count: int) -> None:
    found = next_item(pool, known, asked(count))
    assert found is None or ANNA not in {label.labeler for label in found.labels}
    if found is not None:
        again = next_item(pool, known, asked(count, frozenset({found.key})))
        assert again is None or again.key != found.key


@given(items())
def test_something_is_found_while_there_is_something(pool: list[Item]) -> None:
    open_ = [i for i in pool if i.wanted and ANNA not in {one.labeler for one in i.labels}]
    assert (next_item(pool, [], asked()) is None) == (not open_)


@given(items())
def test_disagreement_first_then_the_least_sure(pool: list[Item]) -> None:
    order: list[Item] = []
    while True:
        found = next_item(pool, [], asked(without=frozenset(i.key for i in order)))
        if found is None:
            break
        order.append(found)
    ranks = [(not item.disputed, -uncertainty(item.recording)) for item in order]
    assert ranks == sorted(ranks)


@given(recordings(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(pool: list[Recording], draw: Random) -> None:
    there = [Item(one) for one in pool]
    back = list(there)
    draw.shuffle(back)
    assert next_item(there, [], asked()) == next_item(back, [], asked())


@given(st.integers(0, 5), st.text(min_size=1))
def test_known_answers_come_at_a_steady_share(tens: int, name: str) -> None:
    start = tens * KNOWN
    turns = [is_known_turn(LabelerName(name), n) for n in range(start, start + KNOWN)]
    assert turns.count(True) == 1


def test_the_place_of_a_known_answer_can_not_be_counted_out() -> None:
    places = {n % KNOWN for n in range(KNOWN * 20) if is_known_turn(ANNA, n)}
    assert len(places) > 3


def test_a_sitting_has_its_share_of_known_answers_and_ends_with_the_rest() -> None:
    pool = {i.key: i for i in (Item(a_recording(number)) for number in range(1, 41))}
    known = {i.key: i for i in (Item(a_recording(n, session="known")) for n in range(1, 4))}
    came: Counter[str] = Counter()
    while True:
        found = next_item(pool.values(), list(known.values()), asked(came.total()))
        if found is None:
            break
        part = "known" if found.key in known else "pool"
        came[part] += 1
        where = known if part == "known" else pool
        where[found.key] = Item(found.recording, (*found.labels, a_label(found.recording)))
        if came.total() == 30:
            assert came["known"] == 3
    assert came == {"known": 3, "pool": 40}


def test_a_known_answer_is_not_asked_beside_the_others() -> None:
    item = Item(a_recording())
    assert next_item([item], [item], asked(not_known())) is None


def test_one_label_is_enough_but_for_some() -> None:
    singles = [Item(r, (a_label(r, BERT),)) for r in (a_recording(n) for n in range(1, 201))]
    again = sum(1 for item in singles if item.wanted)
    assert 20 < again < 60
    doubles = [Item(i.recording, (*i.labels, a_label(i.recording, CARL))) for i in singles]
    assert [item for item in doubles if item.wanted] == []


def test_a_third_decides() -> None:
    recording = a_recording()
    labels = (a_label(recording, BERT), a_label(recording, CARL, WRONG))
    assert Item(recording, labels).disputed
    assert Item(recording, labels).wanted == 1
    decided = Item(recording, (*labels, a_label(recording, ANNA, RIGHT)))
    assert not decided.disputed
    assert decided.wanted == 0


def test_what_makes_a_step_uncertain() -> None:
    sure = a_recording(candidates=(passed(),))
    assert uncertainty(sure) == 0
    assert uncertainty(a_recording()) == 0
    assert uncertainty(a_recording(effect=EffectKind.NO_CHANGE)) == 1
    yes = Candidate(line=LINES[0], verdict=EffectKind.NEEDS_YES)
    assert uncertainty(a_recording(candidates=(yes,), effect=EffectKind.NEEDS_YES)) == 0
    last = a_recording(candidates=(refused(), refused("cli"), passed(LINES[1])), output=LINES[1])
    first = a_recording(candidates=(passed(LINES[1]), refused(), refused("cli")), output=LINES[1])
    assert uncertainty(last) == 2 / 3 + 1
    assert uncertainty(first) == 2 / 3
