"""Marks the labelled nodes of a loaded page, so that each column can say what it has listed.

Written without I/O: a generator yields calls of the DevTools protocol and is sent their results,
for the libraries that are compared speak it by different clients, some of them synchronous.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bench.observe.labels import Label

MARK = "data-bench"
HOLDS = "data-bench-holds"
"""On a shadow root's host: what is marked inside."""

Node: TypeAlias = Mapping[str, Any]
Call: TypeAlias = tuple[str, str, dict[str, Any]]
"""The address of the frame to ask (nothing: the page itself), method, parameters."""
Talk: TypeAlias = Generator[Call, Any, list["Marked"]]


@dataclass(frozen=True, slots=True)
class Marked:
    """A labelled control as found in the page. `node` is a node id of `frame`'s session."""

    id: str
    name: str
    label: Label
    frame: str
    node: int


@dataclass(frozen=True, slots=True)
class _Place:
    frame: str
    node: Node
    hosts: tuple[tuple[str, int], ...] = ()


class _Trees:
    """The nodes of each session by their ids."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[str, int], Node] = {}
        self._roots: dict[str, Node] = {}

    def open(self, frame: str) -> Generator[Call, Any, Node]:
        if frame not in self._roots:
            found = yield (frame, "DOM.getDocument", {"depth": -1, "pierce": True})
            self._roots[frame] = found["root"]
            for node in within(found["root"]):
                self._nodes[frame, node["nodeId"]] = node
        return self._roots[frame]

    def find(self, place: _Place, path: str) -> Generator[Call, Any, list[Node]]:
        asked = {"nodeId": place.node["nodeId"], "selector": path}
        found = yield (place.frame, "DOM.querySelectorAll", asked)
        return [self._nodes[place.frame, number] for number in found["nodeIds"]]


def marking(labels: Sequence[Label]) -> Talk:
    """Marks every label's nodes, and returns them in the labels' order."""
    trees = _Trees()
    marked: list[Marked] = []
    held: dict[tuple[str, int], list[str]] = {}
    for label in labels:
        places = yield from _places(trees, label.at)
        numbers = label.names() if len(places) == label.count else _numbered(label, len(places))
        for place, number in zip(places, numbers, strict=True):
            name = _name(label.name, place.node)
            marked.append(Marked(number, name, label, place.frame, place.node["nodeId"]))
            for host in place.hosts:
                held.setdefault(host, []).append(number)
    for each in marked:
        yield _attribute(each.frame, each.node, MARK, each.id)
    for (frame, node), inside in held.items():
        yield _attribute(frame, node, HOLDS, "|".join(inside))
    return marked


def _numbered(label: Label, count: int) -> list[str]:
    return [f"{label.id}#{n + 1}" for n in range(count)]


def _attribute(frame: str, node: int, name: str, value: str) -> Call:
    return frame, "DOM.setAttributeValue", {"nodeId": node, "name": name, "value": value}


def _places(trees: _Trees, at: Sequence[str]) -> Generator[Call, Any, list[_Place]]:
    root = yield from trees.open("")
    places = [_Place("", root)]
    for path in at[:-1]:
        inside: list[_Place] = []
        for place in places:
            for host in (yield from trees.find(place, path)):
                entered = yield from _enter(trees, place, host)
                inside += [entered]
        places = inside
    found: list[_Place] = []
    for place in places:
        nodes = yield from trees.find(place, at[-1])
        found += [_Place(place.frame, node, place.hosts) for node in nodes]
    return found


def _enter(trees: _Trees, place: _Place, host: Node) -> Generator[Call, Any, _Place]:
    roots = [root for root in host.get("shadowRoots", ()) if root["shadowRootType"] != "user-agent"]
    if roots:
        return _Place(place.frame, roots[0], (*place.hosts, (place.frame, host["nodeId"])))
    if "contentDocument" in host:
        return _Place(place.frame, host["contentDocument"])
    address = attributes(host)["src"]
    root = yield from trees.open(address)
    return _Place(address, root)


def within(node: Node) -> Iterator[Node]:
    """The node and all below it, shadow roots and frames of the same process included."""
    yield node
    for part in (*node.get("shadowRoots", ()), *node.get("children", ())):
        yield from within(part)
    if "contentDocument" in node:
        yield from within(node["contentDocument"])


def attributes(node: Node) -> dict[str, str]:
    flat = node.get("attributes", [])
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _name(name: str, node: Node) -> str:
    if not name.startswith("@"):
        return name
    what, _, path = name[1:].partition(" ")
    if what != "text":
        return attributes(node)[what]
    if path:
        wanted = path.removeprefix(".")
        node = next(n for n in within(node) if wanted in attributes(n).get("class", "").split())
    return text_of(node)


def text_of(node: Node) -> str:
    silent = node["nodeName"] in {"SCRIPT", "STYLE"}
    own = (part["nodeValue"] for part in within(node) if part["nodeName"] == "#text")
    return "" if silent else " ".join(" ".join(own).split())
