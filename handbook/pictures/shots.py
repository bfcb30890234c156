"""What is photographed: the chat page, the page of labels, the reference."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.async_api import Browser, Page, ViewportSize, expect

from handbook.diagrams import Scheme
from handbook.pages import DOCS, ROOT
from handbook.pictures.scene import Scene

FOLDER: Final = DOCS / "pictures"
MOST_BYTES: Final = 150_000
_SIZE: Final[ViewportSize] = {"width": 1280, "height": 800}
_SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
_QUALITY: Final = 82
_SLOW_MS: Final = 300_000


class TooLargeError(Exception):
    """A picture that readers would wait for."""


@dataclass(frozen=True, slots=True)
class Camera:
    browser: Browser

    @asynccontextmanager
    async def page(self, scheme: Literal["light", "dark"]) -> AsyncIterator[Page]:
        page = await self.browser.new_page(
            viewport=_SIZE, color_scheme=scheme, reduced_motion="reduce"
        )
        page.set_default_timeout(_SLOW_MS)
        yield page
        await page.close()

    async def take(self, page: Page, name: str) -> None:
        """As `docs/pictures/NAME.webp`.

        Raises:
            TooLargeError: it has more than `MOST_BYTES`.
        """
        packed = BytesIO()
        with Image.open(BytesIO(await page.screenshot())) as picture:
            picture.convert("RGB").save(packed, "WEBP", quality=_QUALITY, method=6)
        if packed.tell() > MOST_BYTES:
            raise TooLargeError(f"{name}: {packed.tell()} bytes")
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.webp").write_bytes(packed.getvalue())


async def chat(camera: Camera, scene: Scene, key: str, session: str) -> None:
    """The conversation that waits for a yes, its last steps, and the live browser beside it."""
    for scheme in _SCHEMES:
        async with camera.page(scheme) as page:
            await page.goto(f"{scene.layout.api}/?session={session}")
            await page.get_by_label("API key").fill(key)
            await page.keyboard.press("Enter")
            await expect(page.locator(".approval")).to_be_visible(timeout=_SLOW_MS)
            await expect(page.locator("#picture")).to_be_visible(timeout=_SLOW_MS)
            await camera.take(page, f"chat-{scheme}")


async def labels(camera: Camera, scene: Scene, key: str) -> None:
    """The first step that is asked about, with its page as it looked."""
    for scheme in _SCHEMES:
        async with camera.page(scheme) as page:
            await page.goto(f"{scene.layout.api}/label")
            await page.get_by_label("Your labeler's key").fill(key)
            await page.keyboard.press("Enter")
            await expect(page.locator("#desk")).to_be_visible(timeout=_SLOW_MS)
            await expect(page.locator("#words")).not_to_be_empty(timeout=_SLOW_MS)
            await page.wait_for_load_state("networkidle")
            await camera.take(page, f"label-{scheme}")


async def reference(camera: Camera, site: Path = ROOT / "var/site") -> None:
    """A part of the reference as the built site shows it."""
    for scheme in _SCHEMES:
        async with camera.page(scheme) as page:
            await page.goto(f"{(site / 'reference/index.html').as_uri()}#createturn")
            await expect(page.locator("#createturn")).to_be_in_viewport(timeout=_SLOW_MS)
            await camera.take(page, f"reference-{scheme}")
