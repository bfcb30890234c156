"""Makes scripts for errands at the shop: a wish, and a person who words it."""

from collections.abc import Collection, Mapping
from datetime import date
from random import Random
from typing import Final, assert_never

from errands.agent.values.said import Said
from learning.script import Script, ScriptKind
from learning.shop import phrases as p
from learning.shop.draw import differing, draw_wish, topics_to_change, visitor_of
from learning.shop.heard import ADDRESS, Heard
from learning.wishes.shop import BuyProduct, BuyRest, PickProduct, ShopWish, shop_wish
from sites.shop.wording import Wording
from sites.variant import Variant

_KINDS: Final = (
    *(ScriptKind.AT_ONCE,) * 6,
    *(ScriptKind.PIECEMEAL,) * 8,
    *(ScriptKind.CHANGED,) * 4,
    *(ScriptKind.REFUSED,) * 2,
)
_PERSONAL: Final = ("first_name", "last_name", "email", "phone")
_ALWAYS_TOLD: Final = ("quantity", "euros")


def make_script(number: int, seed: int, today: date, variant: int = 0) -> Script:
    """The same number and seed give the same script; wordings nobody could read are redone."""
    rng = Random(f"{seed}/{number}/shop")  # noqa: S311 reproducible data, not a secret
    return drawn(rng, f"t{seed}-{number:05}", today, variant)


def drawn(rng: Random, name: str, today: date, variant: int) -> Script:
    """An errand of this visitor's."""
    wording = Wording(Variant.of(variant))
    visitor = visitor_of(rng, name)
    while True:
        script = _draw(rng, name, visitor, wording)
        if is_readable(script, today, wording):
            return script.model_copy(update={"variant": variant})


def is_readable(script: Script, today: date, wording: Wording) -> bool:
    """Whether the opening tells what it reveals and nothing else, and each answer its own topic."""

    def tells(topic: str, wish: ShopWish, words: str) -> bool:
        return Heard(Said(words, today), wording).tells(topic, wish)

    wish, after = shop_wish(script.first or script.wish), shop_wish(script.wish)
    asked = topics_of_wish(wish)
    if any(tells(topic, wish, script.opening) != (topic in script.revealed) for topic in asked):
        return False
    if not isinstance(wish, BuyRest) and not tells("quantity", wish, script.opening):
        return False
    if not all(tells(topic, wish, text) for topic, text in script.answers.items()):
        return False
    changed = [topic for topic in topics_to_change(wish) if wish.value(topic) != after.value(topic)]
    return all(tells(topic, after, script.change or "") for topic in changed)


def topics_of_wish(wish: ShopWish) -> tuple[str, ...]:
    """What can be told at once or later, but for what is of the person."""
    match wish:
        case BuyProduct():
            own: tuple[str, ...] = ("product",)
        case PickProduct():
            own = ("category", "preference")
        case BuyRest():
            return ("remove", "delivery", "payment")
        case _:
            assert_never(wish)
    return (*own, *(("option",) if wish.option else ()), "delivery", "payment")


def _draw(rng: Random, name: str, visitor: str, wording: Wording) -> Script:
    wish = draw_wish(rng, visitor)
    kind = rng.choice(_KINDS)
    if kind is ScriptKind.CHANGED and isinstance(wish, BuyRest):
        kind = ScriptKind.REFUSED  # what is said at the first question is about what goes
    asked = topics_of_wish(wish)
    share = rng.choice((1, 1, 2, 3, len(asked)))
    held = set(rng.sample(asked, min(share, len(asked)))) if kind is ScriptKind.PIECEMEAL else set()
    told = tuple(topic for topic in asked if topic not in held)
    profile, told_address = _profile(rng, wish)
    words = worded(rng, wish, wording)
    first, after, change = _change(rng, kind, wish, wording)
    return Script(
        id=name,
        visitor=visitor if visitor != name else "",
        kind=kind,
        profile=profile,
        opening=_opening(rng, wish, words, (*told, *(("address",) if told_address else ()))),
        answers=answers_of(rng, wish, words),
        confirm=rng.choice(p.NO if kind is ScriptKind.REFUSED else p.YES),
        change=change,
        revealed=(
            *told,
            *(ADDRESS if told_address else ()),
            *(piece for piece in _ALWAYS_TOLD if piece in wish.pieces),
        ),
        first=first,
        wish=after,
    )


def worded(rng: Random, wish: ShopWish, wording: Wording) -> dict[str, str]:
    """Each piece in one person's words; delivery and payment are called as the shop calls them."""
    words = {piece: wish.value(piece) for piece in wish.pieces}
    words |= {"delivery": wording.of(wish.delivery), "payment": wording.of(wish.payment)}
    if isinstance(wish, PickProduct):
        words["category"] = rng.choice(p.CATEGORIES[wish.category])
        words["preference"] = rng.choice(p.PREFERENCES[wish.preference])
    return words


def answers_of(rng: Random, wish: ShopWish, words: Mapping[str, str]) -> dict[str, str]:
    """What is said when asked, by topic."""
    topics = (*topics_of_wish(wish), *_PERSONAL, "address", *ADDRESS)
    return {topic: rng.choice(p.ASKED[topic]).format(**words) for topic in topics}


def _opening(rng: Random, wish: ShopWish, words: Mapping[str, str], told: Collection[str]) -> str:
    begun = _beginning(rng, wish, words, told)
    forms = {"option": p.OPTION, "delivery": p.DELIVERY, "payment": p.PAYMENT, "address": p.ADDRESS}
    parts = [rng.choice(forms[topic]).format(**words) for topic in forms if topic in told]
    if rng.random() < 0.2:  # noqa: PLR2004 a share
        parts.append(rng.choice(p.REMARKS))
    joiner = rng.choice((". ", ". ", "\n", "; "))
    text = joiner.join(part.rstrip(".?") for part in (begun, *parts)) if parts else begun
    return text.lower() if rng.random() < 0.15 and "address" not in told else text  # noqa: PLR2004


def _beginning(rng: Random, wish: ShopWish, words: Mapping[str, str], told: Collection[str]) -> str:
    match wish:
        case BuyRest():
            return rng.choice(p.REST if "remove" in told else p.REST_NOTHING).format(**words)
        case BuyProduct() if "product" in told:
            forms = p.GOODS if wish.quantity == 1 else p.GOODS_COUNTED
            goods = rng.choice(forms).format(**words)
            return rng.choice(p.BUY).format(goods=goods)
        case BuyProduct():
            begun = rng.choice(p.BUY_NOTHING)
        case PickProduct():
            begun = rng.choice(_picking(told)).format(**words)
        case _:
            assert_never(wish)
    if wish.quantity == 1:
        return begun
    return f"{begun.rstrip('?')}. {rng.choice(p.COUNT).format(**words)}"


def _picking(told: Collection[str]) -> tuple[str, ...]:
    match "category" in told, "preference" in told:
        case True, True:
            return p.PICK
        case True, False:
            return p.PICK_NO_PREFERENCE
        case False, True:
            return p.PICK_NO_CATEGORY
        case _:
            return p.PICK_NOTHING


def _profile(rng: Random, wish: ShopWish) -> tuple[dict[str, str], bool]:
    """What the product knows of the person, and whether they tell their address at once."""
    known = {slot: wish.value(slot) for slot in _PERSONAL}
    if rng.random() < 0.4:  # noqa: PLR2004 a share
        for slot in rng.sample(_PERSONAL, rng.choice((1, 2, 4))):
            del known[slot]
    share = rng.random()
    if share < 0.5:  # noqa: PLR2004 a share
        return known | {piece: wish.value(piece) for piece in ADDRESS}, False
    return known, share < 0.75  # noqa: PLR2004 a share


def _change(
    rng: Random, kind: ScriptKind, wish: ShopWish, wording: Wording
) -> tuple[ShopWish | None, ShopWish, str | None]:
    """The wish before the change, the one after it, and the words of the change."""
    if kind is not ScriptKind.CHANGED:
        return None, wish, None
    topic = rng.choice(topics_to_change(wish))
    after = differing(rng, wish, topic)
    return wish, after, rng.choice(p.CHANGE[topic]).format(**worded(rng, after, wording))
