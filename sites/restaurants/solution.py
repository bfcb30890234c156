"""The errands done by a script, in any variant: each wish can be met with the page alone."""

import re
from collections.abc import Iterable, Mapping

from playwright.async_api import Page, expect

from sites.controls.field import Field
from sites.controls.solution import put
from sites.restaurants.look import Filters, Look
from sites.restaurants.tasks import By, HoursWish, Named, Pick, TableWish
from sites.restaurants.wording import Word
from sites.variant import Variant


async def solve(page: Page, url: str, wish: TableWish, variant: Variant) -> None:
    """Reserve what the wish describes."""
    look = Look(variant)
    match wish.place:
        case Named():
            await _open(page, url, wish.place, look)
        case Pick():
            await _pick(page, url, wish.place, look)
    await page.get_by_role("link", name=look.words[Word.ASK], exact=True).click()
    await _ask(page, wish, look)
    await page.get_by_role("button", name=look.words[Word.RESERVE], exact=True).click()
    reserved = page.get_by_role("heading", name=look.words[Word.RESERVED], exact=True)
    await expect(reserved).to_be_visible()


async def answer(page: Page, url: str, wish: HoursWish, variant: Variant) -> str:
    """Say what the restaurant's page says of the hours."""
    look = Look(variant)
    await _open(page, url, wish.place, look)
    written = await page.get_by_role("article").inner_text()
    weekday = re.escape(look.weekday(wish.weekday))
    found = re.search(
        rf"^{weekday}\b\W*(?P<opens>.+?)(?: to (?P<closes>.+))?$", written, re.MULTILINE
    )
    if found is None:
        return "I don't know."
    return f"It {wish.edge} at {found[wish.edge]}." if found["closes"] else found["opens"]


async def _open(page: Page, url: str, place: Named, look: Look) -> None:
    await page.goto(url)
    await _fill(page, look.search_fields(), {"city": place.city})
    await page.get_by_role("button", name=look.words[Word.SEARCH], exact=True).click()
    await page.get_by_role("link", name=place.name, exact=True).click()


async def _pick(page: Page, url: str, place: Pick, look: Look) -> None:
    await page.goto(url)
    wanted = {"city": place.city, "cuisine": place.cuisine.value}
    await _fill(page, look.search_fields(), wanted)
    await page.get_by_role("button", name=look.words[Word.SEARCH], exact=True).click()
    best = Word.RATING_FIRST if place.by is By.BEST_RATED else Word.PRICE_FIRST
    needs = {"outdoor": place.outdoor, "vegetarian": place.vegetarian}
    wanted = {"sort": look.words[best], **{name: "yes" for name, needed in needs.items() if needed}}
    if look.filters is Filters.PANEL:
        await page.get_by_text(look.words[Word.FILTERS], exact=True).click()
    if look.filters is Filters.AT_ONCE:
        for name, value in wanted.items():
            await _fill(page, look.filter_fields(), {name: value})
            sent = place.search.sort.value if name == "sort" else value
            await page.wait_for_url(f"**{name}={sent}**")
    else:
        await _fill(page, look.filter_fields(), wanted)
        await page.get_by_role("button", name=look.words[Word.APPLY], exact=True).click()
        await page.wait_for_url("**sort=**")
    await page.locator("main a[href^='/restaurants/']").first.click()


async def _ask(page: Page, wish: TableWish, look: Look) -> None:
    wanted = {
        "on": wish.day.isoformat(),
        "people": look.people(wish.people),
        "time": look.time(wish.time),
        "name": wish.name,
        "phone": wish.phone,
        "note": wish.note,
    }
    go_on = page.get_by_role("button", name=look.words[Word.NEXT], exact=True)
    await _fill(page, look.when_fields(), wanted)
    if look.in_two_steps:
        await go_on.click()
    await _fill(page, look.detail_fields(), wanted)
    await go_on.click()


async def _fill(page: Page, fields: Iterable[Field], wanted: Mapping[str, str]) -> None:
    for field in fields:
        if field.name in wanted:
            await put(page, field, wanted[field.name])
