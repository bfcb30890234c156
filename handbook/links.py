"""Links as GitHub follows them, turned into links of the site."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from handbook.pages import ROOT, repository_path, site_path

LINK: Final = re.compile(r"(?<!!)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])+)\]\((?P<target>[^()\s]+)\)")
"""An inline link of Markdown; pictures are none."""
_PICTURE: Final = re.compile(r"!\[(?P<words>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_FENCE: Final = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
_INLINE: Final = re.compile(r"`[^`\n]+`")


class DeadLinkError(Exception):
    """A page leads to a file that isn't in the repository."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a file or folder of the repository, and a heading of it."""

    path: str
    anchor: str


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """The text with all changed but blocks of code."""
    parts: list[str] = []
    end = 0
    for block in _FENCE.finditer(markdown):
        parts += [change(markdown[end : block.start()]), block[0]]
        end = block.end()
    return "".join([*parts, change(markdown[end:])])


def is_local(target: str) -> bool:
    """Whether it leads to a file, and not to another host or a heading of the same page."""
    return not re.match(r"[a-z][a-z0-9+.-]*:|#|/", target)


def target_of(source: str, target: str) -> Target:
    """What a link in a file of the repository leads to."""
    path, _, anchor = target.partition("#")
    return Target(posixpath.normpath(posixpath.join(posixpath.dirname(source), path)), anchor)


def for_the_site(markdown: str, page: str, repository: str | None) -> str:
    """A page's text with its links as the site has them.

    What the site has no page of is linked to where the repository is looked at, if that is
    known (`repository`, up to the file's path), and named otherwise.

    Raises:
        DeadLinkError: There is no such file.
    """
    source = repository_path(page)

    def moved(link: re.Match[str]) -> str:
        words, target = link["words"], link["target"]
        if not is_local(target):
            return link[0]
        led = target_of(source, target)
        place = site_path(led.path)
        if place is not None:
            return f"[{words}]({_relative(place, page)}{'#' * bool(led.anchor)}{led.anchor})"
        if not (ROOT / led.path).exists():
            raise DeadLinkError(f"{source}: {target}")
        return f"[{words}]({repository}{led.path})" if repository else _named(words, led.path)

    def drawn(picture: re.Match[str]) -> str:
        if not is_local(picture["target"]):
            return picture[0]
        led = target_of(source, picture["target"])
        place = site_path(led.path)
        if place is None or not (ROOT / led.path).exists():
            raise DeadLinkError(f"{source}: {picture['target']}")
        anchor = f"{'#' * bool(led.anchor)}{led.anchor}"
        return f"![{picture['words']}]({_relative(place, page)}{anchor})"

    return outside_code(markdown, lambda text: _PICTURE.sub(drawn, LINK.sub(moved, text)))


def _relative(place: str, page: str) -> str:
    return posixpath.relpath(place, posixpath.dirname(page) or ".")


def _named(words: str, path: str) -> str:
    return f"`{path}`" if words.strip("`").rstrip("/") in path else f"{words} (`{path}`)"


def heading_anchors(markdown: str) -> set[str]:
    """The names that GitHub gives to the headings of a text."""
    prose = _FENCE.sub("", markdown)
    seen: dict[str, int] = {}
    anchors: set[str] = set()
    for heading in re.findall(r"^#{1,6}\s+(.*?)\s*#*$", prose, re.MULTILINE):
        words = re.sub(LINK, lambda link: link["words"], heading).lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        count = seen.get(name, 0)
        seen[name] = count + 1
        anchors.add(f"{name}-{count}" if count else name)
    return anchors
