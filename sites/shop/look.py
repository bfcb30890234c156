"""Which controls, in which order and on how many pages, a variant of the shop has."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from sites.controls.control import Choosing, Switching
from sites.shop.details import FIELDS, Delivery, Payment, Section
from sites.shop.product import Category
from sites.variant import Variant


class Sorting(StrEnum):
    """How an order of products is chosen."""

    AT_ONCE = "at_once"
    WITH_FILTERS = "with_filters"
    LINKS = "links"


class Counting(StrEnum):
    """How a quantity is given."""

    SELECT = "select"
    NUMBER = "number"
    STEPPER = "stepper"


class CountryField(StrEnum):
    """How a country is given."""

    SELECT = "select"
    TEXT = "text"


class AfterAdding(StrEnum):
    """What is shown once something is in the cart."""

    CART = "cart"
    PRODUCT = "product"


Steps = tuple[tuple[Section, ...], ...]
"""The sections of each page of the checkout."""
_STEPS: Final[tuple[Steps, ...]] = (
    (tuple(Section),),
    ((Section.CONTACT, Section.ADDRESS), (Section.DELIVERY, Section.PAYMENT)),
    ((Section.ADDRESS, Section.CONTACT), (Section.DELIVERY,), (Section.PAYMENT,)),
)
_AFTER_ADDING: Final = (AfterAdding.CART, AfterAdding.PRODUCT, AfterAdding.PRODUCT)


@dataclass(frozen=True, slots=True)
class Look:
    """What a variant chose. `hue` is a colour's angle in degrees."""

    option: Choosing
    delivery: Choosing
    payment: Choosing
    newsletter: Switching
    sorting: Sorting
    counting: Counting
    country: CountryField
    after_adding: AfterAdding
    steps: Steps
    categories: tuple[Category, ...]
    deliveries: tuple[Delivery, ...]
    payments: tuple[Payment, ...]
    fields: Mapping[Section, tuple[str, ...]]
    filters: tuple[str, ...]
    hue: int

    @classmethod
    def of(cls, variant: Variant) -> Self:
        """Choose everything."""
        choose, arrange = variant.choose, variant.arrange
        return cls(
            option=choose("option control", tuple(Choosing)),
            delivery=choose("delivery control", (Choosing.RADIO, Choosing.SELECT, Choosing.MENU)),
            payment=choose("payment control", (Choosing.RADIO, Choosing.LISTBOX, Choosing.SELECT)),
            newsletter=choose("newsletter control", tuple(Switching)),
            sorting=choose("sorting", tuple(Sorting)),
            counting=choose("counting", tuple(Counting)),
            country=choose("country control", tuple(CountryField)),
            after_adding=choose("after adding", _AFTER_ADDING),
            steps=choose("steps", _STEPS),
            categories=arrange("categories", tuple(Category)),
            deliveries=arrange("deliveries", tuple(Delivery)),
            payments=arrange("payments", tuple(Payment)),
            fields={section: arrange(section, names) for section, names in FIELDS.items()},
            filters=arrange("filters", ("most", "least")),
            hue=choose("hue", (215, 160, 20, 280, 340, 100)),
        )
