"""Samples that teach what another one has taught already: the same text, or nearly."""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from datasketch import MinHash, MinHashLSH

from learning.sample import Marked, MarkedT, lines_of

ALIKE: Final = 0.95
"""Of all runs of three words in two texts, the share that both have."""

_HASHES: Final = 128
_MISSED: Final = (0.05, 0.95)
"""A pair that isn't looked at is worse than one that is looked at in vain."""
_WORD: Final = re.compile(r"\w+|[^\w\s]")


def distinct(items: Iterable[MarkedT]) -> list[MarkedT]:
    """Each text once."""
    return list({item.text: item for item in items}.values())


def unlike(items: Iterable[MarkedT], alike: float = ALIKE) -> list[MarkedT]:
    """Those that are like none before them; all where `alike` is above 1.

    Alike are texts with the same lines to write and at least this share of runs of words in
    common. Two pages on which other lines are right differ, however little: that is what is to
    be learned. The share is estimated (MinHash, its error is two percent at 0.95), the same way
    every time.
    """
    if alike > 1:
        return list(items)
    found = MinHashLSH(threshold=alike, num_perm=_HASHES, weights=_MISSED)
    kept: list[MarkedT] = []
    sketches: list[MinHash] = []
    # One sketch is made from the other: the permutations are drawn once.
    empty = MinHash(num_perm=_HASHES, hashfunc=int)
    for item in items:
        sketch = empty.copy()
        sketch.update_batch(list(_runs(item)))
        if any(sketches[near].jaccard(sketch) >= alike for near in found.query(sketch)):
            continue
        found.insert(len(kept), sketch)
        kept.append(item)
        sketches.append(sketch)
    return kept


def _runs(item: Marked) -> Iterator[int]:
    """Three words in a row as numbers of 32 bits, which differ with the lines to be written."""
    lines = zlib.crc32("\n".join(lines_of(item)).encode())
    words = _WORD.findall(item.text)
    for run in zip(words, words[1:], words[2:], strict=False):
        yield zlib.crc32(" ".join(run).encode(), lines)
