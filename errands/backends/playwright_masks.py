"""What of a page isn't shown in a picture of it."""

from typing import Final

from playwright.async_api import Error, Frame, Locator, Page
from pydantic import SecretStr

from errands.backends.playwright_nodes import READER
from errands.contracts.observation import Element, takes_secret

_FIELDS: Final = "input, textarea"
_SECRETS: Final = "input[type=password], " + ", ".join(
    f"input[autocomplete~={name}]"
    for name in ("cc-number", "cc-csc", "current-password", "new-password", "one-time-code")
)
_HUSHED: Final = f"""(els) => els.flatMap((el, place) =>
    el.value && el.value !== "set" && {READER}?.describe(el).value === "set" ? [place] : [])"""
"""Fields that once were secret ones: to show a password, pages turn its field into a text field."""
_SHORTEST: Final = 4
"""Characters of a secret that is looked for in the words of a page."""


class Masks:
    """Remembers what was typed as a secret, since a page may write it anywhere."""

    def __init__(self) -> None:
        self._typed: list[SecretStr] = []

    def note(self, element: Element, text: SecretStr | None) -> None:
        """A field is filled."""
        if text is not None and takes_secret(element):
            self._typed.append(text)

    async def over(self, page: Page) -> list[Locator]:
        masks = [frame.locator(_SECRETS) for frame in page.frames]
        for frame in page.frames:
            masks += await _turned(frame)
            masks += [frame.get_by_text(value) for value in self.words()]
        return masks

    def words(self) -> set[str]:
        """What was typed as a secret, as far as it is looked for in words."""
        typed = {secret.get_secret_value() for secret in self._typed}
        return {value for value in typed if len(value) >= _SHORTEST}


async def _turned(frame: Frame) -> list[Locator]:
    fields = frame.locator(_FIELDS)
    try:
        places: list[int] = await fields.evaluate_all(_HUSHED)
    except Error:
        return []  # the frame goes away just now, and is in no picture
    return [fields.nth(place) for place in places]
