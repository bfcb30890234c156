"""A dataset's card as a page to read."""

from collections.abc import Iterable, Iterator, Sequence

from learning.card import Card, Source
from learning.selection import Reason
from learning.trait import Trait


def page_of(card: Card) -> str:
    """The card in Markdown."""
    return "\n".join(_lines(card))


def _lines(card: Card) -> Iterator[str]:
    samples, lines = sum(f.samples for f in card.files), sum(f.lines for f in card.files)
    yield f"# Dataset {card.version}\n"
    yield f"{samples} samples with {lines} lines to learn, in {len(card.files)} files.\n"
    yield f"Pages are written by renderer {card.renderer}. The same inputs, options and versions"
    yield "of the code give the same files, this one too.\n"
    yield "## Files\n"
    yield from _table(
        ("file", "samples", "lines", "chosen from", "sha256"),
        ((f.name, f.samples, f.lines, f.before, f"`{f.sha256}`") for f in card.files),
    )
    yield "## Made from\n"
    yield from _table(
        ("file", "holds", "read", "left out", "sha256"),
        ((s.name, s.kind, s.read, _left_out(s), f"`{s.sha256}`") for s in card.sources),
    )
    yield "## Options\n"
    yield from _table(("option", "value"), _options(card))
    yield "## Left out\n"
    yield from _table(
        ("file", *Reason),
        ((f.name, *(f.dropped.get(reason, 0) for reason in Reason)) for f in card.files),
    )
    yield "## Samples by what they are\n"
    for trait in Trait:
        yield from _table((trait, "samples"), card.counts[trait].items())
    yield "## Lines by verb\n"
    yield from _table(("file", "lines"), ((f.name, _told(f.verbs)) for f in card.files))


def _options(card: Card) -> Iterator[tuple[str, object]]:
    how = card.selection
    yield "sites", card.sites
    yield "seed", how.seed
    yield "samples a skill at most", how.most
    yield "of one situation", how.most_alike
    yield "of one situation with one click", how.most_clicks
    yield "nearly the same from", how.alike
    yield "take turns by", ", ".join(how.turns) or "nothing"
    yield "caps", ", ".join(f"{c.trait}={c.value}:{c.most}" for c in how.caps) or "none"
    yield "share of conversations held out", card.held_out_share
    yield "share with other names, of the others", card.renamed_share


def _left_out(source: Source) -> str:
    return _told(source.left_out) or "nothing"


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
    yield ""
