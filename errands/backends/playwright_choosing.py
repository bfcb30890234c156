"""Choosing from a list: native ones, ARIA listboxes, type-aheads, lists of ordinary elements."""

from pathlib import Path
from time import monotonic
from typing import Final

from playwright.async_api import ElementHandle

from errands.backends.options import beginning, matching
from errands.backends.playwright_hand import Hand, failed, no_match, ok
from errands.contracts.step import Effect, EffectKind

_SCRIPT: Final = (Path(__file__).parent / "choices.js").read_text().strip()
_CHOICES: Final = "window[Symbol.for('errands.choices')]"
_ANSWERS_SECONDS: Final = 4.0
_MOST_SCREENS: Final = 30
_TAKES_TEXT: Final = "el => el.isContentEditable || (el.tagName === 'INPUT' && !el.readOnly)"
_IN_DIALOG: Final = "el => Boolean(el.closest('dialog[open],[role=dialog],[role=alertdialog]'))"
_KIND: Final = "el => el.tagName === 'SELECT' ? 'native' : el.list ? 'datalist' : 'custom'"
_OPTION_LABELS: Final = """el => [...el.options].map((option) =>
    option.value === "" || option.matches(":disabled") ? ""
        : option.label.replace(/\\s+/g, " ").trim())"""
_CHOSEN: Final = """el => el.multiple
    ? [...el.options].flatMap((option, at) => option.selected ? [at] : []) : []"""
_SUGGESTED: Final = """el => [...el.list.options].map((option) =>
    [(option.label || option.value).replace(/\\s+/g, " ").trim(), option.value])"""


async def select(hand: Hand, option: str) -> Effect:
    """Opens the list, waits for the option, picks it and reads back what is shown."""
    match await hand.node.evaluate(_KIND):
        case "native":
            return await _native(hand, option)
        case "datalist":
            return await _datalist(hand, option)
        case _:
            return await _custom(hand, option)


async def type_ahead(hand: Hand, text: str) -> Effect:
    """Types and leaves the suggestions open: they are for the model to choose from."""
    await hand.type(text)
    await hand.pause()
    shown = await hand.shown(text)
    return ok(shown) if shown or not text else failed("the field stayed empty")


async def _native(hand: Hand, option: str) -> Effect:
    labels: list[str] = await hand.node.evaluate(_OPTION_LABELS)
    if matching(option, labels) is None and await hand.pause():
        labels = await hand.node.evaluate(_OPTION_LABELS)  # one list may load another
    index = matching(option, labels)
    if index is None or not option:
        return no_match(option, [label for label in labels if label])
    kept: list[int] = await hand.node.evaluate(_CHOSEN)
    wanted = sorted({*kept, index})
    await hand.node.select_option(index=wanted, timeout=hand.patience, no_wait_after=True)
    shown = await hand.shown(labels[index])
    held = labels[index] in (shown if not kept else shown.split(", "))
    return ok(shown) if held and (kept or shown == labels[index]) else failed(f'it shows "{shown}"')


async def _datalist(hand: Hand, option: str) -> Effect:
    pairs: list[tuple[str, str]] = await hand.node.evaluate(_SUGGESTED)
    labels = [label for label, _ in pairs]
    index = matching(option, labels)
    if index is None:
        return no_match(option, labels)
    await hand.node.fill(pairs[index][1], timeout=hand.patience)
    return ok(await hand.commit(pairs[index][1]))


async def _custom(hand: Hand, option: str) -> Effect:
    """Elements that look like a list: open it, find the option, click it."""
    await mark(hand)
    before = await hand.now()
    opened = await hand.click()
    if opened.kind is not EffectKind.OK:
        return opened
    names = await _answers(hand, option)
    index = matching(option, names)
    if index is None and await hand.node.evaluate(_TAKES_TEXT):
        await hand.type(option)
        names = await _answers(hand, option) or names
        index = beginning(option, names)
    if index is None:
        index, names = await _further(hand, option, names)
    picked = None if index is None else await _at(hand, index)
    if index is None or picked is None:
        await _shut(hand, before.value if before else "")
        return no_match(option, names)
    await picked.click(timeout=hand.patience, no_wait_after=True)
    await hand.rest()
    shown = await hand.shown(names[index])
    if before is not None and shown and shown == before.value and names[index] not in shown:
        return failed(f'it shows "{shown}"')
    return ok(shown or names[index])


async def _answers(hand: Hand, option: str) -> list[str]:
    """The options, once the wanted one is among them or nothing more comes."""
    end = monotonic() + _ANSWERS_SECONDS
    names = await listed(hand)
    stirred = True
    while stirred and matching(option, names) is None and monotonic() < end:
        stirred = await hand.pause()
        names = await listed(hand)  # even where nothing was seen to stir: looks may come late
    return names


async def _further(hand: Hand, option: str, names: list[str]) -> tuple[int | None, list[str]]:
    """Scrolls through a list that shows only a part of itself."""
    met = dict.fromkeys(names)
    for _ in range(_MOST_SCREENS):
        if not await hand.target.frame.evaluate(f"() => {_CHOICES}.more()"):
            break
        await hand.rest()
        names = await listed(hand)
        met |= dict.fromkeys(names)
        if (index := matching(option, names)) is not None:
            return index, names
    return None, list(met)


async def mark(hand: Hand) -> None:
    """Remembers what is in sight: what comes up after it may be a list."""
    await hand.target.frame.evaluate(_SCRIPT)
    await hand.target.frame.evaluate(f"() => {_CHOICES}.mark()")


async def listed(hand: Hand) -> list[str]:
    """The options that came up since."""
    names: list[str] = await hand.node.evaluate(f"el => {_CHOICES}?.list(el) ?? []")
    return names


async def _at(hand: Hand, index: int) -> ElementHandle | None:
    found = await hand.target.frame.evaluate_handle(f"at => {_CHOICES}.at(at)", index)
    return found.as_element()


async def _shut(hand: Hand, value: str) -> None:
    """Escape would close a dialog around the list as well, so it comes last."""
    if await hand.node.evaluate(_TAKES_TEXT):
        await hand.node.fill(value, timeout=hand.patience)
        await hand.node.evaluate("el => el.blur()")
    else:
        await hand.click()
    await hand.pause()
    if await listed(hand) and not await hand.node.evaluate(_IN_DIALOG):
        await hand.page.keyboard.press("Escape")
        await hand.rest()
