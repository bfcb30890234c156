"""`make docs-pictures`: draws the diagrams, then takes the pictures of pages.

Diagrams come first and alone with `--diagrams`: the site can't be built without them.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from errands.settings import Settings
from handbook.pictures import shots
from handbook.pictures.mermaid import draw_all
from handbook.pictures.scene import running, talk_until_asked


async def _diagrams(script: Path) -> None:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=str(Settings().chromium))
        await draw_all(browser, script)
        await browser.close()


async def _pages() -> None:
    with tempfile.TemporaryDirectory(prefix="errands-pictures-") as folder:
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=str(Settings().chromium))
            camera = shots.Camera(browser)
            with running(Path(folder)) as scene:
                key = scene.key("--tenant", "pictures")
                session = await asyncio.to_thread(talk_until_asked, scene, key)
                await shots.chat(camera, scene, key, session)
                await asyncio.to_thread(scene.worker.close)
                await shots.labels(camera, scene, scene.key("--labeler", "anna"))
            await shots.reference(camera)
            await browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m handbook.pictures", description=__doc__)
    parser.add_argument("--mermaid", type=Path, required=True, help="Mermaid's script")
    parser.add_argument("--diagrams", action="store_true", help="no pages")
    chosen = parser.parse_args()
    asyncio.run(_diagrams(chosen.mermaid))
    if not chosen.diagrams:
        asyncio.run(_pages())


if __name__ == "__main__":
    main()
