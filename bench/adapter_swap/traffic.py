"""Requests that are always in flight, and how each of them went."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.adapter_swap.answers import GRAMMAR, Answers
from errands.backends.vllm_model import VllmModel
from errands.contracts.errors import ModelError
from errands.contracts.ids import SessionId, SkillName
from errands.contracts.ports import Request


@dataclass(slots=True)
class Tally:
    """Seconds of the answers, and what was wrong."""

    seconds: list[float] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """Answers of another skill's version, or of none."""
    ties: list[str] = field(default_factory=list)
    """Answers that part from their version's own where rounding may decide."""
    mixed: list[str] = field(default_factory=list)
    """Answers that aren't what the version that is named gives."""

    @property
    def is_wrong(self) -> bool:
        return bool(self.failed or self.foreign or self.mixed)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def together(tallies: Sequence[Tally]) -> Tally:
    """One tally of them all."""
    whole = Tally()
    for tally in tallies:
        whole.seconds += tally.seconds
        whole.versions |= tally.versions
        whole.failed += tally.failed
        whole.foreign += tally.foreign
        whole.ties += tally.ties
        whole.mixed += tally.mixed
    return whole


@dataclass(frozen=True, slots=True)
class Stretch:
    """`seconds` at least, and on until each version of `least` has answered, `longest` at most."""

    seconds: float
    least: frozenset[str] = frozenset()
    longest: float = 0

    def goes_on(self, begun: float, tally: Tally) -> bool:
        passed = time.monotonic() - begun
        return passed < self.seconds or (
            passed < self.longest and not tally.versions.issuperset(self.least)
        )


async def flow(
    model: VllmModel, skills: Sequence[str], answers: Answers, width: int, stretch: Stretch
) -> Tally:
    """`width` callers that ask again as soon as they have an answer."""
    tally = Tally()
    begun = time.monotonic()

    async def caller(number: int) -> None:
        draw = random.Random(number)  # noqa: S311 prompts, not secrets
        skill = skills[number % len(skills)]
        while stretch.goes_on(begun, tally):
            await _once(model, skill, draw.choice(answers.prompts), answers, tally)

    await asyncio.gather(*(caller(number) for number in range(width)))
    return tally


async def _once(model: VllmModel, skill: str, prompt: str, answers: Answers, tally: Tally) -> None:
    request = Request(
        skill=SkillName(skill),
        session=SessionId(f"ses_{random.getrandbits(32)}"),
        prompt=prompt,
        grammar=GRAMMAR,
    )
    begun = time.perf_counter()
    try:
        decision = await model.decide(request)
    except ModelError as error:
        tally.failed.append(str(error))
        return
    tally.seconds.append(time.perf_counter() - begun)
    tally.versions.add(decision.model)
    if decision.model.partition("@")[0] != skill:
        tally.foreign.append(f"{skill} was answered by {decision.model}")
    elif not answers.is_own(decision.model, prompt, decision.text):
        others = (
            tally.ties if answers.is_tie(decision.model, prompt, decision.text) else tally.mixed
        )
        others.append(f"{decision.model} said {decision.text!r}")
