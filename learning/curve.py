"""Losses as a picture."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

_WINDOW = 20


def draw(losses: Sequence[float], title: str, path: Path) -> None:
    """Each update's loss, and the mean of the last 20, as an SVG."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    axes.plot(losses, linewidth=0.6, alpha=0.4, label="each update")
    means = [
        sum(losses[max(0, i - _WINDOW + 1) : i + 1]) / min(i + 1, _WINDOW)
        for i in range(len(losses))
    ]
    axes.plot(means, linewidth=1.6, label=f"mean of {_WINDOW}")
    axes.set(xlabel="updates", ylabel="loss", title=title, ylim=(0, None))
    axes.legend(frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})
