"""How a script uses each control, by its words alone."""

import re
from datetime import date
from typing import assert_never

from playwright.async_api import Page

from sites.controls.control import MONTHS, Choosing, Dating, Switching, write_day
from sites.controls.field import Field, Typing


async def choose(page: Page, how: Choosing, label: str, option: str) -> None:
    """Take the option that begins with these words."""
    escaped = re.escape(option).replace("/", r"\/")  # a slash would end it in a selector
    begins = re.compile(rf"^\s*{escaped}(?!\w)")
    match how:
        case Choosing.SELECT:
            field = page.get_by_label(label, exact=True)
            words = await field.locator("option", has_text=begins).inner_text()
            await field.select_option(label=words)
        case Choosing.RADIO:
            group = page.get_by_role("group", name=label, exact=True)
            await group.get_by_role("radio", name=begins).check()
        case Choosing.LISTBOX | Choosing.MENU:
            if how is Choosing.MENU:
                await page.get_by_role("combobox", name=label, exact=True).click()
            listbox = page.get_by_role("listbox", name=label, exact=True)
            await listbox.get_by_role("option", name=begins).click()
        case _:
            assert_never(how)


async def give_day(page: Page, how: Dating, label: str, day: date) -> None:
    """Give a day in the way that the field takes it."""
    if how is not Dating.PARTS:
        whole, *_ = write_day(how, day)
        await page.get_by_label(label, exact=True).fill(whole)
        return
    group = page.get_by_role("group", name=label, exact=True)
    parts = {"Day": str(day.day), "Month": MONTHS[day.month - 1], "Year": str(day.year)}
    for part, words in parts.items():
        await group.get_by_label(part).select_option(label=words)


async def turn(page: Page, how: Switching, label: str, *, on: bool) -> None:
    """Turn a switch on or off; one that stands right stays."""
    match how:
        case Switching.YES_NO:
            group = page.get_by_role("group", name=label, exact=True)
            await group.get_by_role("radio", name="On" if on else "Off", exact=True).check()
        case Switching.CHECKBOX:
            await page.get_by_role("checkbox", name=label, exact=True).set_checked(on)
        case Switching.SWITCH | Switching.BUTTON:
            await page.get_by_role("switch", name=label, exact=True).set_checked(on)
        case _:
            assert_never(how)


async def put(page: Page, field: Field, value: str) -> None:
    """Give a field what is to stand in it: a text, the words of an option, an ISO day, or `yes`."""
    match field.control:
        case Typing():
            await page.get_by_label(field.label, exact=True).fill(value)
        case Choosing():
            await choose(page, field.control, field.label, value)
        case Dating():
            await give_day(page, field.control, field.label, date.fromisoformat(value))
        case Switching():
            await turn(page, field.control, field.label, on=value == "yes")
        case _:
            assert_never(field.control)
