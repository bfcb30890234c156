"""What many evaluated conversations add up to."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median, quantiles

from learning.interval import interval
from learning.result import Result


def summary(results: Sequence[Result]) -> str:
    """The report, as the text that is printed and committed."""
    return "\n".join((*_rates(results), *_faults(results), *_costs(results)))


def _rates(results: Sequence[Result]) -> Iterator[str]:
    right = sum(r.ok for r in results)
    low, high = interval(right, len(results))
    share = f"{right}/{len(results)} = {right / len(results):.0%}"
    yield f"success               {share} (95% interval {low:.0%} to {high:.0%})"
    yield from _by("site", lambda r: r.site.value, results)
    yield from _by("kind", lambda r: r.kind.value, results)
    yield from _by("persona", lambda r: r.persona.value, results)
    yield from _by("splice", lambda r: r.splice, [r for r in results if r.splice])


def _by(what: str, group_of: Callable[[Result], str], results: Sequence[Result]) -> Iterator[str]:
    """A line for each group that there is; the order is that of the names."""
    for group in sorted({group_of(r) for r in results}):
        mine = [r.ok for r in results if group_of(r) == group]
        low, high = interval(sum(mine), len(mine))
        yield f"  {what + ' ' + group:<19} {sum(mine)}/{len(mine)} ({low:.0%} to {high:.0%})"


def _faults(results: Sequence[Result]) -> Iterator[str]:
    yield f"failures              {_counted(r.outcome for r in results if not r.ok)}"
    unlike = (value.split("=")[0] for r in results for value in r.unlike_wish)
    yield f"done unlike wish      {_counted(unlike)}"
    yield f"invented values       {sum(len(r.invented) for r in results)}"
    yield f"of another errand     {sum(len(r.bled) for r in results)}"
    yield f"done without yes      {sum(r.without_yes for r in results)}"
    yield f"missing, not asked    {_counted(m for r in results for m in r.missing_not_asked)}"
    yield f"needless questions    {_counted(m for r in results for m in r.asked_needlessly)}"


def _costs(results: Sequence[Result]) -> Iterator[str]:
    steps, turns = sum(r.steps for r in results), sum(r.turns for r in results)
    times = sorted(ms for r in results for ms in r.step_ms)
    middle, late = median(times) / 1000, quantiles(times, n=10)[-1] / 1000
    each, a_turn = steps / len(results), steps / turns
    yield f"steps                 {each:.1f} a conversation, {a_turn:.1f} a turn"
    yield f"seconds a step        median {middle:.2f}, 90th percentile {late:.2f}"
    yield f"gate rejections       {_counted(k for r in results for k in r.rejections)}"
    prompt, cached = (sum(r.prompt_tokens for r in results), sum(r.cached_tokens for r in results))
    written = sum(r.completion_tokens for r in results) / steps
    yield (
        f"tokens a step         prompt {prompt / steps:.0f} ({cached / max(prompt, 1):.0%} cached),"
        f" completion {written:.1f}"
    )


def _counted(words: Iterable[str]) -> str:
    counts = Counter(words)
    return ", ".join(f"{count} {word}" for word, count in counts.most_common()) or "none"
