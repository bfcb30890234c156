"""The built site as files: what its pages ask for, lead to, and are called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//")
_ASKED_FOR: Final = ("src", "srcset", "href", "data", "action", "poster")


@dataclass
class BuiltPage(HTMLParser):
    """`asked` are addresses that a browser asks by itself, `links` those a reader may follow."""

    path: str
    asked: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.anchors |= {named[name] for name in ("id", "name") if named.get(name)}
        found = [named[name] for name in _ASKED_FOR if name in named]
        if tag == "a":
            self.links += found
        elif named.get("rel") != "canonical":
            self.asked += found

    def asked_elsewhere(self) -> list[str]:
        return [address for address in self.asked if _ELSEWHERE.match(address)]


def pages_of(site: Path) -> dict[str, BuiltPage]:
    """Every page by its path below the site."""
    pages: dict[str, BuiltPage] = {}
    for file in sorted(site.rglob("*.html")):
        page = BuiltPage(str(file.relative_to(site)))
        page.feed(file.read_text())
        pages[page.path] = page
    return pages


def dead_ends(site: Path, pages: dict[str, BuiltPage]) -> Iterator[str]:
    """What pages lead to or ask for and isn't there; the page of errors stands anywhere."""
    for page in pages.values():
        if page.path == "404.html":
            continue
        for address in (*page.links, *page.asked):
            if not _ELSEWHERE.match(address) and not _is_there(site, pages, page, address):
                yield f"{page.path}: {address}"


def _is_there(site: Path, pages: dict[str, BuiltPage], page: BuiltPage, address: str) -> bool:
    path, _, anchor = unquote(address).partition("#")
    place = normpath(join(dirname(page.path), path)) if path else page.path
    if (site / place).is_dir():
        place = normpath(join(place, "index.html"))
    if place not in pages:
        return (site / place).is_file()
    return not anchor or anchor in pages[place].anchors
