"""What a load came to, and how it is told."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

_MEGABYTE: Final = 1024**2
MOST_MS: Final = 100
MOST_RATIO: Final = 2.0


@dataclass(slots=True)
class Found:
    """Seconds of answers, bytes of memory, and ids of events as `session/id`."""

    sessions: int
    at_once: int
    workers: int
    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    """Of the endpoint beside it, asked at the same moments."""
    turns: list[float] = field(default_factory=list)
    """From a POST to the end of its turn, as its session's stream tells it."""
    events: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    resumed: int = 0
    memory: list[int] = field(default_factory=list)
    """Of the API, all streams open: after each tenth of the turns."""
    seconds: float = 0

    @property
    def is_gapless(self) -> bool:
        return not (self.lost or self.doubled or self.misplaced)


def compare(session: str, kept: Sequence[str], heard: Sequence[str], found: Found) -> None:
    """What a session's stream brought, beside what the log holds."""
    found.events += len(kept)
    found.lost += [f"{session}/{id_}" for id_ in kept if id_ not in set(heard)]
    found.doubled += [f"{session}/{id_}" for id_ in dict.fromkeys(heard) if heard.count(id_) > 1]
    once = list(dict.fromkeys(heard))
    expected = [id_ for id_ in kept if id_ in set(heard)]
    found.misplaced += [f"{session}/{a}" for a, b in zip(once, expected, strict=False) if a != b]
    strangers = set(heard) - set(kept)
    found.misplaced += [f"{session}/{id_}" for id_ in sorted(strangers)]


def quantile(seconds: Sequence[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(found: Found) -> Iterator[str]:
    rate = len(found.turns) / found.seconds
    yield f"{found.sessions} sessions, each followed by server-sent events;"
    yield f"{len(found.turns)} turns, {found.at_once} of them in flight; {found.workers} workers"
    yield f"whose model and browser answer at once. {rate:.0f} turns a second, on"
    yield f"{os.cpu_count()} cores."
    yield ""
    yield "| answered within, ms | half | 90% | 99% |"
    yield "|---|---:|---:|---:|"
    yield f"| a turn's POST | {_row(found.ours)} |"
    yield f"| beside it, a POST to bare FastAPI with one write to Redis | {_row(found.bare)} |"
    yield f"| a turn, from its POST to its end in the stream | {_row(found.turns)} |"
    yield ""
    half, most = (_ratio(found, share) for share in (0.5, 0.99))
    yield f"A turn's POST takes {half:.1f} times as long as the bare one in the median,"
    yield f"{most:.1f} times at 99% (to reach: {MOST_RATIO:.0f} times, or {MOST_MS} ms)."
    yield ""
    yield f"{found.events} events: {len(found.lost)} lost, {len(found.doubled)} doubled,"
    yield f"{len(found.misplaced)} out of place; streams were resumed {found.resumed} times."
    yield ""
    marks = " / ".join(f"{size / _MEGABYTE:.0f}" for size in found.memory)
    yield f"Memory of the API after each tenth of the turns, MiB: {marks}."


def _ratio(found: Found, share: float) -> float:
    return quantile(found.ours, share) / quantile(found.bare, share)


def _row(seconds: Sequence[float]) -> str:
    return " | ".join(f"{1000 * quantile(seconds, share):.1f}" for share in (0.5, 0.9, 0.99))
