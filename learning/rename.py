"""Recorded conversations with other names: what is learned on a few isn't learned about names."""

import itertools
import re
from collections.abc import Mapping

from learning.sample import Sample


def renamed(sample: Sample, names: Mapping[str, str]) -> Sample:
    """The sample with names replaced, also where they are written in lower case."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    cuts = [0, *(cut for span in sample.targets for cut in span), len(sample.text)]
    length = 0
    for number, (start, end) in enumerate(itertools.pairwise(cuts)):
        piece = _replaced(sample.text[start:end], names)
        if number % 2:
            spans.append((length, length + len(piece)))
        pieces.append(piece)
        length += len(piece)
    return sample.model_copy(update={"text": "".join(pieces), "targets": tuple(spans)})


def _replaced(text: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        for before, after in ((old, new), (old.lower(), new.lower())):
            text = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after, text)
    return text
