"""Makes training scripts for the hotel errand: a wish, and a person who words it."""

from dataclasses import dataclass
from datetime import date
from random import Random

from errands.agent.values.said import Said
from learning.hotels import phrases as p
from learning.hotels.stays import arrival_text, nights_text, random_stay, stay_text
from learning.people import FIRST_NAMES, LAST_NAMES, email, phone
from learning.script import Script, ScriptKind
from learning.spoken_day import day_text
from learning.wishes.hotels import HotelsWish
from sites.hotels.cities import TRAIN_CITIES
from sites.hotels.tasks import Preference

_KINDS = (
    *(ScriptKind.AT_ONCE,) * 6,
    *(ScriptKind.PIECEMEAL,) * 8,
    *(ScriptKind.CHANGED,) * 4,
    *(ScriptKind.REFUSED,) * 2,
)
_PIECES = ("city", "dates", "guests", "preference")
_HALF_DATES = ("check_in", "check_out")
_PERSONAL = ("first_name", "last_name", "email", "phone")


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wish's pieces in one person's words."""

    city: str
    dates: str
    guests: str
    preference: str


def make_script(number: int, seed: int, today: date, variant: int = 0) -> Script:
    """The same number and seed give the same script; wordings nobody could read are redone."""
    rng = Random(f"{seed}/{number}")  # noqa: S311 reproducible data, not a secret
    return drawn(rng, f"t{seed}-{number:05}", today, variant)


def drawn(rng: Random, name: str, today: date, variant: int) -> Script:
    """An errand of this visitor's."""
    while True:
        script = _draw(rng, name, today)
        if _readable(script, today):
            return script.model_copy(update={"variant": variant})


def _readable(script: Script, today: date) -> bool:
    """Whether what the opening reveals can be found in it, and the answers hold what they say."""
    wish = HotelsWish.of(script.wishes[0])
    opening = Said(script.opening, today)
    dates = Said(script.answers["dates"], today)
    guests = Said(script.answers["guests"], today)
    if not _states_revealed_dates(opening, wish, script.revealed):
        return False
    if "guests" in script.revealed and wish.guests not in opening.numbers:
        return False
    return states_stay(dates, wish) and wish.guests in guests.numbers


def _states_revealed_dates(said: Said, wish: HotelsWish, revealed: tuple[str, ...]) -> bool:
    """Both dates of a stay, the one that is given and no other, or none at all."""
    match tuple(piece for piece in _HALF_DATES if piece in revealed):
        case ("check_in", "check_out"):
            return states_stay(said, wish)
        case ("check_in",):
            return [m.day for m in said.dates] == [wish.check_in] and not said.stays
        case ("check_out",):
            nights = (wish.check_out - wish.check_in).days
            return not said.dates and nights in [m.days for m in said.stays]
        case _:
            return not said.dates and not said.stays


def states_stay(said: Said, wish: HotelsWish) -> bool:
    days = [mention.day for mention in said.dates]
    nights = [mention.days for mention in said.stays]
    ends = wish.check_out in days or (wish.check_out - wish.check_in).days in nights
    return wish.check_in in days and ends


def _draw(rng: Random, name: str, today: date) -> Script:
    kind = rng.choice(_KINDS)
    wish = draw_wish(rng, today)
    said = worded(rng, wish)
    held_back = _held_back(rng, kind)
    opening = _opening(rng, wish, said, held_back)
    profile, extra = _profile(rng, wish)
    first, wish, change = _change(rng, kind, wish, today)
    return Script(
        id=name,
        kind=kind,
        profile=profile,
        opening=" ".join(part for part in (opening, extra) if part),
        answers=answers_of(rng, first or wish, said),
        confirm=rng.choice(p.NO if kind is ScriptKind.REFUSED else p.YES),
        change=change,
        revealed=_revealed(held_back),
        first=first,
        wish=wish,
    )


def draw_wish(rng: Random, today: date) -> HotelsWish:
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    check_in, check_out = random_stay(rng, today)
    return HotelsWish(
        city=rng.choice(TRAIN_CITIES),
        check_in=check_in,
        check_out=check_out,
        guests=rng.choice((1, 1, 2, 2, 2, 3, 4, 5, 6)),
        preference=rng.choice(tuple(Preference)),
        first_name=first,
        last_name=last,
        email=email(rng, first, last),
        phone=phone(rng),
    )


def worded(rng: Random, wish: HotelsWish) -> _Wording:
    return _Wording(
        city=wish.city.lower() if rng.random() < 0.1 else wish.city,  # noqa: PLR2004 a share
        dates=stay_text(rng, wish.check_in, wish.check_out),
        guests=rng.choice(p.GUESTS[wish.guests]),
        preference=rng.choice(p.PREFERENCES[wish.preference]),
    )


def _held_back(rng: Random, kind: ScriptKind) -> frozenset[str]:
    if kind is not ScriptKind.PIECEMEAL:
        return frozenset()
    held = set(rng.sample(_PIECES, rng.choice((1, 1, 2, 3, 4))))
    if "dates" in held and len(held) < len(_PIECES) and rng.random() < 0.5:  # noqa: PLR2004 a share
        held = held - {"dates"} | {rng.choice(("check_out", "check_out", "check_in"))}
    return frozenset(held)


def _opening(rng: Random, wish: HotelsWish, said: _Wording, held_back: frozenset[str]) -> str:
    if held_back == set(_PIECES):
        return rng.choice(p.BARE_OPENERS)
    pieces = {
        "city": said.city,
        "dates": _dates(rng, wish, said, held_back),
        "guests": said.guests,
        "preference": said.preference,
    }
    kept = {piece: text for piece, text in pieces.items() if piece not in held_back}
    style = rng.choice((_one_sentence, _one_sentence, _one_sentence, _telegram, _sentences))
    text = style(rng, kept)
    if rng.random() < 0.2:  # noqa: PLR2004 a share
        remark = rng.choice(p.REMARKS)
        text = f"{remark} {text}" if rng.random() < 0.3 else f"{text} {remark}"  # noqa: PLR2004
    return text.lower() if rng.random() < 0.15 else text  # noqa: PLR2004 a share


def _dates(rng: Random, wish: HotelsWish, said: _Wording, held_back: frozenset[str]) -> str:
    if "check_out" in held_back:
        return arrival_text(rng, wish.check_in)
    if "check_in" in held_back:
        return f"for {nights_text(rng, (wish.check_out - wish.check_in).days)}"
    return said.dates


def _one_sentence(rng: Random, kept: dict[str, str]) -> str:
    parts = [
        rng.choice(p.CITY).format(city=text) if piece == "city" else text
        for piece, text in kept.items()
        if piece != "preference"
    ]
    rng.shuffle(parts)
    joiner = rng.choice((" ", " ", ", "))
    text = rng.choice(p.OPENERS).format(rest=joiner.join(parts)).replace(" ?", "?").strip(" ,")
    preference = kept.get("preference")
    return _join_sentences(rng, text, preference) if preference else text


def _telegram(rng: Random, kept: dict[str, str]) -> str:
    parts = list(kept.values())
    rng.shuffle(parts)
    return rng.choice((" ", ", ", "; ", " / ", ". ")).join(parts)


def _sentences(rng: Random, kept: dict[str, str]) -> str:
    forms = {"city": p.CITY_SENTENCES, "dates": p.DATE_SENTENCES, "guests": p.GUEST_SENTENCES}
    parts = [
        rng.choice(forms.get(piece, ("{preference}",))).format(**{piece: text})
        for piece, text in kept.items()
    ]
    rng.shuffle(parts)
    return " ".join(f"{part[:1].upper()}{part[1:]}".rstrip(".!") + "." for part in parts)


def _join_sentences(rng: Random, text: str, preference: str) -> str:
    if text.endswith(("?", ".")):
        return f"{text} {preference[0].upper()}{preference[1:]}."
    form = rng.choice(("{0}, {1}", "{0}, {1}.", "{0}. {2}.", "{0} - {1}", "{0}; {1}", "{2}: {3}"))
    lowered = text[:1].lower() + text[1:]
    return form.format(text, preference, preference[0].upper() + preference[1:], lowered)


def _profile(rng: Random, wish: HotelsWish) -> tuple[dict[str, str], str]:
    """What the product knows of the person, and what the person adds of it in the opening."""
    everything = {slot: str(getattr(wish, slot)) for slot in _PERSONAL}
    share = rng.random()
    if share < 0.5:  # noqa: PLR2004
        return everything, ""
    missing = list(_PERSONAL) if share > 0.9 else rng.sample(_PERSONAL, rng.choice((1, 2)))  # noqa: PLR2004
    known = {slot: value for slot, value in everything.items() if slot not in missing}
    told = [slot for slot in missing if slot in {"email", "phone"} and rng.random() < 0.25]  # noqa: PLR2004
    return known, ". ".join(_tell(rng, slot, wish) for slot in told)


def _tell(rng: Random, slot: str, wish: HotelsWish) -> str:
    form = rng.choice(("My {0} is {1}", "{0}: {1}", "use my {0} {1}"))
    return form.format(slot, getattr(wish, slot))


def answers_of(rng: Random, wish: HotelsWish, said: _Wording) -> dict[str, str]:
    nights = nights_text(rng, (wish.check_out - wish.check_in).days)
    words = {
        "city": said.city,
        "dates": stay_text(rng, wish.check_in, wish.check_out),
        "guests": said.guests,
        "preference": said.preference,
        "nights": nights,
        **{slot: str(getattr(wish, slot)) for slot in _PERSONAL},
    }
    days = {"check_in": day_text(rng, wish.check_in), "check_out": day_text(rng, wish.check_out)}
    return {
        topic: rng.choice(forms).format(**words, day=days.get(topic, ""))
        for topic, forms in p.ASKED.items()
    }


def _change(
    rng: Random, kind: ScriptKind, wish: HotelsWish, today: date
) -> tuple[HotelsWish | None, HotelsWish, str | None]:
    """The wish before the change, the one after it, and the words of the change."""
    if kind is not ScriptKind.CHANGED:
        return None, wish, None
    topic = rng.choice(("dates", "dates", "guests", "city", "preference"))
    other = draw_wish(rng, today)
    while is_same(topic, wish, other):
        other = draw_wish(rng, today)
    fields = ("check_in", "check_out") if topic == "dates" else (topic,)
    after = wish.model_copy(update={field: getattr(other, field) for field in fields})
    words = rng.choice(p.CHANGE[topic]).format(
        city=after.city,
        dates=stay_text(rng, after.check_in, after.check_out),
        guests=rng.choice(p.GUESTS[after.guests]),
        preference=rng.choice(p.PREFERENCES[after.preference]),
    )
    return wish, after, words


def is_same(topic: str, wish: HotelsWish, other: HotelsWish) -> bool:
    if topic == "dates":
        return bool({wish.check_in, wish.check_out} & {other.check_in, other.check_out})
    return bool(getattr(wish, topic) == getattr(other, topic))


def _revealed(held_back: frozenset[str]) -> tuple[str, ...]:
    pieces = ("city", "check_in", "check_out", "guests", "preference")
    hidden = set(_HALF_DATES) if "dates" in held_back else set()
    return tuple(piece for piece in pieces if piece not in held_back | hidden)
