import pytest

from sites.bills import look as bills_look
from sites.bills import wording as bills_wording
from sites.variant import HELD_OUT, TRAINING, Variant

WAYS = {"bills": bills_wording.WAYS}
WORDS = {"bills": bills_wording.words}
BESIDE = [
    ("bills", "bills accounts payments all_auto go_pay set_up alter go_stop"),
    ("bills", "pay_from how_much euros when date go_on"),
    ("bills", "full part today later"),
    ("bills", "status_due status_overdue status_part_paid status_scheduled status_paid"),
    ("bills", "pay edit turn_on turn_off keep"),
]
"""What stands on one page and has to be told apart."""


@pytest.mark.parametrize("site", WAYS)
def test_held_out_words_are_seen_in_no_other_variant(site: str) -> None:
    for name, ways in WAYS[site].items():
        assert len(set(ways)) == len(ways) >= 3, name
        known = {Variant.of(number).choose(name, ways) for number in TRAINING}
        held_out = {Variant.of(number).choose(name, ways) for number in HELD_OUT}
        assert not known & held_out, name


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
@pytest.mark.parametrize(("site", "names"), BESIDE)
def test_what_stands_side_by_side_is_told_apart(site: str, names: str, number: int) -> None:
    words = WORDS[site](Variant.of(number))
    said = [words[name].casefold() for name in names.split()]
    assert len(set(said)) == len(said), said


def test_controls_that_are_held_out_are_seen_in_no_other_variant() -> None:
    known, held_out = (
        {
            control
            for look in (bills_look.Look.of(Variant.of(number)) for number in numbers)
            for control in (look.layout, look.account, look.dating)
        }
        for numbers in (TRAINING, HELD_OUT)
    )
    assert not known & held_out
    assert len(known) > 3
