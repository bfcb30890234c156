import pytest

from errands.agent.effects.effect import fingerprint, is_irreversible, pending
from errands.contracts.action import Back, Click, Fill, Key, Press, Text
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation, Role
from tests.unit.agent.pages import control, section, seen, words

FIRST = ElementId(1)
CLICK = Click(element=FIRST)


def on_page(element: Element, *more: Element) -> Observation:
    return seen(section(element, *more))


def checkout(price: str = "Total €240", name: str = "Confirm booking") -> Observation:
    field = control(2, Role.TEXT_FIELD, "Name", value="Maya")
    terms = section(words("Terms from €1"), name="footer")
    return seen(section(control(1, Role.BUTTON, name), words(price), field), terms)


@pytest.mark.parametrize(
    "name",
    [
        "Pay now",
        "Place order",
        "Confirm booking",
        "Buy",
        "Delete account",
        "Send message",
        "Jetzt kaufen",
        "Bestellung bestätigen",
        "Payer",
        "Réserver",
        "Comprar ahora",
        "Enviar",
        "Conferma e paga: prenotare",
        "Cancel booking",
    ],
)
def test_buttons_that_cannot_be_undone(name: str) -> None:
    assert is_irreversible(CLICK, on_page(control(1, Role.BUTTON, name, submits=True)))


@pytest.mark.parametrize(
    "name",
    [
        "Search",
        "Continue",
        "Next",
        "Weiter",
        "Suchen",
        "Chercher",
        "Buscar",
        "Sign in",
        "Add to basket",
        "Show more",
        "Bookmarks",
        "Payments help",
        "OK",
    ],
)
def test_buttons_that_can(name: str) -> None:
    assert not is_irreversible(CLICK, on_page(control(1, Role.BUTTON, name, submits=True)))


@pytest.mark.parametrize(
    ("name", "irreversible"),
    [
        *((name, False) for name in ("Book", "Pay", "Orders", "Share this page")),
        *((name, True) for name in ("Delete", "Unsubscribe", "Buy now", "Confirm booking")),
        ("Place order", True),
    ],
)
def test_links_only_lead_somewhere_unless_they_say_otherwise(
    name: str,
    irreversible: bool,  # noqa: FBT001 a column of the table
) -> None:
    assert is_irreversible(CLICK, on_page(control(1, Role.LINK, name))) is irreversible


@pytest.mark.parametrize("fact", ["Total €240", "240 EUR", "Card number", "CVC"])
def test_a_submit_that_tells_nothing_counts_beside_a_price_or_a_card(fact: str) -> None:
    submit = control(1, Role.BUTTON, "OK", submits=True)
    assert is_irreversible(CLICK, on_page(submit, words(fact)))


def test_beside_a_card_every_button_counts_that_does_not_lead_away() -> None:
    for name, counts in (("OK", True), ("Continue", True), ("Reserve", True), ("Back", False)):
        button = control(1, Role.BUTTON, name)
        assert is_irreversible(CLICK, on_page(button, words("Card number"))) is counts
        assert not is_irreversible(CLICK, on_page(button, words("Total €240")))


@pytest.mark.parametrize(
    "name",
    ["Complete booking", "Finalise order", "Sign up and pay €20", "Place bid"],
)
def test_a_button_needs_no_form_to_be_an_effect(name: str) -> None:
    assert is_irreversible(CLICK, on_page(control(1, Role.BUTTON, name)))


@pytest.mark.parametrize("name", ["Sign in", "Sign up with Google", "sign in"])
def test_logging_in_can_be_undone(name: str) -> None:
    assert not is_irreversible(CLICK, on_page(control(1, Role.BUTTON, name, submits=True)))


def test_a_yes_is_for_one_of_two_like_buttons() -> None:
    page = seen(
        section(
            words("Note A").model_copy(update={"item": 1}),
            control(1, Role.BUTTON, "Delete", item=1),
            words("Note B").model_copy(update={"item": 2}),
            control(2, Role.BUTTON, "Delete", item=2),
        )
    )
    first, second = Click(element=ElementId(1)), Click(element=ElementId(2))
    assert fingerprint(first, page) != fingerprint(second, page)
    assert "Note A" in pending(first, page).question
    assert pending(second, page).question.index("Note B") < pending(second, page).question.index(
        "Note A"
    )


def test_what_is_ticked_belongs_to_what_is_agreed_to() -> None:
    off, on = (
        on_page(control(1, Role.BUTTON, "Pay"), control(2, Role.CHECKBOX, "Insurance", checked=c))
        for c in (False, True)
    )
    assert fingerprint(CLICK, off) != fingerprint(CLICK, on)
    assert "Insurance: on" in pending(CLICK, on).question


def test_a_long_question_keeps_its_prices() -> None:
    facts = [words(f"Fact {n} " * 8) for n in range(20)]
    page = on_page(control(1, Role.BUTTON, "Pay"), *facts, words("Total €240"))
    assert "Total €240" in pending(CLICK, page).question
    assert len(pending(CLICK, page).question) < 600


def test_a_search_beside_a_price_can_be_undone() -> None:
    search = control(1, Role.BUTTON, "Search", submits=True)
    assert not is_irreversible(CLICK, on_page(search, words("Rooms from €120")))


def test_enter_counts_where_a_button_of_the_page_does() -> None:
    assert is_irreversible(Press(key=Key.ENTER), checkout())
    assert not is_irreversible(Press(key=Key.TAB), checkout())
    assert not is_irreversible(Press(key=Key.ENTER), on_page(control(1, Role.BUTTON, "Search")))


def test_other_verbs_can_be_undone() -> None:
    assert not is_irreversible(Fill(element=FIRST, value=Text(text="Pay")), checkout())
    assert not is_irreversible(Back(), checkout())
    assert not is_irreversible(Click(element=ElementId(9)), checkout())


def test_a_yes_is_bound_to_the_price_the_button_and_the_fields() -> None:
    bound = fingerprint(CLICK, checkout())
    assert fingerprint(CLICK, checkout()) == bound
    assert fingerprint(CLICK, checkout(price="Total €250")) != bound
    assert fingerprint(CLICK, checkout(name="Confirm order")) != bound
    assert fingerprint(Press(key=Key.ENTER), checkout()) != bound
    elsewhere = checkout().model_copy(update={"host": "other.test"})
    assert fingerprint(CLICK, elsewhere) != bound


def test_edges_and_revisions_do_not_ask_for_another_yes() -> None:
    page = checkout()
    inner = page.model_copy(update={"sections": page.sections[:1], "revision": 9})
    assert fingerprint(CLICK, inner) == fingerprint(CLICK, page)


def test_the_question_holds_the_facts() -> None:
    asked = pending(CLICK, checkout()).question
    assert asked == (
        'Shall I press "Confirm booking" on hotels.test? It says: Total €240 · Name: Maya'
    )


def test_what_where_and_how_much_are_told_apart() -> None:
    asked = pending(CLICK, checkout())
    assert (asked.control, asked.host) == ("Confirm booking", "hotels.test")
    assert asked.facts == ("Total €240", "Name: Maya")
    assert asked.amounts == ("Total €240",)
    assert asked.fingerprint == fingerprint(CLICK, checkout())
    assert pending(Press(key=Key.ENTER), checkout()).control == Key.ENTER


def test_a_long_page_is_cut_between_words() -> None:
    asked = pending(CLICK, checkout(price="and so on " * 20 + "x" * 20)).question
    assert len(asked) < 500
    assert pending(CLICK, on_page(control(1, Role.BUTTON, "Pay"))).question.endswith("hotels.test?")


def test_a_twin_beside_the_button_needs_another_yes() -> None:
    button, twin = (control(n, Role.BUTTON, "Pay") for n in (1, 2))
    assert fingerprint(CLICK, on_page(button)) != fingerprint(CLICK, on_page(button, twin))


def test_another_title_of_a_section_needs_another_yes() -> None:
    button = control(1, Role.BUTTON, "Pay")
    one, other = (seen(section(button, name=name)) for name in ("Room 7", "Room 9"))
    assert fingerprint(CLICK, one) != fingerprint(CLICK, other)
