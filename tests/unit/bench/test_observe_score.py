from bench.observe.score import score, total
from bench.observe.wire import Listed, Seen, Wanted


def seen(*listed: Listed, wanted: tuple[Wanted, ...]) -> Seen:
    return Seen("page", "", (1.0,), listed, wanted)


SEND = Wanted("send", ("Send now",), may=False)
CLOSED = Wanted("closed", ("Closed",), may=True)


def test_a_control_that_is_listed_twice_is_found_once_and_nothing_is_bogus() -> None:
    twice = (Listed("send", 'button "Send now"'), Listed("send", "span"))
    found = score(seen(*twice, wanted=(SEND,)))
    assert (found.found, found.told, found.bogus, found.named) == (1, 1, 0, 1)


def test_a_control_that_stands_for_no_label_is_bogus() -> None:
    found = score(seen(Listed("", 'button "Trap"'), wanted=(SEND,)))
    assert (found.recall, found.precision) == (0.0, 0.0)
    assert found.missed == ("send",)
    assert found.wrong == ('button "Trap"',)


def test_plain_text_that_can_be_addressed_finds_a_control_and_is_never_bogus() -> None:
    text = (Listed("send", "Send now", control=False), Listed("", "words", control=False))
    found = score(seen(*text, wanted=(SEND,)))
    assert (found.found, found.bogus, found.told) == (1, 0, 0)


def test_a_control_that_may_be_left_out_counts_neither_way() -> None:
    without = score(seen(wanted=(CLOSED,)))
    listed = score(seen(Listed("closed", "Closed"), wanted=(CLOSED,)))
    assert (without.wanted, without.recall) == (0, 1.0)
    assert (listed.wanted, listed.bogus, listed.precision) == (0, 0, 1.0)


def test_a_frame_counts_neither_way() -> None:
    assert score(seen(Listed("~", "iframe"), wanted=(SEND,))).bogus == 0


def test_a_name_is_right_when_its_words_stand_in_the_line_whatever_the_marks() -> None:
    right = score(seen(Listed("send", 'button "SEND, now!" [3]'), wanted=(SEND,)))
    part = score(seen(Listed("send", 'button "Sender nowhere"'), wanted=(SEND,)))
    assert (right.named, part.named) == (1, 0)


def test_one_of_several_names_is_enough() -> None:
    either = Wanted("send", ("Send", "Post"), may=False)
    assert score(seen(Listed("send", "Post it"), wanted=(either,))).named == 1


def test_totals_add_up() -> None:
    one = score(seen(Listed("send", "Send now"), wanted=(SEND,)))
    none = score(seen(Listed("", "x"), wanted=(SEND,)))
    both = total([one, none])
    assert (both.found, both.wanted, both.bogus) == (1, 2, 1)
