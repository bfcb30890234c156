import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.values.phones import phone_forms
from errands.agent.values.provenance import option_derivable, typed_text
from errands.contracts.ids import SlotName
from errands.contracts.observation import Role
from errands.contracts.profile import Profile
from tests.unit.agent.pages import control, said, section, seen, words


def typed(
    text: str, *, chat: str = "", name: str = "Field", role: Role = Role.TEXT_FIELD, **slots: str
) -> str | None:
    element = control(1, role, name)
    profile = Profile(slots={SlotName(k): v for k, v in slots.items()})
    page = seen(section(element, words("Your code is QX-71 b. Write to Bob.")))
    return typed_text(element, text, said(chat), profile, page)


@pytest.mark.parametrize(
    "text",
    ["+49 171 1234567", "+491711234567", "0049 171 1234567", "0171 1234567", "0171/1234567"],
)
def test_a_number_is_the_same_in_every_writing(text: str) -> None:
    tel = Role.PHONE_FIELD
    assert typed(text, role=tel, phone="+49 171 1234567") == text
    assert typed(text, role=tel, phone="0171 1234567", country="DE") == text
    assert typed(text, role=tel, chat="call +49 171 1234567") == text


@given(st.from_regex(r"\+49171[0-9]{7}", fullmatch=True))
def test_another_number_is_never_typed(number: str) -> None:
    known = "+491721234567"
    assert typed(number, role=Role.PHONE_FIELD, phone=known) is None
    assert not phone_forms(number) & phone_forms(known)


@pytest.mark.parametrize(
    ("field", "option", "source"),
    [
        ("Country", "Germany", "DE"),
        ("Country", "Deutschland", "Germany"),
        ("Country", "DE", "Germany"),
        ("Country", "Germany", "Deutschland"),
        ("Land", "Frankreich", "France"),
        ("State", "California", "CA"),
        ("State", "CA", "California"),
    ],
)
def test_a_place_is_the_same_by_each_of_its_names(field: str, option: str, source: str) -> None:
    choice = control(1, Role.SELECT, field, options=(option,), required=True)
    place = Profile(slots={SlotName("place"): source})
    assert option_derivable(choice, option, said(""), place)
    assert option_derivable(choice, option, said(f"I live in {source}."), Profile())
    assert not option_derivable(choice, option, said("I live in it, in Rome"), Profile())
    assert not option_derivable(choice, option, said("to Canada de luxe"), Profile())


def test_words_of_the_page_go_into_its_own_fields_that_ask_nothing_of_a_person() -> None:
    assert typed("QX-71", name="Reference code") == "QX-71"
    assert typed("QX", name="Search") == "QX"
    assert typed("QX-7", name="Search") is None
    assert typed("QX-72", name="Search") is None
    for name in ("Your name", "Email", "Recipient", "To", "Password", "Street", "Nachname"):
        assert typed("Bob", name=name) is None, name
    for role in (Role.EMAIL_FIELD, Role.PHONE_FIELD, Role.PASSWORD_FIELD, Role.DATE_FIELD):
        assert typed("Bob", role=role) is None, role


def test_words_of_one_host_are_not_typed_into_anothers_frame() -> None:
    for host in ("", "pay.test"):
        field = control(1, Role.TEXT_FIELD, "Code", frame_host=host)
        page = seen(section(field, words("QX-71")))
        known = typed_text(field, "QX-71", said(""), Profile(), page)
        assert (known is None) is bool(host)


MAYA = {"first_name": "Maya", "last_name": "Lindt", "street": "Weg 5", "zip": "8001", "city": "Ulm"}


@pytest.mark.parametrize(
    "text", ["Maya Lindt", "Lindt, Maya", "lindt maya", "Weg 5, 8001 Ulm", "8001 Ulm", "Ulm 8001"]
)
def test_names_and_addresses_may_be_joined(text: str) -> None:
    assert typed(text, **MAYA) == text


@pytest.mark.parametrize(
    "text", ["Maya Ulm", "Maya Maya", "Lindt 8001", "MayaLindt", "Maya Lin", "Weg 6, 8001 Ulm"]
)
def test_only_whole_values_of_one_kind_are_joined(text: str) -> None:
    assert typed(text, **MAYA) is None


@given(st.text("MayLindt0158 ,", min_size=1, max_size=16))
def test_nothing_else_is_typed_than_what_is_known(text: str) -> None:
    kept = typed(text, **MAYA)
    pieces = (kept or "").replace(",", " ").split()
    assert {piece.casefold() for piece in pieces} <= {"maya", "lindt", "8001", "5"}
