"""What of a browser is kept between turns, so that any worker can go on with it."""

from pydantic import BaseModel, ConfigDict


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldState(_Kept):
    """What stands in a field; `checked` is for boxes alone. `place` finds it in its document."""

    place: str
    value: str = ""
    checked: bool | None = None


class FrameState(_Kept):
    """One document of a tab. `scroll` is in pixels, x and y; `focus` is a field's place."""

    url: str
    session_storage: tuple[tuple[str, str], ...] = ()
    fields: tuple[FieldState, ...] = ()
    focus: str = ""
    scroll: tuple[int, int] = (0, 0)


class TabState(_Kept):
    """A tab's documents, the outermost first."""

    frames: tuple[FrameState, ...]

    @property
    def url(self) -> str:
        return self.frames[0].url


class BrowserState(_Kept):
    """What is needed to go on elsewhere: all tabs, and which one is current, from 1.

    `storage` is Playwright's storage state as JSON: cookies, local storage, IndexedDB.
    Not in it: passwords and other secrets in fields, files chosen, what only scripts remember,
    the way back, and the answer to a form that was posted.
    """

    tabs: tuple[TabState, ...]
    current: int = 1
    storage: str = "{}"

    @property
    def url(self) -> str:
        """Of the current tab."""
        return self.tabs[self.current - 1].url

    @staticmethod
    def at(url: str, storage: str = "{}") -> "BrowserState":
        """One tab, just opened."""
        return BrowserState(tabs=(TabState(frames=(FrameState(url=url),)),), storage=storage)
