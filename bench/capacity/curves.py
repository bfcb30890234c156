"""Pictures for docs/capacity.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

Points = Sequence[tuple[float, float]]


def draw(
    path: Path, title: str, across: str, up: str, curves: Mapping[str, Points], bound: float
) -> None:
    """One picture: curves by their names, and the bound that sizes keep to."""
    mpl.rcParams["svg.hashsalt"] = "errands"  # the same curves give the same bytes
    figure, axes = plt.subplots(figsize=(7, 4))
    for name, points in curves.items():
        axes.plot([x for x, _ in points], [y for _, y in points], marker="o", label=name)
    axes.axhline(bound, linestyle="--", color="grey", label=f"{bound:g} s")
    axes.set(title=title, xlabel=across, ylabel=up, yscale="log")
    axes.grid(visible=True, alpha=0.3)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
