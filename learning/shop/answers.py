"""Answers that aren't put nicely: bare values, and wrong ones that are corrected later."""

from collections.abc import Mapping
from random import Random

from learning.script import Errand, Script, Slip
from learning.shop import phrases as p
from learning.shop.draw import differing, topics_to_change
from learning.shop.synthesis import answers_of, worded
from learning.wishes.shop import PickProduct, shop_wish
from sites.shop.wording import Wording
from sites.variant import Variant


def terse(errand: Errand) -> Mapping[str, str]:
    """The bare value for each topic."""
    wish, wording = shop_wish(errand.wishes[0]), _wording(errand)
    where = f"{wish.street}, {wish.postal_code}, {wish.city}, {wish.country}"
    bare = {topic: wish.value(topic) for topic in errand.answers if topic in wish.pieces}
    bare |= {"delivery": wording.of(wish.delivery), "payment": wording.of(wish.payment)}
    if isinstance(wish, PickProduct):
        bare["preference"] = wish.preference.value.replace("_", " ")
    return {**bare, "address": where}


def mistake(rng: Random, errand: Errand) -> Slip | None:
    """A wrong answer to something that the opening doesn't tell; `None` where it tells all."""
    wish, wording = shop_wish(errand.wishes[0]), _wording(errand)
    hidden = [t for t in p.CORRECTIONS if t in topics_to_change(wish) and t not in errand.revealed]
    if not hidden:
        return None
    topic = rng.choice(hidden)
    seeming = differing(rng, wish, topic)
    return Slip(
        topic=topic,
        answer=answers_of(rng, seeming, worded(rng, seeming, wording))[topic],
        correction=rng.choice(p.CORRECTIONS[topic]).format(**worded(rng, wish, wording)),
        wish=seeming,
    )


def _wording(errand: Errand) -> Wording:
    variant = errand.variant if isinstance(errand, Script) else 0
    return Wording(Variant.of(variant))
