"""The tables that products are drawn from."""

from dataclasses import dataclass
from typing import Final

from sites.shop.product import (
    BED_SIZES,
    CLOTHES_SIZES,
    COLOURS,
    LIGHT_COLOURS,
    PAN_SIZES,
    Category,
    Option,
)


@dataclass(frozen=True, slots=True)
class Good:
    """A kind of product; two of each are sold, of different makers and materials."""

    noun: str
    materials: tuple[str, ...]
    option: Option | None = None


MAKERS: Final = (
    "Alder", "Brisk", "Corvo", "Dunmore", "Elvane", "Fjell", "Gannet", "Hollis",
    "Ibex", "Jorvik", "Kestrel", "Lumen", "Marlo", "Norrby", "Ottery", "Pell",
)  # fmt: skip
GOODS: Final = {
    Category.LAMPS: (
        Good("desk lamp", ("steel", "oak", "brass"), LIGHT_COLOURS),
        Good("floor lamp", ("bamboo", "copper", "walnut")),
        Good("table lamp", ("ceramic", "glass", "marble")),
        Good("wall lamp", ("iron", "linen", "nickel")),
        Good("night light", ("silicone", "felt", "beech"), LIGHT_COLOURS),
    ),
    Category.CLOTHES: (
        Good("jumper", ("wool", "cashmere", "merino"), CLOTHES_SIZES),
        Good("shirt", ("linen", "cotton", "flannel"), CLOTHES_SIZES),
        Good("jacket", ("waxed", "denim", "corduroy"), CLOTHES_SIZES),
        Good("scarf", ("silk", "alpaca", "mohair"), COLOURS),
        Good("belt", ("leather", "canvas", "cork")),
    ),
    Category.KITCHEN: (
        Good("frying pan", ("cast-iron", "aluminium", "carbon-steel"), PAN_SIZES),
        Good("kettle", ("enamel", "stainless", "glass"), COLOURS),
        Good("teapot", ("porcelain", "stoneware", "clay")),
        Good("chopping board", ("bamboo", "oak", "walnut")),
        Good("salad bowl", ("acacia", "ceramic", "melamine"), LIGHT_COLOURS),
    ),
    Category.BAGS: (
        Good("rucksack", ("canvas", "nylon", "recycled"), COLOURS),
        Good("shoulder bag", ("leather", "suede", "cotton")),
        Good("travel bag", ("waxed", "polyester", "hemp"), COLOURS),
        Good("laptop sleeve", ("felt", "neoprene", "wool"), LIGHT_COLOURS),
        Good("wash bag", ("linen", "cork", "vinyl")),
    ),
    Category.GARDEN: (
        Good("watering can", ("zinc", "copper", "plastic"), COLOURS),
        Good("plant pot", ("terracotta", "concrete", "ceramic")),
        Good("hand trowel", ("ash", "stainless", "steel")),
        Good("bird feeder", ("cedar", "glass", "iron")),
        Good("garden chair", ("teak", "rattan", "aluminium"), LIGHT_COLOURS),
    ),
    Category.BEDROOM: (
        Good("duvet cover", ("linen", "cotton", "satin"), BED_SIZES),
        Good("blanket", ("wool", "fleece", "mohair"), COLOURS),
        Good("pillow", ("down", "latex", "buckwheat")),
        Good("mattress topper", ("foam", "bamboo", "hemp"), BED_SIZES),
        Good("alarm clock", ("walnut", "brass", "beech")),
    ),
}
EUROS: Final = {
    Category.LAMPS: range(14, 160),
    Category.CLOTHES: range(12, 120),
    Category.KITCHEN: range(9, 90),
    Category.BAGS: range(11, 130),
    Category.GARDEN: range(6, 95),
    Category.BEDROOM: range(13, 140),
}
TEXTS: Final = (
    "Made to last, and easy to mend.",
    "Made in small numbers by people who like their work.",
    "Simple, sturdy, and good to look at.",
    "Our buyers' favourite for years.",
    "Comes in a plain cardboard box.",
)
