"""What is kept of a browser, as versions of this program write it."""

import pytest
from pydantic import ValidationError

from errands.contracts.browser_state import BrowserState, FieldState


def test_what_was_kept_before_there_were_tabs_is_one_tab() -> None:
    old = '{"url": "http://hotel.test/rooms", "storage": "{\\"cookies\\": []}"}'
    state = BrowserState.model_validate_json(old)
    assert state == BrowserState.at("http://hotel.test/rooms", '{"cookies": []}')


@pytest.mark.parametrize("current", [0, 2, -1])
def test_a_state_has_a_current_tab(current: int) -> None:
    with pytest.raises(ValidationError, match="current"):
        BrowserState(tabs=BrowserState.at("http://hotel.test/").tabs, current=current)


def test_half_a_character_is_replaced() -> None:
    field = FieldState(place="a\ud83c", value="\udfe8b\U0001f3e8")
    assert (field.place, field.value) == ("a\ufffd", "\ufffdb\U0001f3e8")
    assert FieldState.model_validate_json(field.model_dump_json()) == field
