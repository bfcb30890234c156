"""What a field of the browser in memory takes, told as the real one tells it."""

from contextlib import suppress

from errands.backends.date_forms import iso_day
from errands.backends.memory_page import Shown
from errands.backends.memory_site import Part
from errands.backends.options import beginning, matching, nearest
from errands.contracts.observation import FILLABLE, Role
from errands.contracts.step import Effect, EffectKind


def fill(shown: Shown, part: Part, text: str) -> Effect:
    if part.role not in FILLABLE:
        return failed("not a field")
    reason = _refusal(part, text)
    if reason:
        return failed(reason)
    day = iso_day(text)
    shown.put(part, f"{day:{part.date_form}}" if day and part.date_form else text)
    shown.suggesting = part.name if part.role is Role.COMBOBOX else ""
    return ok("set" if part.role is Role.PASSWORD_FIELD else shown.value(part))


def select(shown: Shown, part: Part, option: str) -> Effect:
    find = beginning if part.role is Role.COMBOBOX else matching
    index = find(option, part.options)
    if index is None:
        return Effect(kind=EffectKind.NO_MATCH, detail=nearest(option, part.options))
    shown.put(part, part.options[index])
    shown.suggesting = ""
    return ok(part.options[index])


def check(shown: Shown, part: Part, *, on: bool) -> Effect:
    if part.role is Role.RADIO and not on:
        return failed("a radio button can't be switched off")
    shown.switch(part, on=on)
    return ok("on" if on else "off")


def ok(detail: str = "") -> Effect:
    return Effect(kind=EffectKind.OK, detail=detail)


def failed(detail: str) -> Effect:
    return Effect(kind=EffectKind.FAILED, detail=detail)


def _refusal(part: Part, text: str) -> str:
    """Why a field doesn't take a text; nothing where it does."""
    if part.role is Role.DATE_FIELD and iso_day(text) is None:
        return 'it shows "", and takes dates like 2026-01-31'
    if part.role is not Role.NUMBER_FIELD:
        return ""
    with suppress(ValueError):
        low, high = float(part.minimum or "-inf"), float(part.maximum or "inf")
        return "" if low <= float(text) <= high else f"it takes {low:g} to {high:g}"
    return "it takes a number"
