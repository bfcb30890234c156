"""How much of a page wasn't there before."""

from collections import Counter
from collections.abc import Sequence

from errands.contracts.observation import Section


def newcomers(before: Sequence[Section], after: Sequence[Section]) -> int:
    """Rows, where what is new stands in rows; else elements."""
    known = Counter((e.role, e.name, e.value) for section in before for e in section.elements)
    rows = set()
    loose = 0
    for place, section in enumerate(after):
        for element in section.elements:
            key = (element.role, element.name, element.value)
            if known[key]:
                known[key] -= 1
            elif element.item:
                rows.add((place, element.item))
            else:
                loose += 1
    return len(rows) or loose
