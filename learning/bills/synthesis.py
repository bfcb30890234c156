"""Makes training scripts for errands with bills: a wish, and a person who words it."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from learning.bills import phrases as p
from learning.bills.draw import draw_wish, household_of, is_possible
from learning.bills.heard import Heard
from learning.bills.wording import answers_of, worded
from learning.script import Script, ScriptKind
from learning.wishes.bills import BillErrand, BillsWish, Pay, TurnOff, TurnOn
from sites.bills.household import Household

_ERRANDS: Final = (*(Pay,) * 12, *(TurnOn,) * 5, *(TurnOff,) * 3)
_KINDS: Final = (
    *(ScriptKind.AT_ONCE,) * 6,
    *(ScriptKind.PIECEMEAL,) * 8,
    *(ScriptKind.CHANGED,) * 4,
    *(ScriptKind.REFUSED,) * 2,
)
_SIMPLE: Final = (*(ScriptKind.AT_ONCE,) * 4, *(ScriptKind.PIECEMEAL,) * 4, ScriptKind.REFUSED)
"""Nothing of what is turned off can be another one."""


def make_script(number: int, seed: int, today: date, variant: int) -> Script:
    """The same number and seed give the same script; wordings nobody could read are redone."""
    rng = Random(f"bills/{seed}/{number}")  # noqa: S311 reproducible data, not a secret
    return drawn(rng, f"t{seed}-{number:05}", today, variant)


def drawn(rng: Random, name: str, today: date, variant: int) -> Script:
    """An errand with this visitor's bills."""
    household = household_of(name, today)
    while True:
        script = _draw(rng, name, household, today)
        if is_readable(script, today):
            return script.model_copy(update={"variant": variant})


def is_readable(script: Script, today: date) -> bool:
    """Whether the opening tells what it reveals and nothing else, and the answers what they say."""
    wish = BillsWish.of(script.wishes[0])
    opening = Heard.of([script.opening], today)
    own = ("service", *wish.told)
    if any(opening.tells(piece, wish) != (piece in script.revealed) for piece in own):
        return False
    days = {m.day for m in opening.said.dates} - {today}
    if days and not opening.tells("on", wish):
        return False
    answers = [(Heard.of([script.answers[piece]], today), piece) for piece in own]
    if not all(heard.tells(piece, wish) for heard, piece in answers):
        return False
    after = BillsWish.of(script.wish)
    return script.change is None or tells_change(script.change, wish, after, today)


def tells_change(words: str, before: BillsWish, after: BillsWish, today: date) -> bool:
    """Whether what is another one afterwards is told, and the old one isn't."""
    heard = Heard.of([words], today)
    changed = [p for p in after.pieces if p != "payee" and before.value(p) != after.value(p)]
    return all(heard.tells(p, after) and not heard.tells(p, before) for p in changed)


def _draw(rng: Random, name: str, household: Household, today: date) -> Script:
    errand = rng.choice(_ERRANDS)
    kind = rng.choice(_SIMPLE if errand is TurnOff else _KINDS)
    wish = draw_wish(rng, household, errand, today)
    words = worded(rng, wish, household)
    pieces = ("service", *wish.told)
    held_back = _held_back(rng, pieces) if kind is ScriptKind.PIECEMEAL else frozenset[str]()
    after = changed(rng, wish, household, today) if kind is ScriptKind.CHANGED else None
    answers = answers_of(rng, wish, words)
    return Script(
        id=name,
        kind=kind,
        profile={},
        opening=_opening(rng, errand, words, pieces, held_back),
        answers=answers,
        confirm=rng.choice(p.NO if kind is ScriptKind.REFUSED else p.YES),
        change=None if after is None else told_anew(rng, wish, after, household, p.CHANGES),
        revealed=tuple(topic for topic in answers if topic not in held_back),
        first=None if after is None else wish,
        wish=after or wish,
    )


def _held_back(rng: Random, pieces: tuple[str, ...]) -> frozenset[str]:
    return frozenset(rng.sample(pieces, rng.randint(1, len(pieces))))


def changed(rng: Random, wish: BillsWish, household: Household, today: date) -> BillsWish:
    """The wish with one piece another one."""
    while True:
        other = draw_wish(rng, household, type(wish.errand), today)
        piece = rng.choice(("service", *wish.told))
        after = _with(wish, other, piece)
        if after is not None and is_possible(after, household):
            return after


def _with(wish: BillsWish, other: BillsWish, piece: str) -> BillsWish | None:
    """The wish with this piece of another one; `None` where that makes no other wish."""
    if not other.value(piece) or other.value(piece) == wish.value(piece):
        return None
    if piece == "service":
        return wish.model_copy(update={"service": other.service, "payee": other.payee})
    new = {piece: getattr(other.errand, piece)}
    return wish.model_copy(update={"errand": wish.errand.model_copy(update=new)})


def told_anew(
    rng: Random,
    before: BillsWish,
    after: BillsWish,
    household: Household,
    phrases: Mapping[str, tuple[str, ...]],
) -> str:
    """The words that tell what is another one afterwards."""
    piece = changed_piece(before, after)
    return rng.choice(phrases[piece]).format(**worded(rng, after, household))


def changed_piece(before: BillsWish, after: BillsWish) -> str:
    pieces = ("service", *after.told)
    return next(piece for piece in pieces if before.value(piece) != after.value(piece))


def _opening(
    rng: Random,
    errand: type[BillErrand],
    words: Mapping[str, str],
    pieces: tuple[str, ...],
    held_back: frozenset[str],
) -> str:
    told = [piece for piece in pieces[1:] if piece not in held_back]
    hints = [rng.choice(p.HINTS[piece]) for piece in held_back if piece in p.HINTS]
    if held_back >= set(pieces):
        return _joined(rng, rng.choice(p.BARE_OPENERS[errand]), hints)
    bill = words["bill"]
    if "service" in held_back:
        bill = rng.choice(("a bill", "one of my bills", "one of our bills"))
    style = rng.choice((_one_sentence, _one_sentence, _one_sentence, _telegram, _sentences, _list))
    odd = [rng.choice(p.NOTHING_ODD)] if _is_plain(errand, pieces) and rng.random() < 0.3 else []  # noqa: PLR2004
    text = style(rng, errand, {**words, "bill": bill}, told, [*hints, *odd])
    if rng.random() < 0.2:  # noqa: PLR2004 a share
        remark = rng.choice(p.REMARKS)
        begun = text if text.endswith((".", "!", "?")) else f"{text}."
        text = f"{remark} {text}" if rng.random() < 0.3 else f"{begun} {remark}"  # noqa: PLR2004
    return text.lower() if rng.random() < 0.15 else text  # noqa: PLR2004


def _is_plain(errand: type[BillErrand], pieces: tuple[str, ...]) -> bool:
    """Paid whole and at once."""
    return errand is Pay and not {"amount", "on"} & set(pieces)


def _one_sentence(
    rng: Random,
    errand: type[BillErrand],
    words: Mapping[str, str],
    told: list[str],
    more: list[str],
) -> str:
    parts = [rng.choice(p.FRAGMENTS[piece]).format(**words) for piece in told]
    rng.shuffle(parts)
    rest = rng.choice((" ", " ", ", ")).join(["", *parts, *more]) if parts or more else ""
    text = rng.choice(p.OPENERS[errand]).format(bill=words["bill"], rest=rest)
    return f"{text[:1].upper()}{text[1:]}" if rng.random() < 0.8 else text  # noqa: PLR2004


def _telegram(
    rng: Random,
    errand: type[BillErrand],
    words: Mapping[str, str],
    told: list[str],
    more: list[str],
) -> str:
    parts = [rng.choice(p.BARE[piece]).format(**words) for piece in told]
    parts = [rng.choice(p.SUBJECTS[errand]).format(**words), *parts, *more]
    return rng.choice((", ", "; ", " / ", ". ", " - ")).join(parts)


def _list(
    rng: Random,
    errand: type[BillErrand],
    words: Mapping[str, str],
    told: list[str],
    more: list[str],
) -> str:
    parts = [rng.choice(p.BARE[piece]).format(**words) for piece in told]
    first = rng.choice(p.SUBJECTS[errand]).format(**words)
    head = f"{first}:" if parts and ":" not in first else first
    return "\n".join([head, *(f"- {part}" for part in (*parts, *more))])


def _sentences(
    rng: Random,
    errand: type[BillErrand],
    words: Mapping[str, str],
    told: list[str],
    more: list[str],
) -> str:
    parts = [rng.choice(p.SENTENCES[piece]).format(**words) for piece in told]
    rng.shuffle(parts)
    first = rng.choice(p.OPENERS[errand]).format(bill=words["bill"], rest="")
    return " ".join(_sentence(part) for part in (first, *parts, *more))


def _sentence(text: str) -> str:
    begun = f"{text[:1].upper()}{text[1:]}"
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."


def _joined(rng: Random, text: str, hints: list[str]) -> str:
    return rng.choice((", ", " - ", ". ")).join([text.rstrip(".?!"), *hints]) if hints else text
