"""Whether a newer JSON schema of an OpenAPI document keeps what an older one promised."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Final, TypeAlias, cast

Node: TypeAlias = Mapping[str, object]
Seen: TypeAlias = frozenset[tuple[str, str]]


class Side(Enum):
    """Who writes what the schema is of: a caller sends it, or reads it."""

    SENT = auto()
    READ = auto()


_LEAST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_MOST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


def schema_breaks(
    schemas: tuple[Node, Node],
    documents: tuple[Node, Node],
    side: Side,
    where: str,
    seen: Seen = frozenset(),
) -> Iterator[str]:
    """What the second of the schemas breaks of the first, each in its document."""
    names = str(schemas[0].get("$ref", "")), str(schemas[1].get("$ref", ""))
    if all(names):
        if names in seen:
            return
        seen |= {names}
    was, now = (_resolved(one, document) for one, document in zip(schemas, documents, strict=True))
    pair = _Pair(was, now, documents, side, where, seen)
    if "anyOf" in was or "oneOf" in was or "anyOf" in now or "oneOf" in now:
        yield from pair.choices()
        return
    yield from pair.types()
    yield from pair.words()
    yield from pair.fields()
    yield from pair.parts()
    if side is Side.SENT:
        yield from pair.bounds()


class _Pair:
    """Two schemas without references at their top."""

    def __init__(
        self,
        was: Node,
        now: Node,
        documents: tuple[Node, Node],
        side: Side,
        where: str,
        seen: Seen,
    ) -> None:
        self._was = was
        self._now = now
        self._documents = documents
        self._side = side
        self._where = where
        self._seen = seen

    def choices(self) -> Iterator[str]:
        """Each choice that has to be covered is, by one that breaks nothing of it.

        What is told apart by a word may come to have more of them.
        """
        was, now = _choices(self._was), _choices(self._now)
        is_open = "discriminator" in self._was or self._side is Side.SENT
        for one in was if is_open else now:
            others = now if is_open else was
            pairs = [(one, other) if is_open else (other, one) for other in others]
            if all(any(self._compared(pair, self._where)) for pair in pairs):
                yield f"{self._where}: {_told(one)} is {'gone' if is_open else 'new'}"

    def types(self) -> Iterator[str]:
        was, now = _types(self._was), _types(self._now)
        less, more = (was, now) if self._side is Side.SENT else (now, was)
        if more and not less <= more | ({"integer"} if "number" in more else set()):
            yield f"{self._where}: was {_all(was)}, is {_all(now) or 'anything'}"
        elif was and not now and self._side is Side.READ:
            yield f"{self._where}: was {_all(was)}, is anything"

    def words(self) -> Iterator[str]:
        was, now = _words(self._was), _words(self._now)
        if was is None and now is not None and self._side is Side.SENT:
            yield f"{self._where}: may only be {_all(now)} now"
        if was is not None and now is not None and was - now:
            yield f"{self._where}: {_all(was - now)} is gone"

    def fields(self) -> Iterator[str]:
        was, now = _part(self._was, "properties"), _part(self._now, "properties")
        needed_before, needed = _needed(self._was), _needed(self._now)
        if self._side is Side.SENT:
            for name in sorted(needed - needed_before):
                yield f"{self._where}.{name}: has to be given now"
        else:
            for name in sorted((needed_before - needed) & now.keys()):
                yield f"{self._where}.{name}: may be missing now"
        for name, schema in was.items():
            if name not in now:
                yield f"{self._where}.{name}: removed"
            else:
                pair = cast("Node", schema), cast("Node", now[name])
                yield from self._compared(pair, f"{self._where}.{name}")

    def parts(self) -> Iterator[str]:
        for name in ("items", "additionalProperties", "contentSchema"):
            was, now = self._was.get(name), self._now.get(name)
            if isinstance(was, Mapping) and isinstance(now, Mapping):
                yield from self._compared((was, now), f"{self._where}[]")

    def bounds(self) -> Iterator[str]:
        for name, sign in (*((one, 1) for one in _LEAST), *((one, -1) for one in _MOST)):
            was, now = self._was.get(name), self._now.get(name)
            if not isinstance(now, (int, float)):
                continue
            if not isinstance(was, (int, float)) or sign * now > sign * was:
                yield f"{self._where}: {name} is {now} now"
        if self._now.get("pattern") not in {None, self._was.get("pattern")}:
            yield f"{self._where}: has another pattern"

    def _compared(self, pair: tuple[Node, Node], where: str) -> Iterator[str]:
        return schema_breaks(pair, self._documents, self._side, where, self._seen)


def _resolved(schema: Node, document: Node) -> Node:
    reference = schema.get("$ref")
    if not isinstance(reference, str):
        return schema
    found: object = document
    for part in reference.removeprefix("#/").split("/"):
        found = cast("Node", found)[part]
    return _resolved(cast("Node", found), document)


def _choices(schema: Node) -> list[Node]:
    found = schema.get("anyOf") or schema.get("oneOf") or [schema]
    return cast("list[Node]", found)


def _types(schema: Node) -> set[str]:
    told = schema.get("type")
    return {told} if isinstance(told, str) else set(cast("list[str]", told or []))


def _words(schema: Node) -> set[str] | None:
    if "const" in schema:
        return {str(schema["const"])}
    listed = schema.get("enum")
    return None if listed is None else {str(word) for word in cast("list[object]", listed)}


def _needed(schema: Node) -> set[str]:
    return set(cast("list[str]", schema.get("required", [])))


def _part(schema: Node, name: str) -> Node:
    found = schema.get(name)
    return found if isinstance(found, Mapping) else {}


def _told(schema: Node) -> str:
    return str(schema.get("$ref") or schema.get("type") or "a choice").rpartition("/")[2]


def _all(words: set[str]) -> str:
    return ", ".join(sorted(words))
