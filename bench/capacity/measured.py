"""The times that the simulation is fed, read from what is on record in RESULTS.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from bench.capacity.service import Errand, ModelServer, Spread, Together
from bench.results import read_rows, read_section

RESULTS: Final = Path(__file__).resolve().parents[1] / "RESULTS.md"
ADAPTERS: Final = "4"
"""That are asked for in one batch; three skills ship."""
THINKS: Final = 20.0
"""Seconds between a reply and the next message: a guess."""
STEPS: Final = 6.0
"""Of a turn, on average: a guess."""
_BLOCK: Final = "32"
"""Tokens that the model server caches together (`--block-size`)."""
_NEW_A_ROW: Final = 50
"""Sessions that get a turn for each row of `make bench-recovery`'s looks for orphans."""
_WAITED: Final = ("prompt", "wire", "queue", "gate", "record")
"""Phases of a step that are neither the browser's nor the model's."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One model server of two cores, and what else a step costs."""

    server: ModelServer
    errand: Errand

    @classmethod
    def on_record(cls, text: str | None = None) -> Self:
        """Raises `LookupError` where a table or a row isn't there."""
        text = RESULTS.read_text() if text is None else text
        steps = _by(read_rows(read_section(text, "make bench-step"), "phase"), "phase")
        known, strange = _caching(text)
        server = ModelServer(
            prefill=_spread(steps, "prefill"),
            decode=_spread(steps, "decode"),
            prefill_together=_together(text, "prefill"),
            decode_together=_together(text, "decode"),
            known=known,
            strange=strange,
        )
        errand = Errand(
            thinks=THINKS,
            steps=STEPS,
            opens=_opening(text),
            browser=_spread(steps, "observe", "act"),
            overhead=sum(float(steps[phase]["ms, mean"]) for phase in _WAITED) / 1000,
        )
        return cls(server, errand)

    def told(self) -> Iterator[str]:
        """What is fed in, as a table and a few lines."""
        server, errand = self.server, self.errand
        yield "| fed in, s | mean | median | 90% | from |"
        yield "|---|---:|---:|---:|---|"
        for name, one, command in (
            ("a prompt", server.prefill, "make bench-step"),
            ("an answer", server.decode, "make bench-step"),
            ("a step's browser", errand.browser, "make bench-step"),
            ("a session's context", errand.opens, "make bench-warm"),
        ):
            spread = f"{one.mean:.3f} | {one.median:.3f} | {one.high:.3f}"
            yield f"| {name} | {spread} | `{command}` |"
        yield f"| the rest of a step | {errand.overhead:.3f} | | | `make bench-step` |"
        yield ""
        yield "Log-normal; means of steps' parts are those measured, their spread is that between"
        yield f"the measured median and 90%. A prompt takes {server.known:.2f} of that where the"
        yield f"turn's last one is cached, {server.strange:.2f} elsewhere (`make bench-layout`)."
        yield f"Speeds of several, {ADAPTERS} adapters (`make bench-multi-lora`): prompts"
        yield f"{_told(server.prefill_together)};"
        yield f"answers {_told(server.decode_together)}."


def _told(together: Together) -> str:
    return ", ".join(f"{by:.2f} times for {size}" for size, by in together.gains[1:])


def commands_a_turn(text: str) -> int:
    """That Redis is sent for a turn of one step."""
    found = re.search(r"(\d+) commands for it", read_section(text, "make bench-recovery"))
    if found is None:
        raise LookupError("no commands are on record")
    return int(found[1])


def look_seconds(text: str) -> float:
    """What a look for orphans takes, for each session that had a turn within the last minute."""
    rows = read_rows(read_section(text, "make bench-recovery"), "stored sessions")
    return float(rows[-1]["look for orphans, ms"]) / 1000 / (_NEW_A_ROW * len(rows))


def _by(rows: list[dict[str, str]], name: str) -> dict[str, dict[str, str]]:
    return {row[name]: row for row in rows}


def _spread(steps: dict[str, dict[str, str]], *phases: str) -> Spread:
    """Of several phases the sums, as if their long ones came together."""
    mean, median, high = (
        sum(float(steps[phase][column]) for phase in phases) / 1000
        for column in ("ms, mean", "median", "90%")
    )
    return Spread(median, high).with_mean(mean)


def _together(text: str, load: str) -> Together:
    rows = read_rows(read_section(text, "make bench-multi-lora"), "load")
    return Together.of(
        *(
            (int(row["requests"]), float(row["ours"]))
            for row in rows
            if (row["load"], row["adapters"]) == (load, ADAPTERS)
        )
    )


def _opening(text: str) -> Spread:
    """As `make bench-warm` counts: from the message to the first look at the page."""
    rows = read_rows(read_section(text, "make bench-warm"), "the session's context")
    row = _by(rows, "the session's context")["restored"]
    return Spread(float(row["median s"]), float(row["90% within s"]))


def _caching(text: str) -> tuple[float, float]:
    """What a prompt takes, of the usual, where the turn's last one is cached, and where not."""
    rows = read_rows(read_section(text, "make bench-layout"), "form")
    row = next(r for r in rows if (r["form"], r["block"]) == ("written once", _BLOCK))
    usual, first, later = (
        1 - float(row[column].removesuffix("%")) / 100
        for column in ("cached", "first of a turn", "later")
    )
    return later / usual, first / usual
