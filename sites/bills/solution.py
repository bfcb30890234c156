"""The errands done by a script: it proves that every wish can be met with the page alone."""

from datetime import date
from typing import assert_never

from playwright.async_api import Page, expect

from sites.bills.look import Asking, Look, Part
from sites.bills.tasks import AutomaticWish, BillWish, NoAutomaticWish, PayWish
from sites.controls.solution import choose, give_day
from sites.variant import Variant


async def solve(page: Page, url: str, wish: BillWish, today: date, variant: Variant) -> None:
    """Do what is wished, from the list of bills to the confirmation."""
    look = Look.of(variant)
    await page.goto(url)
    await page.get_by_role("link", name=wish.service, exact=True).click()
    match wish:
        case PayWish():
            await _pay(page, wish, look, today)
        case AutomaticWish():
            await _turn_on(page, wish, look)
        case NoAutomaticWish():
            await _turn_off(page, look)
        case _:
            assert_never(wish)


async def _pay(page: Page, wish: PayWish, look: Look, today: date) -> None:
    w = look.words
    await page.get_by_role("link", name=w["go_pay"], exact=True).click()
    for parts in look.steps:
        for part in parts:
            match part:
                case Part.ACCOUNT:
                    await choose(page, look.account, w["pay_from"], wish.account)
                case Part.AMOUNT:
                    await _give_amount(page, wish, look)
                case Part.WHEN:
                    await _give_time(page, wish.on or today, look, today)
                case _:
                    assert_never(part)
        await page.get_by_role("button", name=w["go_on"], exact=True).click()
    await page.get_by_role("button", name=w["pay"], exact=True).click()
    heading = w["planned"] if wish.on and wish.on > today else w["paid"]
    await expect(page.get_by_role("heading", name=heading)).to_be_visible()


async def _give_amount(page: Page, wish: PayWish, look: Look) -> None:
    if wish.amount is None:
        return  # as it stands
    if look.amount is Asking.RADIO:
        await page.get_by_role("radio", name=look.words["part"], exact=True).check()
    euros = f"{wish.amount / 100:.2f}"
    await page.get_by_label(look.words["euros"], exact=True).fill(euros)


async def _give_time(page: Page, on: date, look: Look, today: date) -> None:
    if on == today:
        return  # as it stands
    if look.when is Asking.RADIO:
        await page.get_by_role("radio", name=look.words["later"], exact=True).check()
    await give_day(page, look.dating, look.words["date"], on)


async def _turn_on(page: Page, wish: AutomaticWish, look: Look) -> None:
    w = look.words
    starts = page.get_by_role("link", name=w["set_up"], exact=True)
    await starts.or_(page.get_by_role("link", name=w["alter"], exact=True)).click()
    await choose(page, look.account, w["pay_from"], wish.account)
    await choose(page, look.day_of_month, w["day"], str(wish.day))
    await page.get_by_role("button", name=w["go_on"], exact=True).click()
    await page.get_by_role("button", name=w["turn_on"], exact=True).click()
    await expect(page.get_by_role("heading", name=w["turned_on"])).to_be_visible()


async def _turn_off(page: Page, look: Look) -> None:
    w = look.words
    await page.get_by_role("link", name=w["go_stop"], exact=True).click()
    await page.get_by_role("button", name=w["turn_off"], exact=True).click()
    await expect(page.get_by_role("heading", name=w["turned_off"])).to_be_visible()
