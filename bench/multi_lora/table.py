"""The table of RESULTS.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.wave import Load, Wave
from errands.backends.processor import multiplies_bfloat16

STOCK, OURS, BASE = "stock", "ours", "base"


@dataclass(frozen=True, slots=True)
class Cell:
    """Tokens a second of one wave, by server."""

    wave: Wave
    speeds: dict[str, float]

    def ratio(self, one: str, other: str) -> float:
        return self.speeds[one] / self.speeds[other]


def report(cells: Sequence[Cell], loads: Sequence[Load], rank: int, repeats: int) -> Iterator[str]:
    yield f"Adapters of rank {rank} on all seven projections, random numbers; prompts of random"
    yield "tokens, none cached. Tokens a second of one wave of requests, prompts' and answers'"
    yield f"together: one wave with vLLM's own operators (stock), the median of {repeats} with ours"
    yield "and with a server without adapters (base). The servers run side by side on one machine"
    sizes = "; ".join(f"{load.name}: {load.prompt} tokens in, {load.answer} out" for load in loads)
    bits = 16 if multiplies_bfloat16() else 32
    yield f"and are asked in turn, and compute in {bits} bits. Of one request, {sizes}."
    yield ""
    yield "| load | adapters | requests | stock | ours | base | ours / stock | ours / base |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for cell in cells:
        counted = f"{cell.wave.load.name} | {len(cell.wave.models)} | {cell.wave.requests}"
        speeds = " | ".join(f"{cell.speeds[name]:.0f}" for name in (STOCK, OURS, BASE))
        ratios = f"{cell.ratio(OURS, STOCK):.1f} | {cell.ratio(OURS, BASE):.2f}"
        yield f"| {counted} | {speeds} | {ratios} |"
