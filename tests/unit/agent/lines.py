"""Every action that a line can say."""

from hypothesis import strategies as st

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
