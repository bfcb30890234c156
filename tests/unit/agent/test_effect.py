import pytest

from errands.agent.effect import fingerprint, is_irreversible, question
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
    [("Book", False), ("Pay", False), ("Delete", True), ("Unsubscribe", True)],
)
def test_links_only_lead_somewhere_unless_they_say_otherwise(
    name: str,
    irreversible: bool,  # noqa: FBT001 a column of the table
) -> None:
    assert is_irreversible(CLICK, on_page(control(1, Role.LINK, name))) is irreversible


@pytest.mark.parametrize("fact", ["Total €240", "240 EUR", "Card number", "CVC"])
def test_a_submit_that_tells_nothing_counts_beside_a_price_or_a_card(fact: str) -> None:
    submit = control(1, Role.BUTTON, "OK", submits=True)
    plain_button = control(1, Role.BUTTON, "OK")
    assert is_irreversible(CLICK, on_page(submit, words(fact)))
    assert not is_irreversible(CLICK, on_page(plain_button, words(fact)))


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
    asked = question(CLICK, checkout())
    assert asked == (
        'Shall I press "Confirm booking" on hotels.test? It says: Total €240 · Name: Maya'
    )


def test_a_long_page_is_cut_between_words() -> None:
    asked = question(CLICK, checkout(price="and so on " * 20 + "x" * 20))
    assert len(asked) < 500
    assert question(CLICK, on_page(control(1, Role.BUTTON, "Pay"))).endswith("hotels.test?")
