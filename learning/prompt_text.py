"""A prompt read back: what a scripted solution may know, which is what a model may know."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from learning.seen_prompt import SeenPrompt

_LINE: Final = re.compile(r'^(?P<role>\w+)(?P<rest>(?: "[^"]*" \[\d+\].*)$)')
_CONTROL: Final = re.compile(
    r' "(?P<name>[^"]*)" \[(?P<id>\d+)\]'
    r'(?: (?P<state>on|off)\b)?(?: ="(?P<value>[^"]*)")?(?: \{(?P<options>.*?)\}(?= |$))?'
)


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the page, as it was met. `on` is `None` where it can't be on or off."""

    role: str
    name: str
    id: int
    value: str
    on: bool | None
    options: tuple[str, ...]
    """Those that the line tells; a long list is cut short."""


class PromptText:
    """What stands in a rendered prompt."""

    def __init__(self, text: str) -> None:
        """Read it.

        Raises:
            UnreadablePromptError: it is none.
        """
        self._seen = SeenPrompt.of(text)
        self.controls = tuple(_controls(self._seen.page))

    @property
    def page(self) -> str:
        return self._seen.page

    @property
    def user_lines(self) -> tuple[str, ...]:
        return self._seen.user_lines

    def has(self, *names: str) -> bool:
        return self.find(names) is not None

    def control(self, name: str) -> Control:
        """The first control of that name.

        Raises:
            LookupError: there is none.
        """
        found = self.find((name,))
        if found is None:
            raise LookupError(name)
        return found

    def find(self, names: Collection[str], roles: Collection[str] = ()) -> Control | None:
        """The first control that has one of the names, and one of the roles where any are told."""
        fitting = (c for c in self.controls if c.name in names and (not roles or c.role in roles))
        return next(fitting, None)

    def done_on(self, element: int) -> bool:
        """Whether a value was put into a control since the page was met."""
        put = rf"^(?:fill|select|check|click) {element}\b.* -> ok"
        return bool(re.search(put, self._seen.done, re.MULTILINE))

    def is_chosen(self, one: Control, other: Control) -> bool:
        """Whether of two radio buttons of a group the first is on by now."""
        put = map(int, re.findall(r"^check (\d+) on -> ok", self._seen.done, re.MULTILINE))
        met = [number for number in put if number in {one.id, other.id}]
        return met[-1] == one.id if met else bool(one.on)

    @property
    def untouched(self) -> bool:
        """Whether nothing was done on the page yet."""
        return not self._seen.done

    def defined(self, slot: str) -> bool:
        found = re.search(rf"^{slot}: (.*)$", self._seen.profile, re.MULTILINE)
        return found is not None and found[1] != "undefined"

    @property
    def was_asked_for_yes(self) -> bool:
        """Whether a yes is still open: to look at more of the page takes nothing back."""
        lines = self._seen.history.splitlines()
        acted = [line for line in lines if not line.startswith("open ")]
        return bool(acted) and acted[-1].endswith("needs yes")

    @property
    def last_line(self) -> str:
        """The last line of the history."""
        return (self._seen.history.splitlines() or [""])[-1]


def _controls(page: str) -> Iterator[Control]:
    for line in page.splitlines():
        if (found := _LINE.match(line)) is None:
            continue
        for each in _CONTROL.finditer(found["rest"]):
            yield Control(
                role=found["role"],
                name=each["name"],
                id=int(each["id"]),
                value=each["value"] or "",
                on=None if each["state"] is None else each["state"] == "on",
                options=tuple((each["options"] or "").split("|")) if each["options"] else (),
            )
