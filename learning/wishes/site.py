"""The sites that can be practised on, and what every wish is."""

from enum import StrEnum
from typing import Final, Self

from pydantic import BaseModel, ConfigDict


class SiteName(StrEnum):
    """As the command of `sites.server` is called."""

    HOTELS = "hotels"
    RESTAURANTS = "restaurants"
    MAIL = "mail"
    BILLS = "bills"
    ACCOUNT = "account"
    SHOP = "shop"


KEPT_OUT: Final = frozenset({SiteName.SHOP})
"""Sites to be judged by alone: nothing is learned of what happened there."""


class SiteWish(BaseModel):
    """All that a person knows of one errand on one site, as it stands in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    site: SiteName

    @classmethod
    def of(cls, wish: "SiteWish") -> Self:
        """The wish, known to be of this site.

        Raises:
            TypeError: it is of another one.
        """
        if not isinstance(wish, cls):
            raise TypeError(f"a wish of {wish.site}, where one of {cls.__name__} is needed")
        return wish

    @property
    def yeses(self) -> int:
        """How many things that need a yes it may take."""
        return 1

    @property
    def pieces(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(name for name in type(self).model_fields if name != "site")

    def value(self, piece: str) -> str:
        """A field in plain words.

        Raises:
            AttributeError: this site's wishes have no such field.
        """
        return str(getattr(self, piece))
