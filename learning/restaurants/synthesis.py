"""Makes training scripts for the restaurant errands: a wish, and a person who words it."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final, assert_never

from errands.agent.values.said import Said
from learning.restaurants import phrases as p
from learning.restaurants.draw import differing, draw_wish, topics_to_change
from learning.restaurants.heard import tells
from learning.script import Script, ScriptKind
from learning.spoken_day import day_text
from learning.spoken_time import time_text
from learning.wishes.restaurants import (
    NamedTable,
    OpeningHours,
    PickedTable,
    RestaurantsWish,
    restaurants_wish,
)

_KINDS: Final = (
    *(ScriptKind.AT_ONCE,) * 6,
    *(ScriptKind.PIECEMEAL,) * 8,
    *(ScriptKind.CHANGED,) * 4,
    *(ScriptKind.REFUSED,) * 2,
)
_KINDS_OF_QUESTION: Final = (ScriptKind.AT_ONCE, ScriptKind.PIECEMEAL)
_PERSONAL: Final = ("first_name", "last_name", "phone")
_ALWAYS_TOLD: Final = ("note", "outdoor", "vegetarian", "edge")


def make_script(number: int, seed: int, today: date, variant: int = 0) -> Script:
    """The same number and seed give the same script; wordings nobody could read are redone."""
    rng = Random(f"{seed}/{number}/restaurants")  # noqa: S311 reproducible data, not a secret
    return drawn(rng, f"t{seed}-{number:05}", today, variant)


def drawn(rng: Random, name: str, today: date, variant: int) -> Script:
    """An errand of this visitor's."""
    while True:
        script = _draw(rng, name, today)
        if is_readable(script, today):
            return script.model_copy(update={"variant": variant})


def is_readable(script: Script, today: date) -> bool:
    """Whether the opening tells what it reveals and nothing else, and each answer its own piece."""
    wish = restaurants_wish(script.first or script.wish)
    opening = Said(script.opening, today)
    asked = pieces_of(wish)
    if any(tells(piece, wish, opening) != (piece in script.revealed) for piece in asked):
        return False
    if not all(tells(piece, wish, Said(script.answers[piece], today)) for piece in asked):
        return False
    after = restaurants_wish(script.wish)
    changed = [piece for piece in asked if wish.value(piece) != after.value(piece)]
    return all(tells(piece, after, Said(script.change or "", today)) for piece in changed)


def pieces_of(wish: RestaurantsWish) -> tuple[str, ...]:
    """What can be told at once or later, but for what is of the person."""
    match wish:
        case NamedTable():
            return ("city", "restaurant", "day", "time", "people")
        case PickedTable():
            return ("city", "cuisine", "preference", "day", "time", "people")
        case OpeningHours():
            return ("city", "restaurant", "weekday")
        case _:
            assert_never(wish)


def _draw(rng: Random, name: str, today: date) -> Script:
    wish = draw_wish(rng, today)
    kind = rng.choice(_KINDS_OF_QUESTION if isinstance(wish, OpeningHours) else _KINDS)
    asked = pieces_of(wish)
    share = rng.choice((1, 1, 2, 3, len(asked)))
    held = set(rng.sample(asked, min(share, len(asked)))) if kind is ScriptKind.PIECEMEAL else set()
    profile, extra = _profile(rng, wish)
    words = worded(rng, wish)
    told = _opening(rng, wish, {piece: words[piece] for piece in asked if piece not in held})
    first, wish, change = _change(rng, kind, wish, today)
    return Script(
        id=name,
        kind=kind,
        profile=profile,
        opening=" ".join(part for part in (told, extra) if part),
        answers=answers_of(rng, first or wish, words),
        confirm=rng.choice(p.NO if kind is ScriptKind.REFUSED else p.YES),
        change=change,
        revealed=(
            *(piece for piece in asked if piece not in held),
            *(piece for piece in _ALWAYS_TOLD if piece in wish.pieces),
        ),
        first=first,
        wish=wish,
    )


def worded(rng: Random, wish: RestaurantsWish) -> dict[str, str]:
    """Each piece in one person's words."""
    words = {"city": wish.city.lower() if rng.random() < 0.1 else wish.city}  # noqa: PLR2004 a share
    if isinstance(wish, OpeningHours):
        return {**words, "restaurant": wish.restaurant, "weekday": wish.weekday.name.capitalize()}
    words |= {
        "day": day_text(rng, wish.day),
        "time": time_text(rng, wish.time),
        "people": rng.choice(p.PEOPLE[wish.people]),
    }
    if isinstance(wish, NamedTable):
        return {**words, "restaurant": wish.restaurant}
    best = rng.choice(p.BEST[wish.preference])
    only = rng.choice(p.PREFERENCE_ONLY[wish.preference])
    return {**words, "cuisine": wish.cuisine.value, "preference": best, "only": only}


def answers_of(rng: Random, wish: RestaurantsWish, words: Mapping[str, str]) -> dict[str, str]:
    """What is said when asked, by topic."""
    personal = () if isinstance(wish, OpeningHours) else _PERSONAL
    known = {**words, **{slot: wish.value(slot) for slot in personal}}
    topics = (*pieces_of(wish), *personal)
    return {topic: rng.choice(p.ASKED[topic]).format(**known) for topic in topics}


def _opening(rng: Random, wish: RestaurantsWish, kept: Mapping[str, str]) -> str:
    if isinstance(wish, OpeningHours):
        text = _question(rng, wish, kept)
    elif not kept:
        text = _with_needs(rng, wish, rng.choice(p.BARE_TABLE))
    else:
        style = rng.choice((_one_sentence, _one_sentence, _one_sentence, _telegram, _sentences))
        text = style(rng, wish, kept)
    if rng.random() < 0.2:  # noqa: PLR2004 a share
        remark = rng.choice(p.REMARKS)
        text = f"{remark} {text}" if rng.random() < 0.3 else f"{text} {remark}"  # noqa: PLR2004
    text = text.lower() if rng.random() < 0.15 else text  # noqa: PLR2004 a share
    note = "" if isinstance(wish, OpeningHours) else wish.note
    return f"{text} {rng.choice(p.NOTE).format(note=note)}." if note else text


def _question(rng: Random, wish: OpeningHours, kept: Mapping[str, str]) -> str:
    name = kept.get("restaurant") or rng.choice(p.NO_NAME)
    rest = [
        rng.choice(forms).format(**kept)
        for piece, forms in (("city", p.CITY), ("weekday", p.WEEKDAYS))
        if piece in kept
    ]
    rng.shuffle(rest)
    opener = rng.choice(p.HOURS_OPENERS[wish.edge])
    text = opener.format(restaurant=name, rest=" ".join(rest)).replace(" ?", "?")
    return (text[:1].upper() + text[1:]).strip()


def _one_sentence(rng: Random, wish: RestaurantsWish, kept: Mapping[str, str]) -> str:
    parts = _fragments(rng, kept)
    lone = parts.pop("preference", None)
    rest = list(parts.values())
    rng.shuffle(rest)
    joined = rng.choice((" ", " ", ", ")).join(rest)
    text = rng.choice(p.TABLE_OPENERS).format(rest=joined).replace(" ?", "?").strip(" ,")
    if lone:
        text = f"{text.rstrip('.?')}. {lone[:1].upper()}{lone[1:]}."
    return _with_needs(rng, wish, text)


def _telegram(rng: Random, wish: RestaurantsWish, kept: Mapping[str, str]) -> str:
    parts = list(_fragments(rng, kept).values())
    rng.shuffle(parts)
    text = rng.choice((", ", "; ", " / ", ". ")).join(("table", *parts))
    return _with_needs(rng, wish, text)


def _sentences(rng: Random, wish: RestaurantsWish, kept: Mapping[str, str]) -> str:
    parts = [
        rng.choice(p.SENTENCES[piece]).format(text) for piece, text in _fragments(rng, kept).items()
    ]
    rng.shuffle(parts)
    hello = rng.choice(p.BARE_TABLE)
    sentences = (hello, *parts) if rng.random() < 0.7 else tuple(parts)  # noqa: PLR2004 a share
    text = " ".join(map(_sentence, sentences))
    return _with_needs(rng, wish, text)


def _sentence(words: str) -> str:
    begun = f"{words[:1].upper()}{words[1:]}".rstrip(".!")
    return begun if begun.endswith("?") else f"{begun}."


def _fragments(rng: Random, kept: Mapping[str, str]) -> dict[str, str]:
    """Each piece as a part of a sentence; a preference stands beside its cuisine."""
    forms = {
        "city": p.CITY,
        "restaurant": p.RESTAURANT,
        "cuisine": p.CUISINE if "preference" in kept else p.CUISINE_ONLY,
        "day": p.DAY,
        "time": p.TIME,
        "people": ("{people}",),
        "preference": ("take the {preference} one",),
    }
    pieces = [piece for piece in kept if piece != "preference" or "cuisine" not in kept]
    return {piece: rng.choice(forms[piece]).format(**kept) for piece in pieces}


def _with_needs(rng: Random, wish: RestaurantsWish, text: str) -> str:
    if not isinstance(wish, PickedTable) or not (wish.outdoor or wish.vegetarian):
        return text
    needs = rng.choice(p.NEEDS[wish.outdoor, wish.vegetarian])
    if text.endswith((".", "?", "!")):
        return f"{text} {needs[:1].upper()}{needs[1:]}."
    return f"{text}, {needs}"


def _profile(rng: Random, wish: RestaurantsWish) -> tuple[dict[str, str], str]:
    """What the product knows of the person, and what the person adds of it in the opening."""
    if isinstance(wish, OpeningHours):
        return {}, ""
    everything = {slot: wish.value(slot) for slot in _PERSONAL}
    share = rng.random()
    if share < 0.5:  # noqa: PLR2004
        return everything, ""
    missing = list(_PERSONAL) if share > 0.85 else rng.sample(_PERSONAL, rng.choice((1, 2)))  # noqa: PLR2004
    known = {slot: value for slot, value in everything.items() if slot not in missing}
    tells_phone = "phone" in missing and rng.random() < 0.25  # noqa: PLR2004 a share
    form = rng.choice(("My phone is {0}", "phone: {0}", "use my phone {0}"))
    return known, form.format(wish.phone) if tells_phone else ""


def _change(
    rng: Random, kind: ScriptKind, wish: RestaurantsWish, today: date
) -> tuple[RestaurantsWish | None, RestaurantsWish, str | None]:
    """The wish before the change, the one after it, and the words of the change."""
    if kind is not ScriptKind.CHANGED or isinstance(wish, OpeningHours):
        return None, wish, None
    after = None
    while after is None:
        topic = rng.choice(topics_to_change(wish))
        after = differing(rng, wish, topic, today)
    return wish, after, rng.choice(p.CHANGE[topic]).format(**worded(rng, after))
