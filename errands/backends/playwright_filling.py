"""Filling: text, native dates, sliders, colours, editors; what is shown afterwards is told."""

from typing import Final

from playwright.async_api import Error

from errands.backends.date_forms import iso_day, native
from errands.backends.playwright_choosing import listed, mark, type_ahead
from errands.backends.playwright_dates import put_date
from errands.backends.playwright_hand import Hand, failed, ok
from errands.contracts.observation import Role
from errands.contracts.step import Effect

_RETYPED: Final = 100
_MOST_STEPS: Final = 400
_KIND: Final = """el => el.tagName === "INPUT" ? el.type
    : /^(slider|spinbutton)$/.test(el.getAttribute("role") ?? "") && !el.isContentEditable ? "dial"
    : el.matches("textarea,[contenteditable]") ? "text" : "other" """
_TYPED: Final = frozenset({"text", "search"})
_SUGGESTS: Final = """el => /list|both/.test(el.getAttribute("aria-autocomplete") ?? "")
    || /(true|listbox)/.test(el.getAttribute("aria-haspopup") ?? "")
    || /autocomplete|typeahead|suggest/i.test(el.getAttribute("class") ?? "")"""
_NATIVE: Final = frozenset({"date", "month", "week", "time", "datetime-local"})
_TAKES: Final = {
    "date": "dates like 2026-01-31",
    "month": "months like 2026-01",
    "week": "weeks like 2026-W05",
    "time": "times like 17:30",
    "datetime-local": "moments like 2026-01-31T17:30",
}
_RANGE: Final = """(el, text) => {
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const before = el.value;
    setter.call(el, text);
    if (Number(el.value) !== Number(text)) { setter.call(el, before); return null; }
    el.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
    return el.value; }"""
_LIMITS: Final = """el => `${el.min || 0} to ${el.max || 100} in steps of ${el.step || 1}`"""
_COLOUR: Final = """(el, text) => {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = "#010203";
    context.fillStyle = text;
    return context.fillStyle; }"""
_NO_COLOUR: Final = "#010203"
_SPEAKS_OF_DATES: Final = """el => {
    const labels = [...(el.labels ?? [])].map((label) => label.textContent);
    const words = [el.id, el.name, el.className, el.placeholder, el.getAttribute("aria-label")];
    return el.readOnly || /date|datum|\\bday\\b|birth|check.?(in|out)|arriv|depart|calendar/i
        .test([...words, ...labels].join(" ")) ||
        /[dmy]{2,4}[-\\/.][dmy]{2,4}/i.test(el.placeholder);
}"""
_DIAL: Final = "el => Number(el.getAttribute('aria-valuenow'))"


async def fill(hand: Hand, text: str) -> Effect:
    """Clears, types, commits and reads back, each kind of field in its own way."""
    kind: str = await hand.node.evaluate(_KIND)
    match kind:
        case "range":
            return await _range(hand, text)
        case "dial":
            return await _dial(hand, text)
        case "color":
            return await _colour(hand, text)
        case _ if kind in _NATIVE:
            return await _native(hand, kind, text)
        case _:
            return await _typed(hand, kind, text)


async def _typed(hand: Hand, kind: str, text: str) -> Effect:
    day = iso_day(text)
    if day is not None and (kind == "other" or await _is_date(hand)):
        return await put_date(hand, day)
    if hand.target.element.role is Role.COMBOBOX:
        return await type_ahead(hand, text)
    if kind in _TYPED and await hand.node.evaluate(_SUGGESTS):
        return await _suggesting(hand, text)
    return await _text(hand, text)


async def _is_date(hand: Hand) -> bool:
    if hand.target.element.role is Role.DATE_FIELD:
        return True
    # A name that speaks of dates, or a field that only its calendar can fill.
    return bool(await hand.node.evaluate(_SPEAKS_OF_DATES))


async def _text(hand: Hand, text: str) -> Effect:
    await hand.node.fill(text, timeout=hand.patience)
    shown = await hand.commit(text)
    if shown not in (text, "set") and len(text) <= _RETYPED and " ".join(text.split()) != shown:
        await hand.type(text)
        shown = await hand.commit(text)
    return ok(shown) if shown or not text else failed("the field stayed empty")


async def _suggesting(hand: Hand, text: str) -> Effect:
    """Keeps the focus where suggestions came up: they vanish with it."""
    await mark(hand)
    await hand.type(text)
    await hand.pause()
    shown = await (hand.shown(text) if await listed(hand) else hand.commit(text))
    return ok(shown) if shown or not text else failed("the field stayed empty")


async def _native(hand: Hand, kind: str, text: str) -> Effect:
    wanted = native(kind, text)
    current: str = await hand.node.evaluate("el => el.value")
    if kind == "datetime-local" and "T" in current and iso_day(text):
        wanted = f"{text}T{current.partition('T')[2]}"
    takes = f"takes {_TAKES[kind]}"
    try:
        await hand.node.fill(wanted, timeout=hand.patience)
    except Error as error:
        if "Malformed" not in error.message:
            raise
        return failed(f'it shows "{current}", and {takes}')
    await hand.node.evaluate("el => el.blur()")
    shown: str = await hand.node.evaluate("el => el.value")
    return ok(shown) if shown == wanted else failed(f'it shows "{shown}", and {takes}')


async def _range(hand: Hand, text: str) -> Effect:
    shown = await hand.node.evaluate(_RANGE, text.strip())
    if shown is None:
        return failed(f"it takes {await hand.node.evaluate(_LIMITS)}")
    return ok(str(shown))


async def _dial(hand: Hand, text: str) -> Effect:
    """Turned by its keys until it stands at the number, or stops, or passes by."""
    try:
        wanted = float(text)
    except ValueError:
        return failed("it takes a number")
    upright = await hand.node.evaluate("el => el.getAttribute('role') === 'spinbutton'")
    more, less = ("ArrowUp", "ArrowDown") if upright else ("ArrowRight", "ArrowLeft")
    await hand.node.focus()
    now: float = await hand.node.evaluate(_DIAL)
    rising = wanted > now
    for _ in range(_MOST_STEPS):
        if now == wanted or (now > wanted) == rising:
            break
        await hand.node.press(more if rising else less, timeout=hand.patience, no_wait_after=True)
        before, now = now, await hand.node.evaluate(_DIAL)
        if before == now:
            await hand.pause()
            now = await hand.node.evaluate(_DIAL)
        if before == now:
            break
    return ok(f"{now:g}") if now == wanted else failed(f'it shows "{now:g}"')


async def _colour(hand: Hand, text: str) -> Effect:
    colour: str = await hand.node.evaluate(_COLOUR, text)
    if colour == _NO_COLOUR:
        return failed("it takes colours like #ff8800, or their English names")
    await hand.node.fill(colour, timeout=hand.patience)
    return ok(str(await hand.node.evaluate("el => el.value")))
