"""Text that is indented: what stands below a line."""

from collections.abc import Sequence
from typing import Final

from bench.observe.wire import SAID

CONTROLS: Final = frozenset(
    {
        *("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch"),
        *("slider", "spinbutton", "tab", "menuitem", "menuitemcheckbox", "menuitemradio"),
        *("option", "treeitem"),
    }
)
"""Roles of the accessibility tree that are acted on."""


def depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def below(lines: Sequence[str], at: int) -> str:
    """The line and all that is indented deeper below it."""
    said = lines[at]
    for line in lines[at + 1 :]:
        if depth(line) <= depth(lines[at]) or len(said) > SAID:
            break
        said += " " + line.strip()
    return said[:SAID]


def around(lines: Sequence[str], at: int, own: str) -> str:
    """The same, with the lines before and after it that hold no control (`own` in them)."""
    end = at + 1
    while end < len(lines) and depth(lines[end]) > depth(lines[at]):
        end += 1
    beside = [lines[n] for n in (at - 1, end) if 0 <= n < len(lines) and own not in lines[n]]
    return " ".join([below(lines, at), *(line.strip() for line in beside)])
