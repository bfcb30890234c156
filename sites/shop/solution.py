"""The tasks done by a script: it proves that every wish can be met with the page alone."""

import re
from dataclasses import dataclass
from typing import Self, assert_never
from urllib.parse import quote

from playwright.async_api import Locator, Page, expect

from sites.controls.solution import choose
from sites.shop.catalogue import words_of
from sites.shop.details import FIELDS, Section
from sites.shop.look import Counting, CountryField, Look, Sorting
from sites.shop.wish import BuyWish, PickWish, RestWish, ShopWish
from sites.shop.wording import Label, Wording
from sites.variant import Variant


async def solve(page: Page, start_url: str, wish: ShopWish, variant: Variant) -> None:
    """Order what the wish describes, from the start page to the confirmation."""
    await page.goto(start_url)
    await page.get_by_label("Search the web").fill("shop")
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("link", name="Tidewell").click()
    buyer = _Buyer.of(page, variant)
    match wish:
        case BuyWish():
            await buyer.look_for(wish.product)
            await buyer.put_in_cart(wish.option, wish.quantity)
        case PickWish():
            await buyer.pick(wish)
            await buyer.put_in_cart(wish.option, wish.quantity)
        case RestWish():
            await buyer.take_out(wish.remove)
        case _:
            assert_never(wish)
    await buyer.check_out(wish)


@dataclass(frozen=True, slots=True)
class _Buyer:
    """Knows how this variant looks, and what it calls things."""

    page: Page
    look: Look
    wording: Wording

    @classmethod
    def of(cls, page: Page, variant: Variant) -> Self:
        return cls(page, Look.of(variant), Wording(variant))

    async def look_for(self, product: str) -> None:
        await self.page.get_by_role("searchbox").fill(product)
        await self._button(Label.SEARCH).click()
        await self._first_product()

    async def pick(self, wish: PickWish) -> None:
        await self._link(self.wording.of(wish.category)).click()
        await self._field(Label.MOST).fill(str(wish.euros))
        await self._button(Label.FILTER).click()
        await self.page.wait_for_url(f"**most={quote(str(wish.euros))}**")
        await self._sort(wish)
        await self._first_product()

    async def put_in_cart(self, option: str, quantity: int) -> None:
        for label in (Label.SIZE, Label.COLOUR):
            if option and await self.page.get_by_text(self.wording[label], exact=True).count():
                await choose(self.page, self.look.option, self.wording[label], option)
        field = self._field(Label.QUANTITY)
        if self.look.counting is Counting.SELECT:
            await field.select_option(str(quantity))
        else:
            await field.fill(str(quantity))
        await self._button(Label.ADD).click()
        await self.page.wait_for_url(re.compile("/cart$|added=yes"))
        await self._open_cart()

    async def take_out(self, product: str) -> None:
        await self._open_cart()
        for line in await self.page.get_by_role("main").get_by_role("listitem").all():
            if words_of(product) <= words_of(await line.inner_text()):
                name = await line.get_by_role("heading").inner_text()
                await line.get_by_role("button", name=self.wording[Label.REMOVE]).click()
                await expect(self._link(name)).to_have_count(0)
                return
        raise LookupError(product)

    async def check_out(self, wish: ShopWish) -> None:
        await self._link(self.wording[Label.CHECKOUT]).click()
        for sections in self.look.steps:
            await expect(self._heading(self.wording.of(sections[0]))).to_be_visible()
            for section in sections:
                await self._fill_in(section, wish)
            await self._button(Label.CONTINUE).click()
        await expect(self._heading(self.wording[Label.SUMMARY])).to_be_visible()
        await self._button(Label.PLACE).click()
        await expect(self._heading(self.wording[Label.DONE])).to_be_visible()

    async def _fill_in(self, section: Section, wish: ShopWish) -> None:
        match section:
            case Section.DELIVERY:
                words = self.wording.of(wish.delivery)
                await choose(self.page, self.look.delivery, self.wording[Label.DELIVERY], words)
            case Section.PAYMENT:
                words = self.wording.of(wish.payment)
                await choose(self.page, self.look.payment, self.wording[Label.PAYMENT], words)
            case Section.ADDRESS | Section.CONTACT:
                for name in FIELDS[section]:
                    field = self._field(Label[name.upper()])
                    if name == "country" and self.look.country is CountryField.SELECT:
                        await field.select_option(label=getattr(wish, name))
                    else:
                        await field.fill(getattr(wish, name))

    async def _sort(self, wish: PickWish) -> None:
        words = self.wording.of(wish.preference)
        if self.look.sorting is Sorting.LINKS:
            await self._link(words).click()
        else:
            await self._field(Label.SORT).select_option(label=words)
        if self.look.sorting is Sorting.WITH_FILTERS:
            await self._button(Label.FILTER).click()
        await self.page.wait_for_url(f"**sort={wish.preference}**")

    async def _first_product(self) -> None:
        await (
            self.page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
        )
        await self.page.wait_for_url("**/products/*")

    async def _open_cart(self) -> None:
        counted = re.compile(rf"^{re.escape(self.wording[Label.CART])} \(\d+\)$")
        await self.page.get_by_role("banner").get_by_role("link", name=counted).click()
        await expect(self._heading(self.wording[Label.CART])).to_be_visible()

    def _field(self, label: Label) -> Locator:
        return self.page.get_by_label(self.wording[label], exact=True)

    def _button(self, label: Label) -> Locator:
        return self.page.get_by_role("button", name=self.wording[label], exact=True)

    def _link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=words, exact=True)

    def _heading(self, words: str) -> Locator:
        return self.page.get_by_role("heading", name=words, exact=True)
