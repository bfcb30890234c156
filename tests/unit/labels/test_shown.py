"""A recorded prompt is read back as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.gates import fits
from errands.agent.parse import ParseFailure, parse
from errands.agent.prompt import render
from errands.contracts.action import Action, Check, Click, Fill, Open, Select, Text
from errands.contracts.ids import SlotName
from errands.contracts.observation import Observation, Role
from errands.contracts.profile import Profile
from errands.labels.possible import trouble
from errands.labels.shown import Shown
from tests.unit.agent.pages import (
    control,
    long_pages,
    met,
    observations,
    section,
    seen,
    user,
    words,
)

PROFILE = Profile(
    slots={SlotName("first_name"): "Maya", SlotName("email"): None}, secrets=(SlotName("card"),)
)
NIGHTS = tuple(f"{n} nights" for n in range(1, 41))
PAGE = seen(
    section(
        words("Where to?"),
        control(1, Role.TEXT_FIELD, "City", value='the "old" [7] disabled town'),
        control(2, Role.SELECT, "Guests", options=("1", "2", "3+ {many|more}")),
        control(3, Role.CHECKBOX, "Breakfast", checked=False),
        control(4, Role.BUTTON, "Search", disabled=True),
        control(5, Role.SELECT, "Nights", options=NIGHTS),
    ),
    section(*(control(n, Role.LINK, f"Page {n}") for n in range(6, 11)), name="Pages"),
)
PROMPT = render(PROFILE, user("a room in Rome, see https://hotels.test/deals"), met(PAGE))
LONG = seen(
    *(
        section(*(control(20 * p + n, Role.LINK, f"{p} link {n} to it") for n in range(1, 20)))
        for p in range(20)
    )
)


def of(line: str) -> Action:
    action = parse(line)
    assert not isinstance(action, ParseFailure)
    return action


def test_the_parts_of_a_prompt() -> None:
    shown = Shown.in_prompt(f'{PROMPT}fill 1 "Rome" -> ok ="Rome"\n+ Four hotels\n')
    assert shown.profile == ("first_name: Maya", "email: undefined", "card: secret (set)")
    assert shown.chat == ("user: a room in Rome, see https://hotels.test/deals",)
    assert shown.history == ()
    assert shown.outline[0] == '<page host=hotels.test title="Hotels">'
    assert shown.outline[shown.controls[met(PAGE).now.elements[3].id].line][:8] == "checkbox"
    assert shown.done == ('fill 1 "Rome" -> ok ="Rome"', "+ Four hotels")
    assert len({c.line for number, c in shown.controls.items() if number > 5}) == 1


def test_a_text_that_is_no_prompt_shows_nothing() -> None:
    assert Shown.in_prompt("What is it?") == Shown((), (), (), (), ())
    assert Shown.in_prompt("").controls == {}


@given(st.one_of(observations(), long_pages()))
def test_every_control_that_is_shown_is_read_back(page: Observation) -> None:
    prompt = met(page)
    shown = Shown.in_prompt(render(PROFILE, user("a room"), prompt))
    assert shown.controls.keys() == prompt.visible
    for number, control_ in shown.controls.items():
        element = page.element(number)
        assert element is not None
        assert control_.element.role is element.role
        assert control_.element.disabled == element.disabled
        assert f"[{number}]" in shown.outline[control_.line]
        for action in (Click(element=number), Check(element=number, on=True)):
            assert fits(action, element) == (not trouble(action, shown))
        fill = Fill(element=number, value=Text(text="x"))
        assert fits(fill, element) == (not trouble(fill, shown))


@given(long_pages())
def test_what_is_closed_can_be_opened(page: Observation) -> None:
    prompt = met(page)
    shown = Shown.in_prompt(render(PROFILE, user("a room"), prompt))
    for name in shown.openable - {"more"}:
        assert name in {chunk.name for chunk in prompt.closed}
    assert bool(shown.openable) == bool(prompt.summary or "... " in "".join(shown.outline))


def test_a_closed_part_is_named() -> None:
    page = met(LONG)
    shown = Shown.in_prompt(render(PROFILE, user("a room"), page))
    assert page.closed
    assert shown.openable & {chunk.name for chunk in page.closed}
    name = min(shown.openable)
    assert trouble(Open(chunk=name), shown) == ""


def test_what_a_closed_part_says_of_itself_is_no_name() -> None:
    line = '... rooms 12, "from € 80 | pay 3 later: open now" | footer 4 | more 2'
    shown = Shown((), (), (), (line, "... 5 more: open offers-2", "more | fun"), ())
    assert shown.openable == {"rooms", "footer", "more", "offers-2"}
    ways = Shown(
        (), (), (), ("... more of rooms below: open next | more above: open previous",), ()
    )
    assert ways.openable == {"next", "previous"}


@pytest.mark.parametrize(
    "line",
    [
        "click 1",
        'fill 1 "Rome"',
        "fill 1 @first_name",
        "fill 1 @card",
        'select 2 "2"',
        'select 5 "39 nights"',
        "check 3 on",
        "click 8",
        "press Enter 1",
        "press Escape",
        "goto https://hotels.test/deals",
        "back",
        "tab close",
        'ask "When?"',
        'say "Done."',
    ],
)
def test_possible(line: str) -> None:
    assert trouble(of(line), Shown.in_prompt(PROMPT)) == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("click 11", "the page shows no [11]"),
        ("click 7777", "the page shows no [7777]"),
        ("click 4", "a button can't be used like that"),
        ('fill 3 "Rome"', "a checkbox can't be used like that"),
        ("fill 1 @email", "the profile has no email"),
        ("fill 1 @phone", "the profile has no phone"),
        ('select 2 "4"', "there is no option 4"),
        ("open results", "there is no results to open"),
        ("open next", "there is no next to open"),
        ("goto https://elsewhere.test/", "nobody has told this address"),
        ("upload 1 @cv.pdf", "a text can't be used like that"),
    ],
)
def test_impossible(line: str, why: str) -> None:
    assert trouble(of(line), Shown.in_prompt(PROMPT)) == why


def test_an_option_is_known_where_all_are_listed() -> None:
    select = Select(element=met(PAGE).now.elements[2].id, option="0")
    assert trouble(select, Shown.in_prompt(PROMPT))
