"""Whether a newer OpenAPI document keeps what an older one promised.

Callers read answers that may hold more than they know: new fields and new words are no break, as
docs/wire.md says. What they read has to stay, and what they send has to be taken.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast

from services.api.schema_breaks import Side, schema_breaks

Node: TypeAlias = Mapping[str, object]

_METHODS: Final = ("get", "put", "post", "delete", "patch", "head", "options")


def breaks(old: Node, new: Node) -> list[str]:
    """Every promise that is broken, in words; none where the newer document keeps all."""
    return [*_paths(old, new), *_webhooks(old, new)]


def _paths(old: Node, new: Node) -> Iterator[str]:
    now = _part(new, "paths")
    for path, methods in _part(old, "paths").items():
        if path not in now:
            yield f"{path}: removed"
            continue
        for method in _METHODS:
            was, operation = _part(methods, method), _part(now[path], method)
            where = f"{method.upper()} {path}"
            if was and not operation:
                yield f"{where}: removed"
            elif was:
                yield from _operation(was, operation, (old, new), where)


def _operation(was: Node, now: Node, documents: tuple[Node, Node], where: str) -> Iterator[str]:
    if was.get("operationId") != now.get("operationId"):
        yield f"{where}: has another operationId"
    if now.get("security") and not was.get("security"):
        yield f"{where}: needs a key now"
    yield from _parameters(was, now, documents, where)
    yield from _body(was, now, documents, where)
    yield from _answers(was, now, documents, where)


def _parameters(was: Node, now: Node, documents: tuple[Node, Node], where: str) -> Iterator[str]:
    before, after = _named(was), _named(now)
    for key, parameter in after.items():
        place = f"{where} {' '.join(key)}"
        earlier = before.get(key)
        if parameter.get("required") and not (earlier and earlier.get("required")):
            yield f"{place}: has to be given now"
        if earlier:
            schemas = _part(earlier, "schema"), _part(parameter, "schema")
            yield from schema_breaks(schemas, documents, Side.SENT, place)
    for key in before.keys() - after.keys():
        yield f"{where} {' '.join(key)}: removed"


def _named(operation: Node) -> dict[tuple[str, str], Node]:
    found = cast("list[Node]", operation.get("parameters", []))
    return {(str(one["in"]), str(one["name"]).lower()): one for one in found}


def _body(was: Node, now: Node, documents: tuple[Node, Node], where: str) -> Iterator[str]:
    before, after = _part(was, "requestBody"), _part(now, "requestBody")
    if after.get("required") and not before.get("required"):
        yield f"{where}: has to have a body now"
    yield from _contents(before, after, documents, Side.SENT, f"{where} body")


def _answers(was: Node, now: Node, documents: tuple[Node, Node], where: str) -> Iterator[str]:
    after = _part(now, "responses")
    for status, answer in _part(was, "responses").items():
        place = f"{where} {status}"
        if not status.startswith("2"):
            continue
        if status not in after:
            yield f"{place}: removed"
            continue
        for header in _part(answer, "headers").keys() - _part(after[status], "headers").keys():
            yield f"{place} {header}: removed"
        yield from _contents(answer, after[status], documents, Side.READ, place)


def _contents(
    was: object, now: object, documents: tuple[Node, Node], side: Side, where: str
) -> Iterator[str]:
    after = _part(now, "content")
    for media, content in _part(was, "content").items():
        if media not in after:
            yield f"{where} {media}: removed"
        else:
            schemas = _part(content, "schema"), _part(after[media], "schema")
            yield from schema_breaks(schemas, documents, side, where)


def _webhooks(old: Node, new: Node) -> Iterator[str]:
    now = _part(new, "webhooks")
    for name, methods in _part(old, "webhooks").items():
        if name not in now:
            yield f"webhook {name}: removed"
            continue
        was, after = (_part(_part(one, "post"), "requestBody") for one in (methods, now[name]))
        yield from _contents(was, after, (old, new), Side.READ, f"webhook {name}")


def _part(node: object, name: str) -> Node:
    """A mapping within a mapping; an empty one where there is none."""
    found = node.get(name) if isinstance(node, Mapping) else None
    return found if isinstance(found, Mapping) else {}
