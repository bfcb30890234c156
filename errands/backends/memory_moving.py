"""What of a page of data goes along when its tab moves to another browser."""

from collections.abc import Mapping

from errands.backends.memory_page import Shown
from errands.backends.memory_site import Page
from errands.contracts.browser_state import FieldState, FrameState, TabState
from errands.contracts.observation import Role


def tab_state(shown: Shown) -> TabState:
    """What was filled in and ticked; passwords stay behind."""
    secret = {part.name for part in shown.parts() if part.role is Role.PASSWORD_FIELD}
    filled = [
        FieldState(place=name, value=value)
        for name, value in shown.values.items()
        if name not in secret
    ]
    ticked = [FieldState(place=name, checked=on) for name, on in shown.checks.items()]
    return TabState(frames=(FrameState(url=shown.url, fields=(*filled, *ticked)),))


def shown_again(tab: TabState, page: Page, answers: Mapping[str, str]) -> Shown:
    fields = tab.frames[0].fields
    return Shown(
        tab.url,
        page,
        answers,
        values={field.place: field.value for field in fields if field.checked is None},
        checks={field.place: field.checked for field in fields if field.checked is not None},
    )
