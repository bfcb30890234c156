import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import (
    Action,
    Ask,
    Back,
    Check,
    Click,
    Fill,
    Goto,
    Key,
    Open,
    Press,
    Say,
    Select,
    Slot,
    Tab,
    Text,
    Upload,
    to_line,
)
from errands.contracts.ids import ElementId, SlotName

ids = st.integers(1, 999_999).map(ElementId)
slots = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True).map(SlotName)
one_line = st.text(st.characters(exclude_characters='"\n', exclude_categories=["Cs"]), max_size=30)
some = one_line.filter(bool)
joined = st.from_regex(r'[^\s"]{1,20}', fullmatch=True)
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(Click, element=ids),
    st.builds(Fill, element=ids, value=st.builds(Text, text=one_line)),
    st.builds(Fill, element=ids, value=st.builds(Slot, name=slots)),
    st.builds(Select, element=ids, option=one_line),
    st.builds(Check, element=ids, on=st.booleans()),
    st.builds(Press, key=st.sampled_from(Key), element=st.none() | ids),
    st.builds(Open, chunk=joined),
    st.builds(Goto, url=joined),
    st.builds(Back),
    st.builds(Tab, number=st.none() | st.integers(1, 99)),
    st.builds(Upload, element=ids, file=joined),
    st.builds(Ask, question=some, slots=st.lists(slots, max_size=3).map(tuple)),
    st.builds(Say, text=some),
)


@given(actions)
def test_every_action_comes_back_from_its_line(action: Action) -> None:
    assert parse(to_line(action)) == action


@given(st.text() | st.from_regex(r"(?:click|fill|select|tab|press|ask|say) .*"))
def test_junk_never_raises(line: str) -> None:
    parse(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "click",
        "click one",
        "click 1 2",
        "clicks 1",
        "fill 1 Rome",
        'fill 1 "Ro"me"',
        "fill 1 @First",
        "check 1 maybe",
        "press F5",
        "open my page",
        "tab two",
        'say ""',
        'ask "Where?" City',
        'say "a"\nclick 1',
        "click " + "9" * 5000,
    ],
)
def test_what_is_no_action_is_a_failure(line: str) -> None:
    assert parse(line) == ParseFailure(line)


def test_space_around_a_line_does_not_matter() -> None:
    assert parse("  click 3 ") == Click(element=ElementId(3))
