"""Text that a control beside it says already: as its name, or as what is written in it."""

from collections.abc import Iterator, Sequence

from errands.agent.view.outline import MAX_TEXT
from errands.contracts.observation import Element, Role, Section

APART = " · "
"""Between what stood in one paragraph and wasn't one text."""
_A_TEXT = 30
"""Characters of a value that is a text; the page shows a shorter one for a reason of its own."""
_ENDS = " :*\N{FULLWIDTH COLON}\N{FULLWIDTH ASTERISK}"


def without_echoes(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections without such text; the controls are the same."""
    written = ""
    kept = []
    for section in sections:
        elements: list[Element] = []
        for place, element in enumerate(section.elements):
            if element.role is Role.TEXT_FIELD:
                written = element.value if _A_TEXT <= len(element.value) <= MAX_TEXT else ""
            if element.role is not Role.PARAGRAPH:
                elements.append(element)
                continue
            beside = _beside(section.elements, place)
            elements += _said_once(element, beside, " ".join(written.split()))
        kept.append(section.model_copy(update={"elements": tuple(elements)}))
    return tuple(kept)


def _beside(elements: Sequence[Element], place: int) -> tuple[str, str]:
    """The names of the controls right before and right after."""
    before = elements[place - 1] if place else None
    after = elements[place + 1] if place + 1 < len(elements) else None
    names = [_bare(e.name) if e is not None and e.id else "" for e in (before, after)]
    return names[0], names[1]


def _said_once(element: Element, beside: tuple[str, str], written: str) -> Iterator[Element]:
    parts = element.name.split(APART)
    left = [part for part in parts if not (written and part in written)]
    while left and _bare(left[0]) == beside[0]:
        left = left[1:]
    while left and _bare(left[-1]) == beside[1]:
        left = left[:-1]
    if len(left) == len(parts):
        yield element
    elif left:
        yield element.model_copy(update={"name": APART.join(left)})


def _bare(text: str) -> str:
    return text.strip(_ENDS).casefold()
