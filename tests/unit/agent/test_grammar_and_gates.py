"""What can be decoded passes the gates, and what the gates take can be decoded."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llguidance import LLMatcher, LLTokenizer

from errands.agent.gates import Case, Refused, judge
from errands.agent.grammar import Scope, build
from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import ARROW
from errands.contracts.ids import SlotName
from errands.contracts.observation import Element, Observation, Role
from errands.contracts.profile import Profile
from errands.contracts.step import EffectKind
from tests.unit.agent.pages import control, met, observations, said, section, seen, session, words

BYTES = LLTokenizer("byte")
PROFILE = Profile(
    slots={
        SlotName("first_name"): "Maya",
        SlotName("last_name"): "Lindt",
        SlotName("phone"): "+49 171 1234567",
        SlotName("born"): "12 May 1990",
        SlotName("card_expiry"): "August 2027",
        SlotName("email"): None,
    }
)
CHATS = [
    "2 nights in San José from 12 May, for 3 people; don't mail maya@lindt.test, 0171 7654321",
    'say "1,200 euros" -> half past seven in the evening, it\'s 12.5% off! _x_ (SW1A 1AA)',
    "от 5 до 7 мая, 三人で。 e\u0301te\u0301 naïve ½ ﬁ 20℃ a\u00a0b\tc\u2028d",
    "",
]
VERBS = ["fill ", "select ", "check ", "click ", "press ", "open ", "goto ", ""]


HERE = session(profile=PROFILE, shown_codes={"http://hotels.test": ("XH8B9M",)})


def grammar_of(page: Observation, chat: str) -> str:
    scope = Scope(
        page=met(page, chat),
        said=said(chat),
        profile=PROFILE,
        chat_text=chat,
        session=HERE,
    )
    return build(scope)


def matcher(grammar: str) -> LLMatcher:
    made = LLMatcher(BYTES, LLMatcher.grammar_from_lark(grammar))
    assert not made.is_error(), made.get_error()
    return made


def decoded(grammar: str, start: str, chance: random.Random) -> str | None:
    """A line that the grammar lets through, drawn byte by byte; `None` where it has no end."""
    reader = matcher(grammar)
    line = start.encode()
    if not reader.consume_tokens(BYTES.tokenize_str(start)):
        return None
    for _ in range(300):
        if reader.is_accepting():
            return line.decode()
        mask = reader.compute_bitmask()
        open_ = [b for b in range(256) if mask[b // 8] >> (b % 8) & 1]
        closing = [b for b in open_ if chr(b) in '" ' and chance.random() < 0.2]
        byte = chance.choice(closing or open_)
        assert reader.consume_token(byte)
        line += bytes([byte])
    return None


def refused(line: str, page: Observation, chat: str) -> EffectKind | None:
    action = parse(line.partition(ARROW)[0].strip())
    assert not isinstance(action, ParseFailure), line
    case = Case(session=HERE, said=said(chat), page=page, secrets={})
    verdict = judge(action, case)
    kind = verdict.effect.kind if isinstance(verdict, Refused) else None
    return None if kind is EffectKind.NEEDS_YES else kind  # which only asks


@settings(max_examples=150)
@given(
    observations(),
    st.sampled_from(CHATS) | st.text(max_size=40),
    st.sampled_from(VERBS),
    st.randoms(),
)
def test_what_can_be_decoded_passes_the_gates(
    page: Observation, chat: str, verb: str, chance: random.Random
) -> None:
    line = decoded(grammar_of(page, chat), verb, chance)
    if line is not None:
        assert refused(line, page, chat) is None, line


def form(*elements: Element) -> Observation:
    return seen(section(*elements, words("Your code is QX-71-9. Quote order 2231 when you call.")))


def accepts(grammar: str, line: str) -> bool:
    reader = matcher(grammar)
    fed = reader.consume_tokens(BYTES.tokenize_str(f"{line}{ARROW}"))
    return bool(fed) and bool(reader.is_accepting())


TEXT, TEL, NUMBER, BOX = Role.TEXT_FIELD, Role.PHONE_FIELD, Role.NUMBER_FIELD, Role.COMBOBOX
COUNTRIES = ("France (+33)", "Germany (+49)")
MONTHS = tuple(f"{n:02}" for n in range(1, 13))


@pytest.mark.parametrize(
    ("field", "chat", "text"),
    [
        (control(1, TEXT, "Time"), "dinner at half past seven tonight", "19:30"),
        (control(1, TEXT, "Starts at"), "dinner at half past seven tonight", "19:30"),
        (control(1, TEXT, "Time (am/pm)"), "dinner at 19:30", "7:30 PM"),
        (control(1, TEXT, "Time"), "twenty past six in the morning", "06:20"),
        (control(1, TEXT, "Date", hint="DD/MM/YYYY"), "the 3rd of April 2027", "03/04/2027"),
        (control(1, TEXT, "Date", hint="MM/DD/YYYY"), "3 April 2027", "04/03/2027"),
        (control(1, TEXT, "Expires", hint="MM/YY"), "", "08/27"),
        (control(1, TEXT, "Year", hint="YYYY"), "", "1990"),
        (control(1, TEXT, "Full name"), "", "Maya Lindt"),
        (control(1, TEXT, "Name for the table"), "", "Maya Lindt"),
        (control(1, TEXT, "Voucher"), "", "XH8B9M"),
        (control(1, TEXT, "Code"), "", "QX-71-9"),
        (control(1, TEXT, "Search"), "", "QX-71-9"),
        (control(1, TEXT, "Note"), "", "Quote order 2231"),
        (control(1, TEXT, "Title"), "call it Big Day", "Big Day"),
        (control(1, TEL, "Country code"), "", "+49"),
        (control(1, TEL, "Phone", invalid=True), "", "0171 1234567"),
        (control(1, TEL, "Phone", autocomplete="tel-national"), "", "171 1234567"),
        (control(1, NUMBER, "Most"), "up to twelve hundred euros", "1200"),
        (control(1, NUMBER, "Nights"), "2 nights", "2"),
        (control(1, BOX, "Code", options=COUNTRIES), "", "Germany (+49)"),
    ],
)
def test_what_a_field_asks_for_can_be_decoded(field: Element, chat: str, text: str) -> None:
    page = form(field)
    line = f'fill 1 "{text}"'
    assert accepts(grammar_of(page, chat), line)
    assert refused(line, page, chat) is None


@pytest.mark.parametrize(
    ("field", "chat", "option", "other"),
    [
        ("Month", "", "05", "06"),
        ("Time", "at 7:30 pm", "19:30", "07:30"),
        ("Dial code", "", "Germany (+49)", "France (+33)"),
        ("Price", "at most 1.200", "1,200", "1,300"),
    ],
)
def test_choices_are_offered_by_any_writing(field: str, chat: str, option: str, other: str) -> None:
    page = form(control(1, Role.SELECT, field, options=(option, other), required=True))
    grammar = grammar_of(page, chat)
    assert accepts(grammar, f'select 1 "{option}"')
    assert not accepts(grammar, f'select 1 "{other}"')


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (control(1, TEXT, "Search"), "Quote order 2231"),
        (control(1, TEXT, "Recipient"), "QX-71-9"),
        (control(1, TEXT, "Recipient"), "XH8B9M"),
        (control(1, TEXT, "Time"), "19:30"),
        (control(1, TEXT, "Note"), "Quote order 223"),
        (control(1, TEXT, "Note", frame_host="pay.test"), "QX-71-9"),
        (control(1, TEXT, "Note"), ""),
        (control(1, TEXT, "Note"), " "),
        (control(1, TEXT, "Recipient"), " "),
        (control(1, BOX, "Code", options=COUNTRIES), "France (+33)"),
    ],
)
def test_what_it_does_not_ask_for_is_not_offered(field: Element, text: str) -> None:
    assert not accepts(grammar_of(form(field), "half past seven"), f'fill 1 "{text}"')


def test_a_frame_of_an_unknown_host_is_offered_nothing() -> None:
    fields = (
        control(1, TEXT, "Note", frame_host="evil.test"),
        control(2, Role.SELECT, "Size", options=("Large",), frame_host="evil.test"),
        control(3, Role.CHECKBOX, "Terms", checked=False, frame_host="evil.test"),
    )
    grammar = grammar_of(form(*fields), "a large one")
    for line in ('fill 1 "large"', "fill 1 @born", 'select 2 "Large"', "check 3 on"):
        assert not accepts(grammar, line), line
