"""Long lists in pages: so many at most, from after a cursor on."""

from collections.abc import Callable, Iterable
from typing import Annotated, Generic, NamedTuple, TypeAlias, TypeVar

from fastapi import Query

ItemT = TypeVar("ItemT")

Limit: TypeAlias = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
After: TypeAlias = Annotated[
    str | None, Query(max_length=200, description="The `next_cursor` of the page before.")
]


class Page(NamedTuple, Generic[ItemT]):
    """`next_cursor` is after what was shown, for what comes later too."""

    items: list[ItemT]
    has_more: bool
    next_cursor: str | None


def page_of(
    items: Iterable[ItemT], key: Callable[[ItemT], str], after: str | None, limit: int
) -> Page[ItemT]:
    """Items in the order of their keys, which are the cursors: one that is gone does no harm."""
    rest = sorted((one for one in items if after is None or key(one) > after), key=key)
    shown = rest[:limit]
    return Page(shown, len(rest) > limit, key(shown[-1]) if shown else after)
