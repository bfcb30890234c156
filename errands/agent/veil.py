"""Secrets are left out of whatever a browser tells, before anything else sees it.

A page can echo what was typed into it: in its words, its address, a dialog, a file's name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize
from urllib.parse import quote, quote_plus

from pydantic import SecretStr

from errands.agent.view.lookalike import bare
from errands.contracts.browser_state import BrowserState, FrameState
from errands.contracts.observation import Element, Observation
from errands.contracts.step import Effect

HIDDEN: Final = "•••"
_SHORT: Final = 5
"""Characters below which a secret is only known as a whole word: `123` stands in many numbers."""
_TOLD: Final = ("name", "value", "host", "frame_host", "hint", "minimum", "maximum")
_GAPS: Final = r"[\s\u00a0./_\-\u2010-\u2015]{0,3}"
"""What pages write between the digits of a card."""


@dataclass(frozen=True, slots=True)
class Veil:
    """Hides one session's secrets. Without secrets everything passes as it is."""

    pattern: re.Pattern[str] | None

    @staticmethod
    def over(secrets: Iterable[SecretStr]) -> "Veil":
        values = (secret.get_secret_value() for secret in secrets)
        read = {
            form for value in values for form in (value.strip(), normalize("NFKC", value).strip())
        }
        forms = {form for value in read if value for form in _forms(value)}
        longest = sorted(forms, key=len, reverse=True)
        return Veil(re.compile("|".join(longest), re.IGNORECASE) if longest else None)

    def text(self, text: str) -> str:
        """Marks that nobody sees and wide letters don't keep a secret from being one."""
        if self.pattern is None:
            return text
        hidden = self.pattern.sub(HIDDEN, text)
        if hidden.isascii() and hidden.isprintable():
            return hidden
        plain = normalize("NFKC", bare(hidden))
        return self.pattern.sub(HIDDEN, plain) if self.pattern.search(plain) else hidden

    def effect(self, effect: Effect) -> Effect:
        return effect.model_copy(update={"detail": self.text(effect.detail)})

    def state(self, state: BrowserState) -> BrowserState:
        """Fields and entries that hold a secret stay behind; it is typed anew where it is needed.

        An address stays: without it there is no page to go on with.
        """
        if self.pattern is None:
            return state
        tabs = (
            tab.model_copy(update={"frames": tuple(map(self._frame, tab.frames))})
            for tab in state.tabs
        )
        return state.model_copy(update={"tabs": tuple(tabs)})

    def _frame(self, frame: FrameState) -> FrameState:
        fields = tuple(f for f in frame.fields if not self._holds(f.place, f.value))
        stored = tuple(entry for entry in frame.session_storage if not self._holds(*entry))
        kept = {"fields": fields, "session_storage": stored}
        return frame.model_copy(update=kept | ({"focus": ""} if self._holds(frame.focus) else {}))

    def _holds(self, *texts: str) -> bool:
        """Whether there is a secret in them, as it is or as JSON writes it."""
        forms = (form for text in texts for form in (text, text.replace("\\", "")))
        return any(self.text(form) != form for form in forms)

    def page(self, page: Observation) -> Observation:
        if self.pattern is None:
            return page
        sections = tuple(
            section.model_copy(
                update={
                    "name": self.text(section.name),
                    "elements": tuple(self._element(e) for e in section.elements),
                }
            )
            for section in page.sections
        )
        told = {name: self.text(getattr(page, name)) for name in ("url", "host", "title")}
        return page.model_copy(update={**told, "sections": sections})

    def _element(self, element: Element) -> Element:
        told = {name: self.text(getattr(element, name)) for name in _TOLD}
        options = tuple(self.text(option) for option in element.options)
        return element.model_copy(update={**told, "options": options})


def _forms(value: str) -> Iterable[str]:
    """How a value may stand in words and addresses."""
    spaced = r"\s+".join(re.escape(part) for part in value.split())
    if len(value) < _SHORT:
        yield rf"(?<![\w.,]){spaced}(?![\w]|[.,]\d)"
        return
    yield spaced
    yield re.escape(quote(value, safe=""))
    yield re.escape(quote_plus(value))
    digits = re.sub(r"[\s.\-]", "", value)
    if digits.isdecimal():
        yield _GAPS.join(digits)
