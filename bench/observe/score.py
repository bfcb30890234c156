"""How complete one column's view of one page is. The rules are in README.md."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.observe.wire import Listed, Seen, Wanted


@dataclass(frozen=True, slots=True)
class Score:
    """`found` of `wanted` controls, `bogus` listed ones, `named` of the found."""

    wanted: int
    found: int
    named: int
    told: int
    """Labelled controls, those that may be left out included, that are listed as controls."""
    bogus: int
    missed: tuple[str, ...] = field(default=(), compare=False)
    misnamed: tuple[str, ...] = field(default=(), compare=False)
    wrong: tuple[str, ...] = field(default=(), compare=False)
    """The first words of each bogus control."""

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        listed = self.told + self.bogus
        return self.told / listed if listed else 1.0


def score(seen: Seen) -> Score:
    said: dict[str, list[str]] = {}
    for listed in seen.listed:
        said.setdefault(listed.label, []).append(listed.said)
    known = {wanted.id for wanted in seen.wanted}
    must = [wanted for wanted in seen.wanted if not wanted.may]
    found = [wanted for wanted in must if wanted.id in said]
    misnamed = [wanted for wanted in found if not _named(wanted, said[wanted.id])]
    wrong = tuple(each.said.strip()[:80] for each in seen.listed if _bogus(each))
    return Score(
        wanted=len(must),
        found=len(found),
        named=len(found) - len(misnamed),
        told=len({each.label for each in seen.listed if each.control} & known),
        bogus=len(wrong),
        missed=tuple(wanted.id for wanted in must if wanted.id not in said),
        misnamed=tuple(f"{wanted.id}: {said[wanted.id][0].strip()[:80]}" for wanted in misnamed),
        wrong=wrong,
    )


def total(scores: Iterable[Score]) -> Score:
    each = list(scores)
    return Score(
        wanted=sum(s.wanted for s in each),
        found=sum(s.found for s in each),
        named=sum(s.named for s in each),
        told=sum(s.told for s in each),
        bogus=sum(s.bogus for s in each),
    )


def _bogus(listed: Listed) -> bool:
    return listed.control and not listed.label


def _named(wanted: Wanted, said: Sequence[str]) -> bool:
    texts = [f" {' '.join(_words(text))} " for text in said]
    names = [" ".join(_words(name)) for name in wanted.names]
    return any(f" {name} " in text for name in names for text in texts)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
