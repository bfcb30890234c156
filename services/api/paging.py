"""Long lists in pages: so many at most, from after a cursor on.

A cursor is the place of an item in its list, and a mark of the two: what was never given out, or
is another list's, is refused. It is no secret, and whoever makes one up is shown nothing more.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Generic, NamedTuple, TypeAlias, TypeVar

from fastapi import Depends, Query, Request

from services.api.auth import Holder
from services.api.faults import Fault
from services.api.ids import drawn_from
from services.api.problems import Code, ProblemError

ItemT = TypeVar("ItemT")

_Limit: TypeAlias = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
_After: TypeAlias = Annotated[
    str | None, Query(max_length=200, description="The `next_cursor` of the page before.")
]
_MARK_LETTERS: Final = 8


class Page(NamedTuple, Generic[ItemT]):
    """`next_cursor` is after what was shown, for what comes later too."""

    items: list[ItemT]
    has_more: bool
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of a list is asked for: `after` is a place in it, which may be empty by now."""

    of: tuple[str, ...]
    """Whose list it is, and which."""
    limit: int
    after: str | None = None

    def cursor(self, place: str | None) -> str | None:
        return place and f"{place}.{drawn_from(*self.of, place)[:_MARK_LETTERS]}"

    def page(self, items: Iterable[ItemT], key: Callable[[ItemT], str]) -> Page[ItemT]:
        """Items in the order of their keys, which are the places."""
        rest = (one for one in items if self.after is None or key(one) > self.after)
        return self.cut(sorted(rest, key=key), key)

    def cut(self, rest: Sequence[ItemT], key: Callable[[ItemT], str]) -> Page[ItemT]:
        """Of items that are all after the place and in order: one more than `limit` is enough."""
        shown = list(rest[: self.limit])
        last = key(shown[-1]) if shown else self.after
        return Page(shown, len(rest) > self.limit, self.cursor(last))


async def _asked(request: Request, key: Holder, limit: _Limit = 100, after: _After = None) -> Asked:
    of = (key.tenant, request.scope["path"])
    place, _, _ = (after or "").rpartition(".")
    asked = Asked(of, limit, place or None)
    if after and asked.cursor(asked.after) != after:
        fault = Fault(pointer="/query/after", detail="Input should be a `next_cursor` of this list")
        raise ProblemError(Code.INVALID_CURSOR, faults=[fault])
    return asked


Paged = Annotated[Asked, Depends(_asked)]
