"""Makes training scripts for changes to an account: a wish, and a person who words it."""

from datetime import date
from random import Random
from typing import Final

from learning.account import phrases as p
from learning.account.heard import tells
from learning.people import FIRST_NAMES, LAST_NAMES, email, phone
from learning.script import Script, ScriptKind
from learning.wishes.account import AccountWish
from sites.account.account import CHOICES, Account, Setting
from sites.account.draw import draw_account
from sites.account.look import Look
from sites.variant import Variant

_SITE_SEED: Final = 7
"""As the site's server draws unless it is told."""


def make_script(number: int, seed: int, today: date, variant: int) -> Script:
    """The same number and seed give the same script; wordings nobody could read are redone."""
    del today
    rng = Random(f"account/{seed}/{number}")  # noqa: S311 reproducible data, not a secret
    return drawn(rng, f"t{seed}-{number:05}", variant)


def drawn(rng: Random, name: str, variant: int) -> Script:
    """Something that this visitor wants changed."""
    account = draw_account(name, _SITE_SEED)
    look = Look.of(Variant.of(variant))
    while True:
        script = _draw(rng, name, account, look)
        if is_readable(script, look):
            return script.model_copy(update={"variant": variant})


def is_readable(script: Script, look: Look) -> bool:
    """Whether the opening tells what it reveals and nothing else, and the answers what they say."""
    wish = AccountWish.of(script.wish)
    told = {piece: tells(piece, wish, script.opening, look) for piece in script.answers}
    answered = all(tells(piece, wish, text, look) for piece, text in script.answers.items())
    return answered and told == {piece: piece in script.revealed for piece in told}


def _draw(rng: Random, name: str, account: Account, look: Look) -> Script:
    wish = draw_wish(rng, account)
    words = {"title": rng.choice(p.TITLES[wish.setting]), "value": value_words(wish, look)}
    held_back = rng.choice(((), (), ("setting_value",), ("setting", "setting_value")))
    pieces = ("setting", "setting_value")
    return Script(
        id=name,
        kind=ScriptKind.PIECEMEAL if held_back else ScriptKind.AT_ONCE,
        profile={},
        opening=_opening(rng, wish, words, held_back),
        answers={
            "setting": rng.choice(p.ASKED_TITLE).format(**words),
            "setting_value": rng.choice(_value_answers(wish)).format(**words),
        },
        confirm=rng.choice(p.YES),
        revealed=tuple(piece for piece in pieces if piece not in held_back),
        wish=wish,
    )


def draw_wish(rng: Random, account: Account) -> AccountWish:
    """A setting as it isn't yet."""
    setting = rng.choice(tuple(Setting))
    now = account.settings.value(setting)
    while (value := _value(rng, setting, now)) == now:
        continue
    return AccountWish(setting=setting, setting_value=value)


def _value(rng: Random, setting: Setting, now: str | bool) -> str | bool:  # noqa: FBT001 a setting's value
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    match setting:
        case Setting.DISPLAY_NAME:
            return f"{first} {last}"
        case Setting.EMAIL:
            return email(rng, first, last)
        case Setting.PHONE:
            return phone(rng)
        case _ if setting in CHOICES:
            return str(rng.choice(tuple(CHOICES[setting])).value)
        case _:
            return not now


def value_words(wish: AccountWish, look: Look) -> str:
    """As the site says it; a person takes its words for what it has a name for."""
    choices, value = CHOICES.get(wish.setting), wish.setting_value
    if choices is None or isinstance(value, bool):
        return look.value_words(value)
    return look.value_words(choices(value))


def _value_answers(wish: AccountWish) -> tuple[str, ...]:
    match wish.setting_value:
        case True:
            return p.ASKED_ON
        case False:
            return p.ASKED_OFF
        case _:
            return p.ASKED_VALUE


def _openers(wish: AccountWish) -> tuple[str, ...]:
    match wish.setting_value:
        case True:
            return p.TURN_ON
        case False:
            return p.TURN_OFF
        case _:
            return p.SET


def _opening(
    rng: Random, wish: AccountWish, words: dict[str, str], held_back: tuple[str, ...]
) -> str:
    forms = _openers(wish)
    if held_back:
        forms = p.NEITHER if "setting" in held_back else p.TITLE_ONLY
    text = rng.choice(forms).format(**words)
    text = f"{text[:1].upper()}{text[1:]}" if rng.random() < 0.7 else text  # noqa: PLR2004 a share
    if rng.random() < 0.2:  # noqa: PLR2004
        begun = text if text.endswith((".", "!", "?")) else f"{text}."
        text = f"{begun} {rng.choice(p.REMARKS)}"
    return text
