"""Examples on pages that are written here: seeds in, examples out, no browser."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from errands.agent.view.chunks import EDGES
from errands.agent.view.wish import Wish
from errands.contracts.ids import ElementId
from errands.contracts.observation import Role
from learning.focus.example import Example
from learning.focus.pages.binding import binding
from learning.focus.pages.block import NEXT, Kind, split
from learning.focus.pages.build import Built, Placed, build, is_form
from learning.focus.pages.families import FAMILIES
from learning.focus.pages.wording import answer, by_name, by_need, chat, go_on

_ON_A_PAGE = 6
_FORM = 0.3
_NAMED = 0.2
_EDGE = 0.2
_ON_AN_ERRAND = 2
_ERRAND_EDGE = 0.03
"""Who is on an errand rarely leaves it by the header."""
_WRONG = 0.4
"""Of the forms that are filled: so many complain about a field."""
NOTHING = ElementId(0)
_REDRAWS = 20
"""Tries for a form or a need where a page has few."""


@dataclass(frozen=True, slots=True)
class Where:
    """The page that examples are made on."""

    family: str
    kind: Kind
    name: str
    page: Built

    def example(
        self, wish: Wish, needed: ElementId, filled: Mapping[ElementId, str], wrong: ElementId
    ) -> Example:
        seen = self.page.seen(filled, wrong)
        return Example(self.family, self.kind.name, self.name, seen, wish, needed)


def written(pages: int, seed: int) -> Iterator[Example]:
    """So many pages of every kind, a few examples on each."""
    for family in FAMILIES:
        for kind in family.kinds:
            for number in range(pages):
                rng = Random(f"{seed}/{family.name}/{kind.name}/{number}")  # noqa: S311 data
                page = build(kind, family.head, family.foot, rng)
                where = Where(family.name, kind, f"{kind.name}/{number}", page)
                yield from _of_page(where, rng)


def _of_page(where: Where, rng: Random) -> Iterator[Example]:
    page = where.page
    edges = {n for n, s in enumerate(page.sections) if s.name in EDGES}
    errand = bool(where.kind.errand)
    for _ in range(_ON_AN_ERRAND if errand else _ON_A_PAGE):
        outer = rng.random() < (_ERRAND_EDGE if errand else _EDGE)
        if errand and not outer:
            yield _errand(where, rng)
            continue
        fields = [p for p in page.placed if is_form(page.sections[p.block]) and p.value]
        if len(fields) > 1 and rng.random() < _FORM:
            yield _course(where, fields, rng)
            continue
        pool = [p for p in page.placed if (p.block in edges) == outer] or page.placed
        chosen = _asked(pool, page, rng)
        if chosen is None:
            continue
        placed, said = chosen
        other = [a for p in rng.sample(pool, min(3, len(pool))) for a in p.spot.asks if a != NEXT]
        wish = chat(said, other, {**binding(rng), **placed.bound}, rng)
        yield where.example(wish, placed.element.id, {}, NOTHING)


def _asked(pool: Sequence[Placed], page: Built, rng: Random) -> tuple[Placed, str] | None:
    unique = page.unique
    for _ in range(_REDRAWS):
        placed = rng.choice(pool)
        if placed.element.name in unique and rng.random() < _NAMED:
            return placed, by_name(placed.element.name, rng)
        asks = [a for a in placed.spot.asks if "{" in a or not placed.element.item]
        asks = [a for a in asks if a != NEXT]
        if asks:
            return placed, by_need(asks, dict(placed.bound), rng)
    return None


def _course(where: Where, fields: Sequence[Placed], rng: Random) -> Example:
    """A form that is being filled: what comes next is an empty field, or the button below."""
    told = [p for p in fields if p.spot.required or rng.random() < 0.5] or list(fields)  # noqa: PLR2004
    done = rng.randint(0, len(told))
    filled = {p.element.id: p.value for p in told[:done]}
    needed, wrong = _next(where.page, told, done, rng)
    data = _data(told, rng)
    last = data if done == 0 or rng.random() < 0.5 else go_on(rng)  # noqa: PLR2004
    if 0 < done < len(told) and rng.random() < 0.5:  # noqa: PLR2004 an answer to a question
        last = told[done].value
        data = _data(told[:done], rng)
    wish = chat(last, [data], dict(told[0].bound), rng)
    words = wish.words if data in wish.words else f"{data} {wish.words}"
    return where.example(Wish(words=words, last=last), needed, filled, wrong)


def _next(
    page: Built, told: Sequence[Placed], done: int, rng: Random
) -> tuple[ElementId, ElementId]:
    """What is needed once so many fields are filled, and which of them is complained about."""
    if done < len(told):
        return told[done].element.id, NOTHING
    if rng.random() < _WRONG:
        bad = rng.choice(told).element.id
        return bad, bad
    return _button_after(page, told[-1]) or told[-1].element.id, NOTHING


def _errand(where: Where, rng: Random) -> Example:
    """The next step of an errand that was told at the start; the last words may be about others."""
    page = where.page
    fields = [p for p in page.placed if is_form(page.sections[p.block]) and p.value]
    items = [p for p in page.placed if p.element.item]
    steps = [p for p in page.placed if NEXT in p.spot.asks]
    bound = {**binding(rng), **(rng.choice(page.placed).bound if not items else {})}
    filled: dict[ElementId, str] = {}
    wrong = NOTHING
    if items:
        chosen = rng.choice(items[: rng.choice((1, len(items)))])
        bound, needed = {**bound, **chosen.bound}, chosen.element.id
    elif fields:
        bound |= fields[0].bound
        done = rng.randint(0, len(fields))
        filled = {p.element.id: p.value for p in fields[:done]}
        needed, wrong = _next(page, fields, done, rng)
    else:
        needed = steps[0].element.id
    opening = rng.choice(split(where.kind.errand)).format_map(bound)
    last = opening if rng.random() < 0.5 else answer(bound, rng)  # noqa: PLR2004
    wish = chat(last, [opening], bound, rng)
    words = wish.words if opening in wish.words else f"{opening} {wish.words}"
    return where.example(Wish(words=words, last=last), needed, filled, wrong)


def _data(told: Sequence[Placed], rng: Random) -> str:
    """Values as people list them: some with what they are, some bare."""
    parts = []
    for placed in told:
        label = placed.element.name.lower()
        parts.append(
            rng.choice((placed.value, f"{label} {placed.value}", f"{label}: {placed.value}"))
        )
    return rng.choice((", ", "; ", " and ", "\n")).join(parts)


def _button_after(page: Built, last: Placed) -> ElementId | None:
    later = (
        p.element.id
        for p in page.placed
        if p.element.role is Role.BUTTON
        and p.element.id > last.element.id
        and is_form(page.sections[p.block])
    )
    return next(later, None)
