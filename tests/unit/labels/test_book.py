"""What the labels say of those who gave them."""

from errands.contracts.label import KnownAnswer, Outcome, StepVerdict, TrajectoryLabel
from errands.labels.book import LabelBook
from tests.unit.labels.made import ANNA, BERT, CARL, RIGHT, WRONG, a_label, a_recording


def test_the_last_label_of_a_step_counts() -> None:
    recording = a_recording()
    first, last = a_label(recording, at=1), a_label(recording, verdict=WRONG, at=2)
    assert LabelBook.of([first, last]).said(first.key) == (last,)
    assert LabelBook.of([last, first]).said(first.key) == (last,)
    assert LabelBook.of([]).said(first.key) == ()


def test_a_labeler_is_measured_by_known_answers() -> None:
    tested = [a_recording(number) for number in range(1, 5)]
    known = [
        KnownAnswer(session=r.session, labeler=CARL, at=0, recording=r, is_right=r.number % 2 == 0)
        for r in tested
    ]
    labels = [a_label(r, verdict=RIGHT, seconds=r.number) for r in tested]
    others = [a_label(a_recording(9), verdict=StepVerdict.REGENERATE, seconds=9)]
    (anna,) = LabelBook.of([*known, *labels, *others]).labelers()
    assert (anna.name, anna.steps, anna.seconds) == (ANNA, 5, 3)
    assert anna.verdicts == {StepVerdict.ACCEPT: 4, StepVerdict.REGENERATE: 1}
    assert (anna.known.items, anna.known.same) == (4, 2)
    book = LabelBook.of([*known, *labels])
    assert [item.key for item in book.known_items()] == [one.key for one in known]
    assert book.asked(ANNA).given == 4
    assert book.asked(BERT).given == 0


def test_pairs_are_judged_by_what_both_have_seen() -> None:
    both = [a_recording(number) for number in range(1, 5)]
    anna = [a_label(r, ANNA, RIGHT if r.number < 3 else WRONG) for r in both]
    bert = [a_label(r, BERT, RIGHT if r.number < 4 else StepVerdict.REGENERATE) for r in both]
    alone = [a_label(a_recording(9), CARL)]
    (pair,) = LabelBook.of([*bert, *anna, *alone]).pairs()
    assert (pair.one, pair.other) == (ANNA, BERT)
    assert (pair.agreement.items, pair.agreement.same) == (4, 3)
    assert pair.agreement.kappa == 0.5


def test_a_turn_is_counted_once_for_each_labeler() -> None:
    recording = a_recording()
    label = TrajectoryLabel(
        session=recording.session,
        turn=recording.turn,
        outcome=Outcome.REACHED,
        labeler=ANNA,
        seconds=1,
        at=0,
    )
    again = label.model_copy(update={"outcome": Outcome.MISSED, "at": 1})
    (anna,) = LabelBook.of([label, again]).labelers()
    assert (anna.steps, anna.trajectories, anna.seconds) == (0, 1, 0)
