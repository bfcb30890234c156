"""Dates in fields that aren't native: typed in the field's own form, or picked in its calendar."""

from datetime import date
from pathlib import Path
from typing import Final

from playwright.async_api import ElementHandle

from errands.agent.values.date_hint import form_of
from errands.backends.date_forms import shows
from errands.backends.playwright_hand import Hand, failed, ok
from errands.contracts.step import Effect, EffectKind

_SCRIPT: Final = (Path(__file__).parent / "calendar.js").read_text().strip()
_CALENDAR: Final = "window[Symbol.for('errands.calendar')]"
_MOST_MONTHS: Final = 60
_YEAR: Final = 12
_HINTS: Final = """el => ["data-format", "data-date-format", "data-dateformat", "placeholder",
    "title", "aria-placeholder", "pattern", "aria-label"]
    .map((name) => el.getAttribute(name) ?? "")
    .concat([...(el.labels ?? [])].map((label) => label.textContent),
        (el.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)
            .map((id) => el.getRootNode().getElementById?.(id)?.textContent ?? ""))
    .join(" | ")"""
_IS_FIXED: Final = "el => el.readOnly || !el.matches('input,textarea,[contenteditable]')"


async def put_date(hand: Hand, day: date) -> Effect:
    """Types the day, or walks the calendar that the field opens, and reads it back."""
    form = form_of(await hand.node.evaluate(_HINTS))
    if not await hand.node.evaluate(_IS_FIXED):
        if form is not None:
            shown = await _typed(hand, f"{day:{form}}")
            if shows(shown, day):
                return ok(shown)
        elif not await _opens(hand):
            return await _as_it_is(hand, day)
    if not await _opens(hand):
        return failed("no calendar opened")
    return await _pick(hand, day)


async def _as_it_is(hand: Hand, day: date) -> Effect:
    shown = await _typed(hand, day.isoformat())
    return ok(shown) if shown else failed("the field stayed empty")


async def _typed(hand: Hand, text: str) -> str:
    await hand.node.fill(text, timeout=hand.patience)
    shown = await hand.commit(text)
    if shown == text:
        return shown
    await hand.type(text)
    return await hand.commit(text)


async def _opens(hand: Hand) -> bool:
    await hand.target.frame.evaluate(_SCRIPT)
    if await _months(hand):
        return True
    opened = await hand.click()
    if opened.kind is not EffectKind.OK:
        return False
    while not await _months(hand):
        if not await hand.pause():
            return bool(await _months(hand))
    return True


async def _pick(hand: Hand, day: date) -> Effect:
    wanted = day.year * _YEAR + day.month - 1
    if not await _walk(hand, wanted):
        return failed(f"the calendar doesn't reach {day:%B %Y}")
    cell = await _found(hand, f"day({wanted}, {day.day})")
    if cell is None or await cell.evaluate(f"el => {_CALENDAR}.closed(el)"):
        return failed(f"{day.isoformat()} can't be chosen")
    await cell.click(timeout=hand.patience, no_wait_after=True)
    await hand.rest()
    now = await hand.now()
    shown = (now.value or now.name) if now else await hand.node.evaluate("el => el.value ?? ''")
    value: str = await hand.node.evaluate("el => el.value ?? el.textContent ?? ''")
    if shows(value, day) or shows(shown, day):
        return ok(value.strip() or shown)
    return failed(f'it shows "{value.strip() or shown}"')


async def _walk(hand: Hand, wanted: int) -> bool:
    """Turns the pages until the month is in sight; stops where a page doesn't turn."""
    for _ in range(_MOST_MONTHS):
        months = await _months(hand)
        if not months or wanted in months:
            return bool(months)
        far = min(abs(month - wanted) for month in months) >= _YEAR
        if far and await _jump(hand, wanted // _YEAR) and await _months(hand) != months:
            continue
        arrow = await _found(hand, f"step({str(wanted > max(months)).lower()})")
        if arrow is None:
            return False
        await arrow.click(timeout=hand.patience, no_wait_after=True)
        if await _months(hand) == months:
            await hand.pause()
        if await _months(hand) == months:
            return False
    return wanted in await _months(hand)


async def _jump(hand: Hand, year: int) -> bool:
    field = await _found(hand, f"year({year})")
    if field is None:
        return False
    if await field.evaluate("el => el.tagName === 'SELECT'"):
        await field.select_option(label=str(year), timeout=hand.patience)
    else:
        await field.fill(str(year), timeout=hand.patience)
        await field.evaluate("el => el.blur()")
    await hand.rest()
    return True


async def _months(hand: Hand) -> list[int]:
    """The months in sight, counted from the year 0."""
    found: list[int] = await hand.target.frame.evaluate(f"() => {_CALENDAR}?.months() ?? []")
    return found


async def _found(hand: Hand, asked: str) -> ElementHandle | None:
    return (await hand.target.frame.evaluate_handle(f"() => {_CALENDAR}.{asked}")).as_element()
