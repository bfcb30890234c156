"""What people see of a page, and what their hand does to it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from errands.contracts.action import Click
from errands.contracts.errors import BrowserGoneError
from errands.contracts.touch import Go, Going
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def through(pictures: AsyncGenerator[bytes, None]) -> None:
    async for _ in pictures:
        pass


JPEG = b"\xff\xd8\xff"


async def test_a_page_is_shown_at_once_and_again_once_it_is_another(visit: Visit) -> None:
    browser = await visit("index")
    first = await browser.observe()
    async with asyncio.timeout(30), aclosing(browser.screen.pictures()) as pictures:
        assert (await anext(pictures)).startswith(JPEG)
        link = next(e for e in first.elements if e.id and e.role == "link")
        await browser.perform(Click(element=link.id))
        assert (await anext(pictures)).startswith(JPEG)
    assert browser.screen.size == (1280, 900)


async def test_a_person_goes_back(visit: Visit) -> None:
    browser = await visit("index")
    first = await browser.observe()
    link = next(e for e in first.elements if e.id and e.role == "link")
    await browser.perform(Click(element=link.id))
    assert browser.screen.address != first.url
    await browser.screen.touch(Go(action=Going.BACK))
    assert (await browser.observe()).url == first.url
    assert browser.screen.address == first.url
    assert await browser.screen.refusals() == ()


async def test_of_a_browser_that_has_gone_nothing_is_shown(visit: Visit) -> None:
    browser = await visit("index")
    async with asyncio.timeout(30), aclosing(browser.screen.pictures()) as pictures:
        await anext(pictures)
        await browser.close()
        with pytest.raises(BrowserGoneError):
            await through(pictures)
