"""Kinds of pages → pages as the reader would list them, with what people may want of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from errands.contracts.ids import ElementId
from errands.contracts.observation import (
    FILLABLE,
    Element,
    Observation,
    Role,
    Section,
    SectionKind,
)
from learning.focus.pages.binding import binding
from learning.focus.pages.block import Block, Kind, Spot, split

_FILLED = 0.15
"""Of a page's fields: so many hold a value when it is met."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A control of a page with what it was made of."""

    element: Element
    spot: Spot
    bound: Mapping[str, str]
    block: int

    @property
    def value(self) -> str:
        """What a person would have typed here, from the first ask that is but a value."""
        plain = (ask for ask in self.spot.asks if ask.startswith("{") and ask.endswith("}"))
        ask = next(plain, "")
        return ask.format_map(self.bound)


@dataclass(slots=True)
class Built:
    title: str
    sections: list[Section] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def seen(self, filled: Mapping[ElementId, str], wrong: ElementId = ElementId(0)) -> Observation:
        """The page once these fields hold these values; it complains about one of them."""
        sections = tuple(
            section.model_copy(update={"elements": tuple(_filled(section.elements, filled, wrong))})
            for section in self.sections
        )
        host = "pages.test"
        return Observation(
            revision=1, url=f"https://{host}/", host=host, title=self.title, sections=sections
        )

    @property
    def unique(self) -> set[str]:
        """Names that only one control has."""
        names = Counter(placed.element.name for placed in self.placed)
        return {name for name, count in names.items() if count == 1}


def _filled(
    elements: Sequence[Element], values: Mapping[ElementId, str], wrong: ElementId
) -> Iterator[Element]:
    for e in elements:
        value = values.get(e.id, e.value)
        bad = e.id > 0 and e.id == wrong
        yield e.model_copy(update={"value": value, "invalid": bad})
        if bad:
            yield Element(id=ElementId(0), role=Role.ALERT, name=f"Please check: {e.name}")


def build(kind: Kind, head: Sequence[Block], foot: Sequence[Block], rng: Random) -> Built:
    """One page of this kind, between these edges."""
    inner = [block for block in kind.blocks if rng.random() < block.often]
    if kind.mixed:
        rest = inner[1:]
        rng.shuffle(rest)
        inner = [*inner[:1], *rest]
    outer = [[block for block in side if rng.random() < block.often] for side in (head, foot)]
    page = Built(rng.choice(split(kind.titles)).format_map(binding(rng)))
    for block in (*outer[0], *inner, *outer[1]):
        _add(page, block, rng)
    return page


def _add(page: Built, block: Block, rng: Random) -> None:
    bound = binding(rng)
    elements: list[Element] = []
    spots = [spot for spot in block.spots if rng.random() < block.pick] or list(block.spots)
    count = rng.randint(*block.items)
    names = [rng.choice(spot.names) for spot in spots]
    for item in range(1, count + 1) if count else (0,):
        bound = binding(rng) if item else bound
        for spot, name in zip(spots, names, strict=True):
            # A row's own names differ, a button is called the same in each.
            called = name if "{" in name else rng.choice(spot.names) if not item else name
            element = _element(page, spot, called.format_map(bound), item, rng)
            elements.append(element)
            if element.id:
                page.placed.append(Placed(element, spot, bound, len(page.sections)))
    title = rng.choice(split(block.titles)).format_map(bound)
    page.sections.append(Section(kind=block.kind, name=title, elements=tuple(elements)))


def _element(page: Built, spot: Spot, name: str, item: int, rng: Random) -> Element:
    control = spot.role not in {Role.PARAGRAPH, Role.HEADING, Role.ALERT}
    boxed = spot.role in {Role.CHECKBOX, Role.RADIO}
    chosen = spot.options and rng.random() < 0.5
    taken = spot.role in FILLABLE and rng.random() < _FILLED and not spot.required
    return Element(
        id=ElementId(len(page.placed) + 1 if control else 0),
        role=spot.role,
        name=name,
        value=spot.options[0] if chosen else binding(rng)["theme"] if taken else "",
        options=spot.options,
        required=spot.required,
        checked=rng.random() < 0.3 if boxed else None,
        item=item,
    )


def is_form(section: Section) -> bool:
    return section.kind in {SectionKind.FORM, SectionKind.DIALOG}
