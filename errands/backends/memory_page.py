"""A page of data as it stands in a tab: what was filled in, said, opened and taken away."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urljoin, urlsplit

from errands.backends.memory_site import Group, Page, Part
from errands.backends.newcomers import newcomers
from errands.contracts.ids import ElementId
from errands.contracts.observation import WORDS, Element, Role, Section
from errands.contracts.step import NOTHING_MORE, Effect, EffectKind


@dataclass(slots=True)
class Shown:
    """`answers` are what was said on the pages before; names may hold them."""

    url: str
    page: Page
    answers: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    checks: dict[str, bool] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    removed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    suggesting: str = ""
    """The field whose suggestions are open."""
    scrolled: Counter[str] = field(default_factory=Counter)
    """How far each group is, by its name."""
    spent: frozenset[str] = frozenset()
    """Groups that were scrolled in vain."""

    def sections(self) -> tuple[Section, ...]:
        found = []
        count = 0
        for group in self.page.groups:
            elements = []
            for part in self._parts(group):
                number = 0 if part.role in WORDS else (count := count + 1)
                elements.append(self._element(part, number))
            if elements:
                section = Section(
                    kind=group.kind,
                    name=group.name,
                    elements=tuple(elements),
                    above=self._above(group),
                    below=self._below(group),
                )
                found.append(section)
        return tuple(found)

    def behind(self, element: Element) -> Part | None:
        """The part that an element shows, if it still stands."""
        wanted = (element.role, element.name, element.item)
        parts = chain.from_iterable(map(self._parts, self.page.groups))
        return next((p for p in parts if (p.role, self._name(p), p.item) == wanted), None)

    def value(self, part: Part) -> str:
        return self.values.get(part.name, part.value)

    def checked(self, part: Part) -> bool | None:
        return self.checks.get(part.name, part.checked)

    def put(self, part: Part, value: str) -> None:
        self.values[part.name] = value

    def switch(self, part: Part, *, on: bool) -> None:
        """Of several of which one is on, the others go off."""
        if part.one_of:
            self.checks |= {p.name: False for p in self.parts() if p.one_of == part.one_of}
        self.checks[part.name] = on

    def button_beside(self, part: Part) -> Part | None:
        """What Enter presses in a form."""
        beside = (group.parts for group in self.page.groups if part in group.parts)
        return next((p for p in chain.from_iterable(beside) if p.submits), None)

    def complete(self) -> bool:
        """Whether all that is required is filled in; what isn't complains from then on."""
        self.missing = tuple(p.name for p in self.parts() if p.required and not self.value(p))
        return not self.missing

    def said(self) -> dict[str, str]:
        return {part.name: self.value(part) for part in self.parts()}

    def scroll(self, section: int, *, back: bool) -> Effect:
        before = self.sections()
        known = {group.name: group for group in self.page.groups}
        group = known.get(before[section].name) if section < len(before) else None
        if group is None or not (self._above(group) if back else self._below(group)):
            return Effect(kind=EffectKind.STALE)
        if not back and self.scrolled[group.name] == len(group.later):
            self.spent |= {group.name}
            return NOTHING_MORE
        self.scrolled[group.name] += -1 if back else 1
        return Effect(kind=EffectKind.OK, detail=f"{newcomers(before, self.sections())} more")

    def parts(self) -> Iterator[Part]:
        return chain.from_iterable(group.parts for group in self.page.groups)

    def _above(self, group: Group) -> bool:
        return not group.keeps and self.scrolled[group.name] > 0

    def _below(self, group: Group) -> bool:
        more = self.scrolled[group.name] < len(group.later)
        return more or (group.keeps and bool(group.later) and group.name not in self.spent)

    def _parts(self, group: Group) -> Iterator[Part]:
        screens = (group.parts, *group.later)
        at = self.scrolled[group.name]
        for part in chain(*screens[: at + 1]) if group.keeps else screens[at]:
            if part.name in self.removed or not self._is_open(part.under):
                continue
            yield part
            if part.name in self.missing:
                yield Part(role=Role.ALERT, name=f"Enter {part.name}")
            if part.name == self.suggesting:
                typed = self.value(part).casefold()
                fitting = [text for text in part.options if text.casefold().startswith(typed)]
                yield from (Part(role=Role.OPTION, name=text, under=part.name) for text in fitting)

    def _is_open(self, under: str) -> bool:
        tabs = (part for part in self.parts() if part.name == under and part.one_of)
        return not under or under in self.opened or any(self.checked(tab) for tab in tabs)

    def _name(self, part: Part) -> str:
        return part.name.format_map(dict(self.answers))

    def _element(self, part: Part, number: int) -> Element:
        value = self.value(part)
        if part.role is Role.PASSWORD_FIELD and value:
            value = "set"
        target = urlsplit(urljoin(self.url, part.to)).netloc
        unseen = part.drawn or part.role is Role.COMBOBOX
        return Element(
            id=ElementId(number),
            role=part.role,
            name=self._name(part),
            value=value,
            options=() if unseen else part.options,
            required=part.required,
            disabled=part.disabled,
            invalid=part.name in self.missing,
            checked=self.checked(part),
            submits=part.submits,
            host="" if target == urlsplit(self.url).netloc else target,
            item=part.item,
            minimum=part.minimum,
            maximum=part.maximum,
            multiline=part.multiline,
        )
