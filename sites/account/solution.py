"""The errands done by a script: it proves that every wish can be met with the page alone."""

from typing import assert_never

from playwright.async_api import Page, expect

from sites.account.account import CHOICES, SECTIONS, AddressField, AddressText, Section
from sites.account.look import Deleting, Editing, Look, Menu
from sites.account.tasks import (
    AccountWish,
    AddressWish,
    Change,
    CorrectionWish,
    DeletionWish,
    SettingsWish,
)
from sites.controls.solution import choose, turn
from sites.variant import Variant


async def solve(page: Page, url: str, wish: AccountWish, variant: Variant) -> None:
    """Do what is wished, from the site's first page to what it says at the end."""
    look = Look.of(variant)
    await page.goto(url)
    match wish:
        case SettingsWish():
            for section in SECTIONS:
                changes = [one for one in wish.changes if one.setting in SECTIONS[section]]
                if changes:
                    await _set(page, section, changes, look)
        case AddressWish():
            await _go_to(page, "addresses", look)
            await page.get_by_role("link", name=look.words["add"], exact=True).click()
            for field in AddressField:
                await _write(page, field, _part(wish.text, field), look)
            await _save_address(page, look)
        case CorrectionWish():
            await _go_to(page, "addresses", look)
            edit = f"{look.words['edit']}: {wish.label}"
            await page.get_by_role("link", name=edit, exact=True).click()
            for line in wish.lines:
                await _write(page, line.field, line.value, look)
            await _save_address(page, look)
        case DeletionWish():
            await _go_to(page, "addresses", look)
            await _delete(page, wish.label, look)
        case _:
            assert_never(wish)


async def _go_to(page: Page, name: str, look: Look) -> None:
    if look.menu is Menu.OVERVIEW:
        await page.get_by_role("link", name=look.words["settings"], exact=True).click()
    w = look.words[name]
    tab, link = (page.get_by_role(role, name=w, exact=True) for role in ("tab", "link"))
    await (tab if look.menu is Menu.TABS else link).click()
    await expect(page.get_by_role("heading", name=w, level=1)).to_be_visible()


async def _set(page: Page, section: Section, changes: list[Change], look: Look) -> None:
    w = look.words
    await _go_to(page, section, look)
    for change in changes:
        if look.editing is Editing.APART:
            name = f"{w['change']}: {w[change.setting]}"
            await page.get_by_role("link", name=name, exact=True).click()
        if look.saves_at_once(section):
            async with page.expect_navigation():
                await _give(page, change, look)
        else:
            await _give(page, change, look)
        if look.editing is Editing.APART:
            await _save(page, look)
    if look.editing is Editing.TOGETHER and not look.saves_at_once(section):
        await _save(page, look)


async def _save(page: Page, look: Look) -> None:
    await page.get_by_role("button", name=look.words["save"], exact=True).click()
    await expect(page.get_by_role("status")).to_have_text(look.words["saved"])


async def _give(page: Page, change: Change, look: Look) -> None:
    label = look.words[change.setting]
    if isinstance(change.value, bool):
        await turn(page, look.switching, label, on=change.value)
    elif change.setting in CHOICES:
        option = dict(look.options(change.setting))[change.value]
        await choose(page, look.choosing[change.setting], label, option)
    else:
        await page.get_by_label(label, exact=True).fill(change.value)


def _part(text: AddressText, field: AddressField) -> str:
    return str(getattr(text, field))


async def _write(page: Page, field: AddressField, value: str, look: Look) -> None:
    if field is AddressField.COUNTRY:
        await choose(page, look.country, look.words[field], value)
    else:
        await page.get_by_label(look.words[field], exact=True).fill(value)


async def _save_address(page: Page, look: Look) -> None:
    await page.get_by_role("button", name=look.words["save_address"], exact=True).click()
    await expect(page.get_by_role("status")).to_have_text(look.words["address_saved"])


async def _delete(page: Page, label: str, look: Look) -> None:
    w = look.words
    name = f"{w['delete']}: {label}"
    button, link = (page.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
    await (button if look.deleting is Deleting.DIALOG else link).click()
    if look.deleting is Deleting.TICK:
        await page.get_by_role("checkbox", name=w["understood"], exact=True).check()
    await page.get_by_role("button", name=w["delete_really"], exact=True).click()
    await expect(page.get_by_role("status")).to_have_text(w["deleted"])
