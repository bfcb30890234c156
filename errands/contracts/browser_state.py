"""What of a browser is kept between turns, so that any worker can go on with it."""

from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

MOST_TABS: Final = 20
"""How many tabs pages may open in one browser."""


def _well_formed(text: object) -> object:
    """Pages hold halves of characters, which no encoding can write."""
    if not isinstance(text, str):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


PageText = Annotated[str, BeforeValidator(_well_formed)]


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldState(_Kept):
    """What stands in a field; `checked` is for boxes alone. `place` finds it in its document."""

    place: PageText
    value: PageText = ""
    checked: bool | None = None


class FrameState(_Kept):
    """One document of a tab. `scroll` is in pixels, x and y; `focus` is a field's place."""

    url: PageText
    session_storage: tuple[tuple[PageText, PageText], ...] = ()
    fields: tuple[FieldState, ...] = ()
    focus: PageText = ""
    scroll: tuple[int, int] = (0, 0)


class TabState(_Kept):
    """A tab's documents, the outermost first. Session storage is kept of that one alone."""

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

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, given: object) -> object:
        """Workers wrote one address and the storage, before tabs were kept."""
        if isinstance(given, dict) and given.keys() == {"url", "storage"}:
            frame = {"url": given["url"]}
            return {"tabs": [{"frames": [frame]}], "storage": given["storage"]}
        return given

    @model_validator(mode="after")
    def _has_a_current_tab(self) -> Self:
        if not 0 < self.current <= len(self.tabs) or not all(tab.frames for tab in self.tabs):
            raise ValueError("no tab is the current one")
        return self

    @property
    def url(self) -> str:
        """Of the current tab."""
        return self.tabs[self.current - 1].url

    @staticmethod
    def at(url: str, storage: str = "{}") -> "BrowserState":
        """One tab, just opened."""
        return BrowserState(tabs=(TabState(frames=(FrameState(url=url),)),), storage=storage)
