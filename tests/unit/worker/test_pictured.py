"""Pictures are taken while the model decides, and never while something is done."""

import asyncio

import pytest
from pydantic import SecretStr

from errands.backends.memory_browser import MemoryBrowser
from errands.contracts.action import Click, PageAction
from errands.contracts.errors import BrowserGoneError
from errands.contracts.ids import ElementId
from errands.contracts.step import Effect
from services.worker.pictured import PicturedBrowser
from tests.unit.agent.house import HOME, HOSTS, site

CLICK = Click(element=ElementId(1))


class Camera(MemoryBrowser):
    """A browser whose pictures are ready when the test says so."""

    def __init__(self) -> None:
        super().__init__(site(), HOSTS)
        self.ready = asyncio.Event()
        self.gone = False
        self.did: list[str] = []
        self.start(HOME)

    async def screenshot(self) -> bytes:
        self.did.append("looks")
        await self.ready.wait()
        if self.gone:
            raise BrowserGoneError
        self.did.append("has looked")
        return b"png"

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self.did.append(action.kind)
        return await super().perform(action, text)


@pytest.fixture
def camera() -> Camera:
    return Camera()


async def test_an_action_waits_for_the_picture(camera: Camera) -> None:
    browser = PicturedBrowser(camera, patience=60)
    await browser.observe()
    acting = asyncio.create_task(browser.perform(CLICK))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert camera.did == ["looks"]
    camera.ready.set()
    await acting
    assert camera.did == ["looks", "has looked", "click"]
    assert await browser.picture() == b"png"


async def test_no_look_no_picture(camera: Camera) -> None:
    assert await PicturedBrowser(camera).picture() is None


async def test_every_look_has_a_picture_of_its_own(camera: Camera) -> None:
    camera.ready.set()
    browser = PicturedBrowser(camera)
    for _ in range(2):
        await browser.observe()
        assert await browser.picture() == b"png"
    assert camera.did == ["looks", "has looked"] * 2


async def test_a_picture_that_takes_too_long_is_done_without(camera: Camera) -> None:
    browser = PicturedBrowser(camera, patience=0)
    await browser.observe()
    await browser.perform(CLICK)
    assert await browser.picture() is None
    assert camera.did == ["looks", "click"]


async def test_a_browser_that_is_gone_has_none(camera: Camera) -> None:
    browser = PicturedBrowser(camera)
    camera.gone = True
    camera.ready.set()
    await browser.observe()
    assert await browser.picture() is None
