"""What fields for free words are offered: runs of the chat and of the page, and a few texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from errands.agent.values.codes import codes_in
from errands.agent.values.provenance import MOST_COPIED, copied_words, takes_shown, typed_text
from errands.agent.values.runs import normal
from errands.agent.values.said import Said
from errands.agent.values.shown_codes import place_of
from errands.agent.values.terminals import copied, either, fits_a_line, has_words
from errands.agent.values.writings import writings
from errands.contracts.observation import Element, Observation, Role
from errands.contracts.profile import Profile
from errands.contracts.session import ShownCodes

MOST_TEXTS: Final = 24
"""Literals of one field beside the runs."""
_MOST_CODES: Final = 12
_MOST_OPTIONS: Final = 300
_SEARCHES: Final = re.compile(
    r"search|\bfind\b|\bquery\b|\bsuche|buscar|recherche|cerca|szuka|zoek|поиск|検索"
)
"""What a person looks for is in their own words; of the page's only a code is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What is known on a page, for its free fields."""

    page: Observation
    said: Said
    profile: Profile
    codes: ShownCodes

    def offer(self, element: Element) -> str:
        """What stands between the quote marks of a fill, as a grammar's rule; perhaps nothing."""
        words = "LINES" if element.multiline else "SPAN"
        spoken = [words] if has_words(self.said.words) else []
        copied_too = [self._page_name(element)] if self._copies(element) else []
        return either([*spoken, *copied_too], self._texts(element))

    def terminals(self) -> dict[str, str]:
        """The words that fields may copy, of each document by itself."""
        copying = {e.frame_host: e for e in self.page.elements if e.id and self._copies(e)}
        return {
            self._page_name(e): copied(copied_words(e, self.page), MOST_COPIED)
            for e in copying.values()
        }

    def _page_name(self, element: Element) -> str:
        hosts = sorted({e.frame_host for e in self.page.elements})
        return f"PAGE{hosts.index(element.frame_host)}"

    def _copies(self, element: Element) -> bool:
        searches = _SEARCHES.search(normal(element.name)) is not None
        return not searches and any(map(has_words, copied_words(element, self.page)))

    def _texts(self, element: Element) -> tuple[str, ...]:
        codes = self.codes.get(place_of(self.page, element.frame_host), ())
        texts = (
            text
            for text in dict.fromkeys(self._candidates(element, codes))
            if fits_a_line(text)
            and typed_text(element, text, self.said, self.profile, self.page, codes)
        )
        return tuple(islice(texts, MOST_TEXTS))

    def _candidates(self, element: Element, codes: tuple[str, ...]) -> Iterator[str]:
        yield from writings(element, self.said, self.profile)
        if element.role is Role.COMBOBOX:
            yield from element.options[:_MOST_OPTIONS]
        if takes_shown(element):
            shown = (code for text in copied_words(element, self.page) for code in codes_in(text))
            yield from islice((*shown, *codes), _MOST_CODES)
