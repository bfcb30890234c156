"""`python -m bench.capacity.check`: the simulation beside a real run on this machine."""

from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Annotated, Final

import typer

from bench.capacity.real import Turn, Watched, play
from bench.capacity.service import Errand, ModelServer, Spread, Together
from bench.capacity.simulation import Fleet, Seen, quantile, simulate
from bench.capacity.slow_model import SlowModel
from bench.results import write_section

ROOT = Path(__file__).resolve().parents[2]
FLEET: Final = Fleet(sessions=6, workers=2, servers=1)
MODEL_SECONDS: Final = 0.3
MODEL_PLACES: Final = 2
STEPS: Final = 6.0
THINKS: Final = 3.0


def main(
    seconds: Annotated[float, typer.Option(help="How long people talk.")] = 120,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Real API, workers, Redis and Chromium; a model that takes a known time: served.py has one."""
    model = SlowModel(MODEL_SECONDS, MODEL_PLACES, STEPS)
    seen = play(FLEET, model, THINKS, seconds, ROOT / "var/bench/capacity")
    lines = list(report(seen, seconds))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-capacity-check", lines)


def report(real: Watched, seconds: float) -> Iterator[str]:
    told = simulated(real.turns, seconds)
    steps = sum(one.steps for one in real.turns)
    yield f"{FLEET.sessions} people, {FLEET.workers} workers, a model that takes"
    yield f"{MODEL_SECONDS:g} s for each of {MODEL_PLACES} at once; {len(real.turns)} turns with"
    yield f"{steps} steps in {seconds:g} s, {real.commands / steps:.0f} commands of Redis a step."
    yield "The simulation has the run's own times of browser and contexts; what it adds is who"
    yield "waits for whom."
    yield ""
    yield "| | real | simulated |"
    yield "|---|---:|---:|"
    waits, wholes = [one.wait for one in real.turns], [one.whole for one in real.turns]
    asked = [one.asked / one.steps for one in real.turns]
    yield f"| turns a minute | {60 * len(wholes) / seconds:.1f} | {60 * _rate(told):.1f} |"
    yield f"| wait for a worker, mean, s | {mean(waits):.2f} | {mean(told.waits):.2f} |"
    late, told_late = quantile(waits, 0.9), quantile(told.waits, 0.9)
    yield f"| wait for a worker, p90, s | {late:.2f} | {told_late:.2f} |"
    yield f"| turn, mean, s | {mean(wholes):.2f} | {mean(told.turns):.2f} |"
    yield f"| turn, p90, s | {quantile(wholes, 0.9):.2f} | {quantile(told.turns, 0.9):.2f} |"
    yield f"| answer of the model, mean, s | {mean(asked):.2f} | {mean(told.asked):.2f} |"


def _rate(told: Seen) -> float:
    return len(told.turns) / told.seconds


def simulated(turns: list[Turn], seconds: float) -> Seen:
    """The same fleet with these turns' own times; ten times as long, so that chance counts less."""
    steps = sum(one.steps for one in turns)
    each = sorted(one.browser / one.steps for one in turns)
    rests = sorted(one.rest for one in turns)
    errand = Errand(
        thinks=THINKS,
        steps=steps / len(turns),
        opens=Spread(quantile(rests, 0.5), max(quantile(rests, 0.9), quantile(rests, 0.5) * 1.01)),
        browser=Spread(quantile(each, 0.5), max(quantile(each, 0.9), quantile(each, 0.5) * 1.01)),
        overhead=0,
    )
    sure = Spread(MODEL_SECONDS, MODEL_SECONDS * 1.0001)
    each_for_itself = Together(((1, 1.0), (MODEL_PLACES, float(MODEL_PLACES))))
    model = ModelServer(
        prefill=Spread(1e-6, 2e-6),
        decode=sure,
        prefill_together=each_for_itself,
        decode_together=each_for_itself,
        places=MODEL_PLACES,
    )
    return simulate(FLEET, errand, model, seconds=10 * seconds, warm_up=30)


if __name__ == "__main__":
    typer.run(main)
