from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llguidance import LLMatcher, LLTokenizer

from errands.agent.grammar import Scope, build
from errands.agent.offers import MOST_TEXTS
from errands.agent.view.page import Page
from errands.contracts.action import ARROW, Click
from errands.contracts.ids import ElementId, SlotName
from errands.contracts.observation import Observation, Role, Section
from errands.contracts.profile import Profile
from errands.contracts.session import Speaker
from tests.unit.agent.pages import (
    control,
    met,
    observations,
    said,
    section,
    seen,
    session,
    texts,
    words,
)

BYTES = LLTokenizer("byte")
CHAT = "2 nights in San José from 12 May, for 3 people; mail me at maya@lindt.test"
PROFILE = Profile(
    slots={SlotName("first_name"): "Maya", SlotName("phone"): None},
    secrets=(SlotName("card"),),
)
PAGE = seen(
    section(
        control(1, Role.TEXT_FIELD, "City", required=True),
        control(2, Role.DATE_FIELD, "Check-in"),
        control(3, Role.SELECT, "Guests", options=("1 guest", "3 guests"), required=True),
        control(4, Role.NUMBER_FIELD, "Rooms"),
        control(5, Role.EMAIL_FIELD, "Email"),
        control(6, Role.PASSWORD_FIELD, "Card"),
        control(7, Role.CHECKBOX, "Breakfast", checked=False),
        control(8, Role.BUTTON, "Search"),
        control(9, Role.BUTTON, "Gone", disabled=True),
        words("Rooms from €120"),
    ),
    section(control(10, Role.LINK, "Terms"), name="footer"),
)


def scope(chat: str = CHAT, page: Page | None = None, profile: Profile = PROFILE) -> Scope:
    return Scope(page=page or met(PAGE), said=said(chat), profile=profile, chat_text=chat)


def matcher(grammar: str) -> LLMatcher:
    made = LLMatcher(BYTES, LLMatcher.grammar_from_lark(grammar))
    assert not made.is_error(), made.get_error()
    return made


def accepts(grammar: str, line: str) -> bool:
    reader = matcher(grammar)
    fed = reader.consume_tokens(BYTES.tokenize_str(f"{line}{ARROW}"))
    return bool(fed) and bool(reader.is_accepting())


@pytest.mark.parametrize(
    "line",
    [
        'fill 1 "San José"',
        'fill 1 "12 May"',
        "fill 1 @first_name",
        'fill 2 "12 May"',
        'select 3 "3 guests"',
        'fill 4 "3"',
        'fill 5 "maya@lindt.test"',
        "fill 6 @card",
        "check 7 on",
        "click 8",
        "open footer",
        "press Enter",
        "press Escape",
        "back",
        'ask "How many?"',
        'ask "Your number, please?" phone',
        'ask "Where?" city check_in',
        'say "Rooms cost €120."',
        'say "From 12 May, then?"',
        'say "3"',
        'say "12"',
        'say "120 a night, 3 of you"',
    ],
)
def test_what_can_be_done_here_can_be_said(line: str) -> None:
    assert accepts(build(scope()), line)


@pytest.mark.parametrize(
    "line",
    [
        "click 9",
        "click 10",
        "click 77",
        'fill 2 "2 nights"',
        "click 1",
        'fill 8 "San José"',
        'fill 1 "Paris"',
        'fill 1 "San Jos"',
        "fill 1 @phone",
        'fill 2 "13 May"',
        'fill 2 "San José"',
        'select 3 "1 guest"',
        'select 3 "2 guests"',
        'fill 4 "2"',
        'fill 5 "john@doe.test"',
        'fill 6 "1234"',
        "fill 1 @card",
        "check 7 off",
        "open search",
        "goto http://hotels.test/",
        "press Tab",
        "tab 1",
        'say "It costs €130."',
        'say "On 13 May."',
        'say "On 1212 May."',
        'say "Control 7."',
        'say " "',
        'ask " Where?"',
        'say "a" b"',
        'say "done -> ok"',
        'ask "Where?" first_name',
        "",
    ],
)
def test_what_cannot_be_done_or_was_not_said_cannot_be_said(line: str) -> None:
    assert not accepts(build(scope()), line)


STAY = seen(
    section(
        control(1, Role.TEXT_FIELD, "First name", required=True),
        control(2, Role.DATE_FIELD, "Check-in", required=True),
        control(3, Role.SELECT, "Guests", options=("2 guests", "4 guests"), required=True),
    )
)


def test_a_names_field_takes_what_a_person_calls_themselves_and_no_other_words() -> None:
    nameless = Profile.of({})
    grammar = build(scope("I'm Ana Lima, find me a room", page=met(STAY), profile=nameless))
    assert accepts(grammar, 'fill 1 "Ana"')
    assert not accepts(grammar, 'fill 1 "find me a room"')


def test_what_is_said_instead_of_a_yes_counts_from_then_on() -> None:
    before, now = "12 to 15 May for 2", "actually, 13 to 16 May for 4"
    asked = Scope(
        page=met(STAY),
        said=said(f"{before}\n{now}"),
        profile=PROFILE,
        chat_text="",
        instead=said(now),
    )
    grammar = build(asked)
    assert accepts(grammar, 'fill 2 "13"')
    assert accepts(grammar, 'select 3 "4 guests"')
    assert not accepts(grammar, 'fill 2 "12"')
    assert not accepts(grammar, 'select 3 "2 guests"')


def test_an_effect_that_was_agreed_to_is_all_that_is_offered() -> None:
    page = met(seen(section(control(1, Role.BUTTON, "Pay"), control(2, Role.LINK, "Edit"))))
    agreed = Click(element=ElementId(1))
    grammar = build(
        Scope(page=page, said=said("yes"), profile=PROFILE, chat_text="yes", agreed=agreed)
    )
    assert accepts(grammar, "click 1")
    assert not any(accepts(grammar, line) for line in ("click 2", "back", 'say "no"'))


def test_an_address_that_was_given_may_be_gone_to() -> None:
    grammar = build(scope("go to http://hotels.test/rooms?a=1, please"))
    assert accepts(grammar, "goto http://hotels.test/rooms?a=1")
    assert not accepts(grammar, "goto http://hotels.test/rooms?a=1,")


def test_other_tabs_can_be_gone_to_where_there_are_some() -> None:
    page = met(PAGE.model_copy(update={"tabs": 2}))
    grammar = build(scope(page=page))
    assert accepts(grammar, "tab 2")
    assert accepts(grammar, "tab close")
    assert not accepts(grammar, "tab 1")


@pytest.mark.parametrize("line", ["click 8", "check 7 on", 'fill 2 "12 May"', "fill 6 @card"])
def test_what_is_closed_off_is_not_offered_again(line: str) -> None:
    page = met(PAGE).after("line", PAGE, line)
    assert page is not None
    assert not accepts(build(scope(page=page)), line)


def test_words_that_were_put_in_where_all_looked_so_are_not_tried_again() -> None:
    fields = (control(1, Role.TEXT_FIELD, "City"), control(2, Role.SELECT, "Time"))
    page = met(seen(section(*fields)))
    lines = ('fill 1 "Rome"', 'fill 1 "Rome please"', 'select 2 "Rome"')
    assert all(accepts(build(scope("Rome please", page)), line) for line in lines)
    tried = replace(page, barred=frozenset({'fill 1 "Rome"', 'select 2 "please"'}))
    assert not any(accepts(build(scope("Rome please", tried)), line) for line in lines)


def test_a_value_is_said_in_one_line_unless_the_field_has_several() -> None:
    field = control(1, Role.TEXT_FIELD, "Subject")
    chat = "subject: Holiday\nsay: We are back"
    one = build(scope(chat, met(seen(section(field)))))
    assert accepts(one, 'fill 1 "Holiday"')
    assert accepts(one, 'fill 1 "We are back"')
    assert not accepts(one, 'fill 1 "Holiday say: We are back"')
    several = field.model_copy(update={"multiline": True})
    assert accepts(
        build(scope(chat, met(seen(section(several))))), 'fill 1 "Holiday say: We are back"'
    )


@pytest.mark.parametrize(
    ("name", "chat", "free"),
    [
        ("Full name", "the cheapest Japanese place", False),
        ("Name for the table", "the cheapest Japanese place", False),
        ("Full name", "a Japanese place, under alice brown", True),
        ("Name", "the cheapest Japanese place", True),
        ("Recipient's name", "the cheapest Japanese place", True),
    ],
)
def test_words_that_are_no_name_go_into_no_field_for_the_persons_own(
    name: str,
    chat: str,
    free: bool,  # noqa: FBT001 a column of the table
) -> None:
    known = Profile.of({SlotName("first_name"): "Maya", SlotName("last_name"): "Lindt"})
    page = met(seen(section(control(1, Role.TEXT_FIELD, name))))
    grammar = build(scope(f"{chat} for Alice Brown", page, known))
    assert accepts(grammar, 'fill 1 "Maya Lindt"')
    assert accepts(grammar, 'fill 1 "Alice Brown"')
    assert accepts(grammar, 'fill 1 "Japanese"') is free


def test_the_answer_to_a_question_for_a_name_goes_in_whatever_its_letters() -> None:
    page = met(seen(section(control(1, Role.TEXT_FIELD, "Your name"))))
    for question, free in (("Which language?", False), ("What is your name?", True)):
        talk = session().said(Speaker.ASSISTANT, question)
        asked = replace(scope("cher", page, Profile.of({})), session=talk)
        assert accepts(build(asked), 'fill 1 "cher"') is free


def test_what_an_action_showed_may_be_told() -> None:
    page = met(PAGE).after("line", seen(*_with_reference()))
    assert page is not None
    assert accepts(build(scope(page=page)), 'say "Your reference is QX7."')


def _with_reference() -> tuple[Section, ...]:
    first, last = PAGE.sections
    more = first.model_copy(update={"elements": (*first.elements, words("Reference: QX7"))})
    return (more, last)


def test_an_empty_chat_has_a_grammar_too() -> None:
    grammar = build(scope(""))
    assert accepts(grammar, 'ask "Which city?" city')
    assert not accepts(grammar, 'fill 2 "12 May"')


def test_an_option_that_would_break_the_line_is_not_offered() -> None:
    options = ("A -> B", "two\nlines", 'quo"te', "plain")
    page = met(seen(section(control(1, Role.SELECT, "Sort", options=options))))
    grammar = build(scope(page=page))
    assert accepts(grammar, 'select 1 "plain"')
    assert not any(accepts(grammar, f'select 1 "{option}"') for option in options[:3])


@given(observations(), st.one_of(texts, st.sampled_from(["x" * 5000, "a1" * 3000, "1 \\ 2"])))
def test_any_page_and_any_chat_make_a_valid_grammar(page: Observation, chat: str) -> None:
    profile = Profile(slots={SlotName("name"): chat, SlotName("phone"): None})
    grammar = build(scope(chat, met(page, chat), profile))
    assert accepts(grammar, "back")
    assert accepts(grammar, 'say "I need a word."')


@given(observations())
def test_only_ids_that_are_shown_can_be_clicked(page: Observation) -> None:
    shown = met(page)
    grammar = build(scope(page=shown))
    sayable = {n for n in range(1, 12) if accepts(grammar, f"click {n}")}
    assert sayable <= set(shown.visible)


def test_files_of_the_session_are_offered_to_a_file_field() -> None:
    field = control(1, Role.FILE_FIELD, "CV")
    page = seen(section(field)).model_copy(update={"files": ("cv.pdf",)})
    assert '"upload 1 @cv.pdf"' in build(scope(page=met(page)))


def test_a_drawn_list_takes_the_users_words_and_can_be_opened() -> None:
    drawn = met(seen(section(control(1, Role.SELECT, "Size"))))
    grammar = build(scope("a large shirt", drawn))
    assert accepts(grammar, 'select 1 "large"')
    assert accepts(grammar, "click 1")
    assert not accepts(grammar, 'select 1 "small"')


def test_what_closed_parts_tell_may_be_told_but_not_how_many_controls_they_have() -> None:
    page = replace(met(PAGE), summary='... order-summary 4, "Total USD $269.10" | footer 7')
    grammar = build(scope("how much?", page=page))
    assert accepts(grammar, 'say "It is $269.10."')
    assert not accepts(grammar, 'say "It is $7."')


def test_keys_are_offered_where_a_control_takes_them() -> None:
    page = seen(
        section(
            control(1, Role.COMBOBOX, "City"),
            control(2, Role.COMBOBOX, "Tags", value="a"),
            control(3, Role.TEXT_FIELD, "Note", value="line\n" * 9),
            control(4, Role.TEXT_FIELD, "Title", value="short"),
            control(5, Role.BUTTON, "Open"),
            control(6, Role.SELECT, "Guests", options=("1",)),
        )
    )
    grammar = build(scope(page=met(page)))
    wanted = {
        *("press ArrowDown 1", "press ArrowUp 1", "press Backspace 2", "press Tab 2"),
        *("press Home 3", "press End 3", "press PageDown 3", "press PageUp 3"),
    }
    assert {line for line in wanted if accepts(grammar, line)} == wanted
    refused = ("press Tab 1", "press Home 4", "press Space 5", "press ArrowDown 6", "press Tab")
    assert not any(accepts(grammar, line) for line in refused)
    spent = met(page).after("line", page, "click 5")
    assert spent is not None
    assert accepts(build(scope(page=spent)), "press Space 5")


def test_a_grammar_is_bounded_whatever_the_page_and_the_chat() -> None:
    fields = [control(n, Role.TEXT_FIELD, f"Note {n}") for n in range(1, 61)]
    boxes = [control(n, Role.COMBOBOX, f"Box {n}", options=("x",) * 300) for n in range(61, 90)]
    told = [words(f"Order QX-{n:05} was sent to you on 3 May {n}") for n in range(400)]
    page = met(seen(section(*fields, *boxes, *told)))
    grammar = build(scope("word 12:30 1,200 24 December " * 400, page))
    assert accepts(grammar, 'fill 1 "24 December"')
    rules = grammar.split("SPAN: ")[0]
    assert max(map(len, rules.split("\n"))) < 60 * MOST_TEXTS
    assert sum(line.startswith('  | "press') for line in rules.split("\n")) < 40
    assert len(grammar) < len(page.visible) * 60 * MOST_TEXTS


def test_a_sum_of_money_is_offered_the_amounts_that_were_said_and_no_words() -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, "Amount (€)"), control(2, Role.BUTTON, "Next")))
    grammar = build(scope("pay €9.19 of what I owe, then twenty euros", met(page)))
    assert accepts(grammar, 'fill 1 "9.19"')
    assert accepts(grammar, 'fill 1 "20"')
    for other in ("pay", "what I owe", "€9.19 of what I owe", "19", "9"):
        assert not accepts(grammar, f'fill 1 "{other}"')


def test_one_of_several_goes_off_with_another_alone() -> None:
    page = seen(
        section(
            control(1, Role.RADIO, "Today", checked=True),
            control(2, Role.RADIO, "Later", checked=False),
            control(3, Role.CHECKBOX, "Receipt", checked=True),
        )
    )
    grammar = build(scope("later, without a receipt", met(page)))
    assert not accepts(grammar, "check 1 off")
    assert not accepts(grammar, "check 1 on")
    assert accepts(grammar, "check 2 on")
    assert accepts(grammar, "check 3 off")


def test_no_question_is_offered_where_the_last_ones_were_in_vain() -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, "City", required=True)))
    asking = scope("a room please", met(page), Profile())
    assert accepts(build(asking), 'ask "Which city?"')
    assert not accepts(build(replace(asking, asks=False)), 'ask "Which city?"')


@pytest.mark.parametrize(
    "name",
    ["Promo code (save $5)", "Currency (USD, EUR)", "Reason for the amount", "IBAN (EUR account)"],
)
def test_words_go_where_a_sum_is_only_mentioned(name: str) -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, name)))
    assert accepts(build(scope("it is for Olga", met(page))), 'fill 1 "for Olga"')


def test_a_sum_in_thousands_is_offered_in_digits() -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, "Amount in euros")))
    grammar = build(scope("send 5k please", met(page)))
    assert accepts(grammar, 'fill 1 "5000"')
    assert not accepts(grammar, 'fill 1 "5k"')


@pytest.mark.parametrize(
    ("hint", "taken", "other"),
    [("hh:mm", "18:00", "19 January"), ("dd/mm/yyyy", "19/01/2027", "6 pm to 8 pm")],
)
def test_a_field_that_tells_its_form_is_offered_what_has_it(
    hint: str, taken: str, other: str
) -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, "Begin", hint=hint)))
    grammar = build(scope("on 19 January, from 6 pm to 8 pm", met(page)))
    assert accepts(grammar, f'fill 1 "{taken}"')
    assert not accepts(grammar, f'fill 1 "{other}"')
    nothing = build(scope("whenever you like", met(page)))
    assert accepts(nothing, 'fill 1 "whenever"'), "what can't be read may still be put there"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Promo code", "valid until 31.12.2026"),
        ("Message", "we answer from 02.01.2027 on"),
        ("Moment", "dd/mm/yyyy hh:mm"),
        ("Period", "dd/mm/yyyy - dd/mm/yyyy"),
    ],
)
def test_a_form_that_is_only_mentioned_keeps_no_words_out(name: str, hint: str) -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, name, hint=hint)))
    grammar = build(scope("on 19 January 2027 at 18:00, my code is SPRING24", met(page)))
    assert accepts(grammar, 'fill 1 "SPRING24"')
