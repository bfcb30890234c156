"""What a recorded prompt shows, read back from its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from errands.agent.view.page import END
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Role

_BLOCK: Final = r"<{0}>\n(.*?)</{0}>\n"
_PAGE: Final = re.compile(r"^<page [^\n]*>$", re.MULTILINE)
_ROLE: Final = re.compile(rf'({"|".join(Role)}) "')
_CONTROL: Final = re.compile(r'"([^"]*)" \[(\d+)\]')
_OPTIONS: Final = re.compile(r"\{([^}]*)\}")
_UNLISTED: Final = re.compile(r"\+(\d+)")
_QUOTED: Final = re.compile(r'"[^"]*"')
_SAID: Final = re.compile(rf"{_QUOTED.pattern}|{_OPTIONS.pattern}")
_FILES: Final = "files: "
_OPENS: Final = re.compile(r": open (\S+)")


@dataclass(frozen=True, slots=True)
class Control:
    """`element` has what the prompt tells of it; `unlisted` options are counted only."""

    element: Element
    line: int
    """Its place in the outline, from 0."""
    unlisted: int = 0


@dataclass(frozen=True)
class Shown:
    """A prompt's parts, as lines. `done` are the lines below the page, which came since."""

    profile: tuple[str, ...]
    chat: tuple[str, ...]
    history: tuple[str, ...]
    outline: tuple[str, ...]
    done: tuple[str, ...]

    @staticmethod
    def in_prompt(prompt: str) -> "Shown":
        begin = _PAGE.search(prompt)
        page, _, done = (prompt[begin.start() :] if begin else "").partition(f"{END}\n")
        before = prompt[: begin.start()] if begin else prompt
        blocks = {tag: _block(tag, before) for tag in ("profile", "chat", "history")}
        return Shown(**blocks, outline=_lines(page), done=_lines(done))

    @cached_property
    def controls(self) -> dict[ElementId, Control]:
        return {c.element.id: c for n, line in enumerate(self.outline) for c in _controls(n, line)}

    @property
    def openable(self) -> frozenset[str]:
        """What `open` may be followed by."""
        told = [_QUOTED.sub("", line[4:]) for line in self.outline if line.startswith("... ")]
        parts = [part for line in told for part in line.split(" | ")]
        named = ((_OPENS.search(part), part.split()) for part in parts)
        return frozenset(opens[1] if opens else words[0] for opens, words in named if words)

    @property
    def slots(self) -> frozenset[str]:
        """Names of the profile that have a value."""
        told = (line.partition(": ") for line in self.profile if line[:7] != _FILES)
        return frozenset(name for name, _, value in told if value != "undefined")

    @property
    def files(self) -> frozenset[str]:
        listed = (line.removeprefix(_FILES) for line in self.profile if line[:7] == _FILES)
        return frozenset(name for line in listed for name in line.split(", "))


def _block(tag: str, text: str) -> tuple[str, ...]:
    found = re.search(_BLOCK.format(tag), text, re.DOTALL)
    return _lines(found[1]) if found else ()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")[:-1])


def _controls(number: int, line: str) -> Iterator[Control]:
    role = _ROLE.match(line)
    if role is None:
        return
    found = list(_CONTROL.finditer(line))
    ends = [*(match.start() for match in found), len(line)]
    for match, end in zip(found, ends[1:], strict=True):
        rest = line[match.end() : end]
        listed = _OPTIONS.search(rest)
        options = listed[1].split("|") if listed else []
        more = _UNLISTED.fullmatch(options[-1]) if options else None
        element = Element(
            id=ElementId(int(match[2])),
            role=Role(role[1]),
            name=match[1],
            options=tuple(options[:-1] if more else options),
            disabled="disabled" in _SAID.sub("", rest).split(),
        )
        yield Control(element, number, int(more[1]) if more else 0)
