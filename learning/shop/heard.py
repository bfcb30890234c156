"""What of an errand at the shop somebody has said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from errands.agent.values.said import Said
from errands.agent.values.told_apart import is_told_apart
from learning.wishes.shop import BuyProduct, PickProduct, ShopWish
from sites.shop.details import Delivery, Payment
from sites.shop.product import Category
from sites.shop.wish import Preference
from sites.shop.wording import Wording

ADDRESS: Final = ("street", "postal_code", "city", "country")
_CATEGORIES: Final[Mapping[Category, str]] = {
    Category.LAMPS: r"\blamps\b",
    Category.CLOTHES: r"\bcloth(?:es|ing)\b",
    Category.KITCHEN: r"\bkitchen\b",
    Category.BAGS: r"\bbags\b",
    Category.GARDEN: r"\bgarden\b",
    Category.BEDROOM: r"\bbedroom\b",
}
_PREFERENCES: Final[Mapping[Preference, str]] = {
    Preference.CHEAPEST: r"\b(?:cheapest|lowest)\b",
    Preference.BEST_RATED: r"\b(?:best|highest|top)\b",
}


def spelled(text: str, words: str) -> str | None:
    """The text as it stands in the words."""
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", words, re.IGNORECASE)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, to a shop that calls its deliveries and payments so."""

    said: Said
    wording: Wording

    def tells(self, topic: str, wish: ShopWish) -> bool:  # noqa: PLR0911 one line a topic
        """Whether the words answer this question."""
        match topic, wish:
            case "category", PickProduct():
                return self._holds(_CATEGORIES[wish.category])
            case "preference", PickProduct():
                return self._holds(_PREFERENCES[wish.preference])
            case "quantity", BuyProduct() | PickProduct():
                return wish.quantity in (1, *self.said.numbers)
            case "delivery", _:
                return self._takes(wish.delivery, tuple(Delivery))
            case "payment", _:
                return self._takes(wish.payment, tuple(Payment))
            case "address", _:
                return all(self.spells(wish.value(piece)) for piece in ADDRESS)
            case _:
                return self.spells(wish.value(topic))

    def spells(self, text: str) -> bool:
        return spelled(text, self.said.words) is not None

    def _holds(self, pattern: str) -> bool:
        return re.search(pattern, self.said.words, re.IGNORECASE) is not None

    def _takes(
        self, one: Delivery | Payment, every: tuple[Delivery, ...] | tuple[Payment, ...]
    ) -> bool:
        others = [self.wording.of(other) for other in every if other is not one]
        return is_told_apart(self.wording.of(one), others, self.said.words)
