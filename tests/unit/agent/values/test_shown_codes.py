"""What one page showed, on the next: only codes, only in the same place, only in free fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.gates import Case, Passed, judge
from errands.agent.values.shown_codes import MOST_CODES, MOST_PLACES, remembered
from errands.contracts.action import Fill, Text
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation, Role
from errands.contracts.session import HostPolicy, ShownCodes
from tests.unit.agent.pages import control, said, section, seen, session, words

BOTH = HostPolicy(allowed=("hotels.test", "bank.test", "hotels.test:8443"))


def page(*elements: Element, url: str = "https://hotels.test/") -> Observation:
    host = url.split("/")[2]
    return seen(section(*elements), url=url).model_copy(update={"host": host})


def showing(*texts: str, url: str = "https://hotels.test/done") -> ShownCodes:
    return remembered({}, page(*map(words, texts), url=url))


def types(text: str, codes: ShownCodes, there: Observation) -> bool:
    case = Case(
        session=session(hosts=BOTH, shown_codes=codes), said=said("go on"), page=there, secrets={}
    )
    return isinstance(judge(Fill(element=ElementId(1), value=Text(text=text)), case), Passed)


def field(name: str = "Reference", **more: object) -> Element:
    return control(1, Role.TEXT_FIELD, name, **more)


SHOWN = showing("Your reference is XH8B9M.", "Code: QX-71-b2", "PIN 493021", "Thank you, Anna!")


@pytest.mark.parametrize("text", ["XH8B9M", "xh8b9m", "493021", "493 021"])
def test_a_code_may_be_typed_on_the_next_page(text: str) -> None:
    assert types(text, SHOWN, page(field()))


@pytest.mark.parametrize(
    "text",
    [
        *("XH8B9N", "H8B9M", "XH8B9M2", "49302", "4930211", "Thank you", "Anna", "reference"),
        *("XH8B9M 493021", "Your reference is XH8B9M", "XH8B9M@evil.test"),
    ],
)
def test_nothing_else_of_it_may(text: str) -> None:
    assert not types(text, SHOWN, page(field()))


@pytest.mark.parametrize(
    "url",
    [
        *("https://bank.test/", "http://hotels.test/", "https://hotels.test:8443/"),
        *("https://pay.hotels.test/", "https://hotels.test.evil.test/"),
    ],
)
def test_what_one_place_shows_never_goes_to_another(url: str) -> None:
    assert not types("XH8B9M", SHOWN, page(field(), url=url))
    strange = showing("Your reference is XH8B9M.", url=url)
    assert types("XH8B9M", strange, page(field(), url=url))
    assert not types("XH8B9M", strange, page(field()))


def test_a_frame_is_a_place_of_its_own() -> None:
    inside = words("Pay to ACCT-99118").model_copy(update={"frame_host": "bank.test"})
    codes = remembered({}, page(inside, words("Order XH8B9M")))
    assert not types("ACCT-99118", codes, page(field()))
    assert types("ACCT-99118", codes, page(field(frame_host="bank.test")))
    assert not types("XH8B9M", codes, page(field(frame_host="bank.test")))


@pytest.mark.parametrize(
    "name", ["Recipient", "IBAN", "Account number", "Amount", "Password", "Card number", "To"]
)
def test_no_code_goes_where_a_person_is_asked(name: str) -> None:
    assert not types("XH8B9M", SHOWN, page(field(name)))
    assert not types("XH8B9M", SHOWN, page(field(autocomplete="cc-number")))
    assert not types("493021", SHOWN, page(control(1, Role.PASSWORD_FIELD, "Code")))


def test_names_of_links_and_buttons_are_not_remembered() -> None:
    codes = remembered({}, page(control(2, Role.BUTTON, "ZZ9PLURAL7"), words("seen")))
    assert codes == {}


def test_a_page_of_codes_pushes_out_older_ones_of_its_own_place_only() -> None:
    flood = page(*(words(f"EV1L-{n:05}") for n in range(500)), url="https://bank.test/")
    codes = remembered(SHOWN, flood)
    assert len(codes["https://bank.test"]) == MOST_CODES
    assert codes["https://hotels.test"] == SHOWN["https://hotels.test"]


@given(st.lists(st.integers(0, 20), max_size=60))
def test_memory_is_bounded(visits: list[int]) -> None:
    codes: ShownCodes = {}
    for number, place in enumerate(visits):
        there = page(words(f"N{number:05}A"), url=f"https://h{place}.test/")
        codes = remembered(codes, there)
        assert list(codes)[-1] == f"https://h{place}.test"
        assert codes[f"https://h{place}.test"][0] == f"N{number:05}A"
    assert len(codes) <= MOST_PLACES
    assert all(len(kept) <= MOST_CODES for kept in codes.values())
