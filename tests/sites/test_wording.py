import pytest

from sites.account import look as account_look
from sites.account import wording as account_wording
from sites.account.account import SECTIONS
from sites.bills import look as bills_look
from sites.bills import wording as bills_wording
from sites.variant import HELD_OUT, TRAINING, Variant

WAYS = {"bills": bills_wording.WAYS, "account": account_wording.WAYS}
WORDS = {"bills": bills_wording.words, "account": account_wording.words}
MENU = "profile notifications privacy addresses closing"
BESIDE = [
    ("bills", "bills accounts payments all_auto go_pay set_up alter go_stop"),
    ("bills", "pay_from how_much euros when date go_on"),
    ("bills", "full part today later"),
    ("bills", "status_due status_overdue status_part_paid status_scheduled status_paid"),
    ("bills", "pay edit turn_on turn_off keep"),
    *(("account", f"settings {MENU} {' '.join(asked)}") for asked in SECTIONS.values()),
    ("account", "label name street city postcode country"),
    ("account", "at_once daily weekly monthly everyone contacts nobody"),
    ("account", "edit delete add"),
    ("account", "save back change"),
    ("account", "delete_really keep understood delete_heading"),
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


def controls(number: int) -> set[str]:
    bills = bills_look.Look.of(Variant.of(number))
    account = account_look.Look.of(Variant.of(number))
    return {
        *(bills.layout, bills.account, bills.dating, bills.day_of_month),
        *(account.menu, account.switching, account.deleting, *account.choosing.values()),
    }


def test_controls_that_are_held_out_are_seen_in_no_other_variant() -> None:
    known = {control for number in TRAINING for control in controls(number)}
    held_out = {control for number in HELD_OUT for control in controls(number)}
    assert not known & held_out
    assert len(known) > 10
