import pytest
from pydantic import SecretStr

from errands.agent.effects.effect import fingerprint
from errands.agent.gates import Case, Passed, Refused, judge
from errands.contracts.action import (
    Action,
    Check,
    Click,
    Fill,
    Goto,
    Key,
    Press,
    Say,
    Select,
    Slot,
    Tab,
    Text,
    Upload,
)
from errands.contracts.ids import ElementId, SlotName
from errands.contracts.observation import Element, Observation, Role
from errands.contracts.profile import Profile
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect, EffectKind
from tests.unit.agent.pages import control, said, section, seen, session, words

CITY, GUESTS, PIN, PAY, BOX, OFF, PLAIN = (ElementId(n) for n in range(1, 8))
CARD = {SlotName("card"): SecretStr("4111")}
CHAT = "Rome for 2, see http://hotels.test/rooms or http://evil.test/"


def page(price: str = "€240") -> Observation:
    return seen(
        section(
            control(1, Role.TEXT_FIELD, "City"),
            control(2, Role.SELECT, "Guests", options=("2 guests", "3 guests"), required=True),
            control(3, Role.PASSWORD_FIELD, "Card"),
            control(4, Role.BUTTON, "Pay"),
            control(5, Role.CHECKBOX, "Breakfast", checked=False),
            control(6, Role.BUTTON, "Search", disabled=True),
            control(7, Role.BUTTON, "Search"),
            control(8, Role.TEXT_FIELD, "Region", disabled=True),
            words(price),
        )
    )


def verdict(action: Action, *, approved: tuple[str, ...] = (), price: str = "€240") -> object:
    case = Case(session=session(approved=approved), said=said(CHAT), page=page(price), secrets=CARD)
    judged = judge(action, case)
    if isinstance(judged, Refused):
        return judged.effect.kind
    return judged


def fill(element: ElementId, text: str) -> Fill:
    return Fill(element=element, value=Text(text=text))


def fill_slot(element: ElementId, slot: str) -> Fill:
    return Fill(element=element, value=Slot(name=SlotName(slot)))


@pytest.mark.parametrize(
    "action",
    [
        Click(element=PLAIN),
        Click(element=BOX),
        Check(element=BOX, on=True),
        Select(element=GUESTS, option="2 guests"),
        Goto(url="http://hotels.test/rooms"),
        Goto(url="http://hotels.test/"),
        Tab(number=2),
        Say(text="Hello"),
    ],
)
def test_what_may_be_done_passes(action: Action) -> None:
    assert verdict(action) == Passed()


@pytest.mark.parametrize(
    "action",
    [
        Click(element=ElementId(99)),
        Click(element=ElementId(0)),
        Click(element=OFF),
        Click(element=GUESTS),
        fill(PAY, "Rome"),
        Select(element=CITY, option="Rome"),
        Check(element=PAY, on=True),
        Upload(element=CITY, file="passport"),
        fill(ElementId(8), "Rome"),
    ],
)
def test_a_control_that_is_not_there_or_not_such_is_stale(action: Action) -> None:
    assert verdict(action) is EffectKind.STALE


@pytest.mark.parametrize(
    "action",
    [
        fill(CITY, "Paris"),
        fill(PIN, "4111"),
        fill_slot(CITY, "email"),
        fill_slot(CITY, "unknown"),
        fill_slot(CITY, "card"),
        Select(element=GUESTS, option="3 guests"),
        Goto(url="http://hotels.test/secret"),
        Goto(url="ftp://hotels.test/"),
        Goto(url="http://["),
        Goto(url="javascript:alert(1)"),
    ],
)
def test_what_nobody_said_is_not_derivable(action: Action) -> None:
    assert verdict(action) is EffectKind.NOT_DERIVABLE


def test_what_was_said_or_is_known_is_typed() -> None:
    assert verdict(fill(CITY, "Rome")) == Passed(text=SecretStr("Rome"))
    assert verdict(fill_slot(CITY, "first_name")) == Passed(text=SecretStr("Maya"))


def test_a_secret_goes_into_a_secret_field() -> None:
    assert verdict(fill_slot(PIN, "card")) == Passed(text=SecretStr("4111"))


def test_an_address_on_another_host_is_blocked() -> None:
    assert verdict(Goto(url="http://evil.test/")) is EffectKind.BLOCKED_HOST


def test_an_effect_needs_a_yes() -> None:
    assert verdict(Click(element=PAY)) is EffectKind.NEEDS_YES


def test_a_yes_opens_this_effect() -> None:
    yes = fingerprint(Click(element=PAY), page())
    assert verdict(Click(element=PAY), approved=(yes,)) == Passed(irreversible=True)


def test_another_price_needs_another_yes() -> None:
    yes = fingerprint(Click(element=PAY), page())
    assert verdict(Click(element=PAY), approved=(yes,), price="€250") is EffectKind.NEEDS_YES


def secret_verdict(url: str, element: Element, **more: object) -> object:
    seen_page = seen(section(element), url=url)
    given = session(profile=Profile(secrets=(SlotName("card"),)), **more)
    case = Case(session=given, said=said(CHAT), page=seen_page, secrets=CARD)
    judged = judge(fill_slot(element.id, "card"), case)
    return judged.effect.kind if isinstance(judged, Refused) else judged


HOME = "http://hotels.test/"
PASSED = Passed(text=SecretStr("4111"))
BLOCKED, UNFIT = EffectKind.BLOCKED_HOST, EffectKind.NOT_DERIVABLE


@pytest.mark.parametrize(
    ("url", "frame", "hosts", "result"),
    [
        (HOME, "", None, PASSED),
        ("http://other.test/", "", None, BLOCKED),
        ("http://hotels.test:8080/", "", None, BLOCKED),
        ("http://hotels.test.evil.test/", "", None, BLOCKED),
        (HOME, "pay.test", None, BLOCKED),
        (HOME, "pay.test", ("pay.test",), PASSED),
        (HOME, "", ("pay.test",), BLOCKED),
        ("http://pay.test/", "", ("pay.test",), PASSED),
        ("http://pay.test/", "evil.test", ("pay.test",), BLOCKED),
        ("about:blank", "", None, BLOCKED),
    ],
)
def test_a_secret_is_typed_on_its_hosts_only(
    url: str, frame: str, hosts: tuple[str, ...] | None, result: object
) -> None:
    field = control(1, Role.PASSWORD_FIELD, "Card", frame_host=frame)
    allowed = HostPolicy(allowed=("hotels.test", "other.test", "hotels.test:8080"))
    own = {"card": hosts} if hosts else {}
    assert secret_verdict(url, field, hosts=allowed, secret_hosts=own) == result


def test_a_secret_that_began_by_https_is_not_typed_by_http() -> None:
    field = control(1, Role.PASSWORD_FIELD, "Card")
    start = "https://hotels.test/"
    assert secret_verdict(HOME, field, start_url=start) is BLOCKED
    assert secret_verdict(start, field, start_url=start) == PASSED


@pytest.mark.parametrize(
    ("role", "autocomplete", "result"),
    [
        (Role.TEXT_FIELD, "cc-number", PASSED),
        (Role.PHONE_FIELD, "section-a billing cc-csc", PASSED),
        (Role.TEXT_FIELD, "", UNFIT),
        (Role.TEXT_FIELD, "name", UNFIT),
        (Role.TEXT_FIELD, "not-cc-number", UNFIT),
        (Role.EMAIL_FIELD, "email", UNFIT),
    ],
)
def test_a_secret_goes_into_a_field_that_is_made_for_one(
    role: Role, autocomplete: str, result: object
) -> None:
    assert secret_verdict(HOME, control(1, role, "Card", autocomplete=autocomplete)) == result


def test_nothing_of_the_chat_goes_into_a_frame_of_another_host() -> None:
    for host, kind in {"evil.test": BLOCKED, "": None, "hotels.test": None}.items():
        field = control(1, Role.TEXT_FIELD, "City", frame_host=host)
        case = Case(session=session(), said=said(CHAT), page=seen(section(field)), secrets={})
        judged = judge(fill(field.id, "Rome"), case)
        assert (judged.effect.kind if isinstance(judged, Refused) else None) is kind


def test_an_address_is_taken_whole_from_the_chat_or_the_page() -> None:
    shown = seen(section(words("Your ticket: http://hotels.test/t/9.")))
    case = Case(session=session(), said=said(CHAT), page=shown, secrets={})
    assert judge(Goto(url="http://hotels.test/t/9"), case) == Passed()
    for part in ("http://hotels.test/t", "http://hotels.test/room", "http://hotels.test/t/90"):
        assert isinstance(judge(Goto(url=part), case), Refused)


def test_keys_do_not_choose_what_was_not_said() -> None:
    radio = control(1, Role.RADIO, "3 guests", checked=False)
    drawn = control(2, Role.SELECT, "City")
    there = seen(section(radio, drawn, control(3, Role.SELECT, "Guests", options=("3", "4"))))
    case = Case(session=session(), said=said("a room for two"), page=there, secrets={})
    for key, target in ((Key.ARROW_DOWN, 1), (Key.SPACE, 1), (Key.END, 3), (Key.ARROW_UP, 3)):
        refused = judge(Press(key=key, element=ElementId(target)), case)
        assert isinstance(refused, Refused)
        assert refused.effect.kind is EffectKind.NOT_DERIVABLE
    for key, target in ((Key.ARROW_DOWN, 2), (Key.TAB, 3), (Key.ENTER, 3)):
        assert judge(Press(key=key, element=ElementId(target)), case) == Passed()


NUMBER, DAY, LIST = (
    control(1, Role.NUMBER_FIELD, "Guests", value="2"),
    control(2, Role.DATE_FIELD, "Day", value="2027-01-01"),
    control(3, Role.OPTION, "3 guests"),
)
AMOUNT = control(4, Role.TEXT_FIELD, "Amount", value="240")


@pytest.mark.parametrize(
    ("key", "element"),
    [
        *((key, e) for key in (Key.ARROW_UP, Key.PAGE_DOWN) for e in (NUMBER, DAY, LIST)),
        *((key, e) for key in (Key.BACKSPACE, Key.DELETE) for e in (NUMBER, DAY, AMOUNT)),
    ],
)
def test_no_key_makes_a_value_that_nobody_said(key: Key, element: Element) -> None:
    case = Case(session=session(), said=said(CHAT), page=seen(section(element)), secrets={})
    assert judge(Press(key=key, element=element.id), case) == UNSAID
    assert judge(Press(key=key), case) == UNSAID
    assert judge(Press(key=Key.ENTER, element=element.id), case) == Passed()
    assert judge(Press(key=Key.ESCAPE), case) == Passed()


UNSAID = Refused(effect=Effect(kind=EffectKind.NOT_DERIVABLE))
