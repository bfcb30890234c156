import pytest

from errands.agent.effects.classify import commits
from errands.agent.effects.effect import fingerprint, is_irreversible, pending
from errands.contracts.action import Check, Click, Key, Press, Select
from errands.contracts.ids import ElementId
from errands.contracts.observation import Role, SectionKind
from tests.unit.agent.controls import EFFECTS, HARMLESS
from tests.unit.agent.pages import control, section, seen, words

FIRST = ElementId(1)


def needs_yes(name: str, *facts: str, role: Role = Role.BUTTON, submits: bool = True) -> bool:
    button = control(1, role, name, submits=submits)
    return commits(button, seen(section(button, *map(words, facts))))


def test_the_table_is_wide_enough_to_measure_by() -> None:
    rows = [*EFFECTS.values(), *HARMLESS.values()]
    assert sum(map(len, rows)) >= 250
    assert len(EFFECTS) == len(HARMLESS) == 16


@pytest.mark.parametrize("language", EFFECTS)
def test_effects_are_known_in_their_language(language: str) -> None:
    missed = [name for name in EFFECTS[language] if not needs_yes(name)]
    assert missed == []


@pytest.mark.parametrize("language", HARMLESS)
def test_what_only_looks_or_leads_needs_no_yes(language: str) -> None:
    asked = [name for name in HARMLESS[language] if needs_yes(name)]
    assert asked == []


def test_reserving_counts_where_it_says_what_not_where_it_leads_on() -> None:
    for name in ("Reserve table", "Reserve this table", "Reserve now", "Reserve your seats"):
        assert needs_yes(name), name
    for name in ("Reserve", "Reserve a table", "Reserve a room"):
        assert not needs_yes(name), name


def test_letting_a_bill_be_paid_each_month_needs_a_yes_but_a_link_to_it_does_not() -> None:
    for name in ("Save recurring payment", "Activate direct debit", "Turn on autopay"):
        assert needs_yes(name), name
        assert not needs_yes(name, role=Role.LINK, submits=False), name


def test_a_button_to_the_summary_only_leads_on_also_beside_a_price() -> None:
    for name in ("Review", "Proceed", "Go on", "To the summary"):
        assert not needs_yes(name, "€169.43"), name
    for name in ("Review and pay", "Proceed to pay"):
        assert needs_yes(name, "€169.43"), name


@pytest.mark.parametrize(
    "price", ["240 €", "$9", "CHF 20", "99 zł", "1500₽", "¥3,000", "99 TL", "240 euros", "99 kr"]
)
def test_a_submit_without_words_counts_beside_any_price(price: str) -> None:
    for name in ("", "OK", "Go", "Los", "✓", "提供"):
        assert needs_yes(name, price), name
        assert not needs_yes(name, "12 rooms"), name


def test_a_button_that_answers_yes_or_ends_something_for_good_needs_a_yes() -> None:
    for name in ("Yes", "Yes, turn it off", "Close it for good", "End it now", "Make payment"):
        assert needs_yes(name, submits=False), name
    for name in ("Make a payment", "No, keep it", "Turn off sound"):
        assert not needs_yes(name, submits=False), name


def test_a_button_alone_counts_where_its_page_tells_a_price() -> None:
    button = control(1, Role.BUTTON, "Go ahead", submits=True)
    asked = control(2, Role.TEXT_FIELD, "City")
    price = section(words("You pay: €7.00"))
    assert commits(button, seen(price, section(button)))
    assert not commits(button, seen(price, section(asked, button)))
    assert not commits(button, seen(section(words("12 rooms")), section(button)))
    onward = control(1, Role.BUTTON, "Continue", submits=True)
    assert not commits(onward, seen(price, section(onward)))


@pytest.mark.parametrize(
    "field", ["Card number", "Kartennummer", "Numéro de carte", "カード番号", "رقم البطاقة", "CVC"]
)
def test_beside_a_card_every_button_counts_that_does_not_leave(field: str) -> None:
    for name in ("", "OK", "Continue", "Weiter", "Next"):
        assert needs_yes(name, field, submits=False), name
    assert needs_yes("Sign up", field, submits=False)
    for name in ("Back", "Zurück", "Edit", "Sign in"):
        assert not needs_yes(name, field), name


def test_agreeing_to_cookies_needs_no_yes_unless_more_is_agreed_to() -> None:
    assert not needs_yes("Accept all", "We use cookies.")
    assert not needs_yes("Accept cookies")
    assert needs_yes("Accept all", "We use cookies.", "Total €240")
    assert needs_yes("Accept offer")


def test_the_way_out_of_a_dialog_needs_no_yes() -> None:
    buttons = (control(1, Role.BUTTON, "Cancel"), control(2, Role.BUTTON, "Save"))
    about = {"Edit address": False, "Cancel order?": True}
    for title, counts in about.items():
        dialog = section(*buttons, kind=SectionKind.DIALOG, name=title)
        assert commits(buttons[0], seen(dialog)) is counts, title
    assert commits(buttons[0], seen(section(*buttons)))


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        *((name, True) for name in ("Delete", "Konto löschen", "Supprimer", "Удалить", "削除")),
        *((name, False) for name in ("Orders", "Buchen", "Remove from cart", "Ordina", "予約")),
    ],
)
@pytest.mark.parametrize("role", [Role.LINK, Role.OPTION, Role.TAB])
def test_what_leads_somewhere_counts_where_it_says_that_it_does_it(
    name: str,
    counts: bool,  # noqa: FBT001 a column of the table
    role: Role,
) -> None:
    assert needs_yes(name, role=role) is counts


def test_a_choice_that_acts_by_itself_counts() -> None:
    choice = control(1, Role.SELECT, "Action", options=("Archive", "Delete"))
    delete, archive = (Select(element=FIRST, option=o) for o in ("Delete", "Archive"))
    alone = seen(section(choice))
    assert is_irreversible(delete, alone)
    assert not is_irreversible(archive, alone)
    assert pending(delete, alone).question == 'Shall I press "Delete" on hotels.test?'
    with_button = seen(section(choice, control(2, Role.BUTTON, "Go")))
    assert not is_irreversible(delete, with_button)


def test_enter_counts_where_the_page_holds_an_effect_in_any_language() -> None:
    page = seen(
        section(control(1, Role.TEXT_FIELD, "Nachricht"), control(2, Role.BUTTON, "Senden"))
    )
    assert is_irreversible(Press(key=Key.ENTER), page)
    assert is_irreversible(Press(key=Key.ENTER, element=FIRST), page)
    assert not is_irreversible(Press(key=Key.TAB), page)
    assert is_irreversible(Click(element=ElementId(2)), page)


@pytest.mark.parametrize(
    "name", ["Publish now", "Delete my account", "Veröffentlichen", "Order it"]
)
def test_a_box_that_acts_when_it_is_ticked_needs_a_yes_however_it_is_ticked(name: str) -> None:
    box = control(1, Role.CHECKBOX, name, checked=False)
    alone = seen(section(box, words("Visible to all")))
    ways = (
        Click(element=FIRST),
        Check(element=FIRST, on=True),
        Press(key=Key.SPACE, element=FIRST),
        Press(key=Key.SPACE),
    )
    assert all(is_irreversible(way, alone) for way in ways)
    assert len({fingerprint(way, alone) for way in ways[:3]}) == 1
    assert name in pending(ways[1], alone).question
    assert not is_irreversible(Check(element=FIRST, on=False), alone)
    beside = seen(section(box, control(2, Role.BUTTON, "Save")))
    assert not is_irreversible(Check(element=FIRST, on=True), beside)


@pytest.mark.parametrize(
    "name", ["Breakfast", "I agree to the terms", "Accept the terms", "Dark mode"]
)
def test_a_box_that_only_states_something_needs_none(name: str) -> None:
    box = control(1, Role.CHECKBOX, name, checked=False)
    assert not is_irreversible(Check(element=FIRST, on=True), seen(section(box)))


def test_one_of_several_ways_to_pay_is_a_choice_and_a_radio_alone_that_pays_is_none() -> None:
    card, invoice = (
        control(n, Role.RADIO, name, checked=False)
        for n, name in enumerate(["Pay by card (ending in 4242)", "Pay by invoice"], start=1)
    )
    choice = Check(element=FIRST, on=True)
    assert not is_irreversible(choice, seen(section(card, invoice)))
    assert is_irreversible(choice, seen(section(card)))
    box, other = (control(n, Role.CHECKBOX, "Pay by card", checked=False) for n in (1, 2))
    assert is_irreversible(choice, seen(section(box, other)))
    now, later = (control(n, Role.RADIO, "Pay now", checked=False) for n in (1, 2))
    assert is_irreversible(choice, seen(section(now, later)))


def test_space_presses_a_button_as_a_click_does() -> None:
    page = seen(section(control(1, Role.BUTTON, "Pay"), control(2, Role.TEXT_FIELD, "Pay to")))
    assert is_irreversible(Press(key=Key.SPACE, element=FIRST), page)
    assert is_irreversible(Press(key=Key.SPACE), page)
    assert not is_irreversible(Press(key=Key.SPACE, element=ElementId(2)), page)
    assert fingerprint(Press(key=Key.SPACE, element=FIRST), page) == fingerprint(
        Click(element=FIRST), page
    )


@pytest.mark.parametrize("name", ["Yes, delete it", "Click here to unsubscribe", "Ja, löschen"])
def test_a_link_that_says_yes_first_does_it_too(name: str) -> None:
    assert needs_yes(name, role=Role.LINK)
    assert not needs_yes("Yes, show me more", role=Role.LINK)


def test_a_card_in_a_frame_of_its_own_belongs_to_the_button_after_it() -> None:
    mail, number, code = (
        control(n, Role.TEXT_FIELD, name)
        for n, name in enumerate(["E-mail", "Card number", "CVC"], start=2)
    )
    button, other = control(1, Role.BUTTON, "Continue"), control(9, Role.BUTTON, "Continue")
    frames = [section(field, kind=SectionKind.REGION, name="") for field in (number, code)]
    page = seen(section(mail), *frames, section(button), section(other, name="News"))
    assert commits(button, page)
    assert not commits(other, page)
