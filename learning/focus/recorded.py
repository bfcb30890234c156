"""Recordings of the real loop as choices: chunks are read back from the prompt that was shown.

What a closed chunk holds is in no prompt, so it counts as one with few words and no lines.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from errands.agent.view.chunks import Chunk
from errands.agent.view.outline import Line
from errands.agent.view.wish import Wish
from errands.contracts.action import target_of
from errands.contracts.ids import ElementId
from errands.contracts.observation import SectionKind
from errands.contracts.ports import Tokens
from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind
from learning.focus.choice import Choice, place_of

FAMILY = "recorded"

_PAGE = re.compile(r"^<page .*?>\n(.*?)^</page>$", re.DOTALL | re.MULTILINE)
_CHAT = re.compile(r"^<chat>\n(.*?)^</chat>$", re.DOTALL | re.MULTILINE)
_CONTROL = re.compile(r'"[^"]*" \[(\d+)\]')
_CLOSED = re.compile(r'(\S+) (\d+)(?:, "(?:(\d+) \w+: )?(.*)")?')
_RIGHT = {EffectKind.OK, EffectKind.PAGE_CHANGED}


def recorded(recordings: Iterable[Recording], tokens: Tokens) -> Iterator[Choice]:
    """Steps that did something to an element; of those on one page, each chunk once."""
    known: set[tuple[str, str, int, int]] = set()
    for recording in recordings:
        target = target_of(recording.action)
        if target is None or recording.effect.kind not in _RIGHT:
            continue
        chunks = tuple(_chunks(recording.prompt, tokens))
        needed = place_of(chunks, target)
        if needed is None or len(chunks) < 2:  # noqa: PLR2004 one is no choice
            continue
        key = (recording.session, recording.turn, recording.page, needed)
        if key not in known:
            known.add(key)
            yield Choice(FAMILY, chunks, wish_of(recording.prompt), needed)


def wish_of(prompt: str) -> Wish:
    chat = _CHAT.search(prompt)
    lines = chat.group(1).splitlines() if chat else []
    said = [line.partition(": ") for line in lines]
    last = [words for speaker, _, words in said if speaker == "user"]
    return Wish(words=" ".join(words for _, _, words in said), last=last[-1] if last else "")


def _chunks(prompt: str, tokens: Tokens) -> Iterator[Chunk]:
    page = _PAGE.search(prompt)
    lines = page.group(1).splitlines() if page else []
    closed: list[str] = []
    if lines and lines[-1].startswith("... ") and ": open " not in lines[-1]:
        closed = lines.pop().removeprefix("... ").split(" | ")
    heads = [n for n, line in enumerate(lines) if line.startswith("# ")]
    for start, end in pairwise((*heads, len(lines))):
        yield _open(lines[start].removeprefix("# "), lines[start + 1 : end], tokens)
    for told in closed:
        if (match := _CLOSED.fullmatch(told)) is not None:
            name, controls, items, detail = match.groups()
            words = (Line(text=detail),) if detail else ()
            yield _chunk(name, words, int(controls), int(items or 0))


def _open(name: str, texts: list[str], tokens: Tokens) -> Chunk:
    lines = tuple(_line(text) for text in texts)
    cost = sum(tokens.count(f"{text}\n") for text in (f"# {name}", *texts))
    return _chunk(name, lines, sum(len(line.ids) for line in lines), 0, cost)


def _line(text: str) -> Line:
    return Line(text=text, ids=tuple(ElementId(int(number)) for number in _CONTROL.findall(text)))


def _chunk(name: str, lines: tuple[Line, ...], controls: int, items: int, cost: int = 0) -> Chunk:
    return Chunk(
        name=name,
        kind=SectionKind.REGION,
        lines=lines,
        controls=controls,
        needs_input=False,
        items=items,
        cost=cost,
    )
