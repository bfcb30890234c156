"""What the shop sells, and in which sizes or colours."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Category(StrEnum):
    """The departments of the shop."""

    LAMPS = "lamps"
    CLOTHES = "clothes"
    KITCHEN = "kitchen"
    BAGS = "bags"
    GARDEN = "garden"
    BEDROOM = "bedroom"


class OptionKind(StrEnum):
    """What a buyer chooses of a product."""

    SIZE = "size"
    COLOUR = "colour"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that has to be made before a product can be bought."""

    kind: OptionKind
    values: tuple[str, ...]


CLOTHES_SIZES: Final = Option(OptionKind.SIZE, ("Small", "Medium", "Large", "Extra large"))
BED_SIZES: Final = Option(OptionKind.SIZE, ("Single", "Double", "King size"))
PAN_SIZES: Final = Option(OptionKind.SIZE, ("20 cm", "24 cm", "28 cm"))
COLOURS: Final = Option(OptionKind.COLOUR, ("Black", "Blue", "Green", "Red"))
LIGHT_COLOURS: Final = Option(OptionKind.COLOUR, ("White", "Grey", "Yellow"))


@dataclass(frozen=True, slots=True)
class Product:
    """One product. `price` is in cents, `rating` of five stars in tenths of one."""

    id: str
    maker: str
    material: str
    noun: str
    category: Category
    price: int
    rating: int
    reviews: int
    text: str
    option: Option | None

    @property
    def name(self) -> str:
        """What the page calls it."""
        return f"{self.maker} {self.noun}"

    @property
    def said(self) -> tuple[str, ...]:
        """Ways in which a person describes it; each fits no other product."""
        return (
            f"{self.maker} {self.noun}",
            f"{self.noun} by {self.maker}",
            f"{self.material} {self.noun} from {self.maker}",
            f"{self.material} {self.noun}",
        )

    @property
    def values(self) -> tuple[str, ...]:
        """Return what can be chosen; empty where there is no choice."""
        return self.option.values if self.option else ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return each choice's value and words, for a form."""
        return tuple((value, value) for value in self.values)
