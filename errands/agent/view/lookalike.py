"""What a text looks like: hidden marks left out, and letters taken for those they resemble."""

import re
import unicodedata
from typing import Final

_TWINS: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝвнкмтгпАВЕКМНОРСТУХІЈЅԌαορνιτκυχεγΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡıℓ∣ǀ",
    "aeopcyxijshdqwbhkmtrnABEKMHOPCTYXIJSGaopvitkuxeyABEZHIKMNOPTYXagill|",
)
"""Cyrillic and Greek letters that are drawn as Latin ones."""
_UNSEEN: Final = re.compile(
    r"[\ufe00-\ufe0f\U000e0000-\U000e01ef\u3164\uffa0\u115f\u1160\u2800\u034f]"
)
"""Drawn as nothing, though not all of them are marks of format: selectors, fillers, tags."""


def bare(text: str) -> str:
    """Without what nobody sees: zero widths, marks of direction, controls; on one line."""
    flat = " ".join(text.split())
    if not flat.isprintable():
        kept = (c for c in flat if unicodedata.category(c) not in {"Cf", "Cc", "Co", "Cs", "Cn"})
        flat = "".join(kept)
    return " ".join(_UNSEEN.sub("", flat).split())


def folded(text: str) -> str:
    """As it reads: wide and styled letters plain, in lower case."""
    return _lower(unicodedata.normalize("NFKC", bare(text)))


def skeleton(text: str) -> str:
    """As it looks to a reader of Latin letters: `Рау` in Cyrillic is `Pay`."""
    return _lower(unicodedata.normalize("NFKC", bare(text)).translate(_TWINS))


def _lower(text: str) -> str:
    """A Turkish capital I keeps its dot as a mark of its own, which no table of words has."""
    return text.casefold().replace("i\u0307", "i")
