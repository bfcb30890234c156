"""The example of a product hands its frame a key of the visitor's own, and nobody else's frame."""

import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.async_api import async_playwright

from errands.client import AsyncErrands
from errands.contracts.ids import TenantId
from errands.contracts.keys import USUAL_SCOPES, Scope
from services.api.auth import new_key
from tests.page_server import chromium_path
from tests.sites.serving import served
from tests.unit.api.house import START, House

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/embedding_product.py"
LISTENS = """<!doctype html><title>Conversation</title><p id="handed"></p><script>
addEventListener("message", ({ source, data }) => {
  if (source === parent) document.getElementById("handed").textContent = JSON.stringify(data);
});
parent.postMessage({ type: "errands.ready" }, "*");
</script>"""
"""In the place of the chat page: asks as it does, and shows what it is handed."""

ASKS_FROM_ELSEWHERE = """async html => {
  const asked = new Promise(done => addEventListener("message", () => setTimeout(done)));
  document.getElementById("errands").srcdoc = html;
  await asked;
}"""
"""A page of another origin in the same frame; returns once the product has heard it ask."""


def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("embedding_product", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listening(house: House) -> FastAPI:
    """The API, with such a page at `/`."""
    app = FastAPI()

    @app.get("/")
    async def page() -> HTMLResponse:
        return HTMLResponse(LISTENS)

    app.mount("/", house.app)
    return app


@asynccontextmanager
async def product(house: House) -> AsyncIterator[str]:
    """Where the product is; it calls the house with a key of its own."""
    key, text = new_key(TenantId("maya-inc"), USUAL_SCOPES | {Scope.KEYS}, created_at=0)
    await house.keys.add(key)
    async with (
        served(listening(house)) as api,
        AsyncErrands(api, text) as errands,
        served(example().product(errands, api, START, [])) as address,
    ):
        yield address


async def test_a_visitor_gets_a_session_and_a_key_that_runs_out() -> None:
    house = House()
    async with product(house) as address, httpx.AsyncClient() as visitor:
        told = (await visitor.post(f"{address}/conversation")).json()
        async with AsyncErrands(told["api"], told["key"]) as errands:
            session = await errands.get_session(told["session"])
        page = (await visitor.get(address)).text
    assert session.profile["first_name"] == "Maya"
    assert "errands_" not in page
    kept = await house.keys.all(TenantId("maya-inc"))
    (given,) = [key for key in kept if key.id == told["key"].split("_")[1]]
    assert given.scopes == USUAL_SCOPES
    assert given.expires_at == house.clock.now() + 3600


@pytest.mark.browser
async def test_the_frame_that_asks_is_handed_the_key_and_no_other_page_is() -> None:
    house = House()
    async with product(house) as address, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path())
        page = await browser.new_page()
        await page.goto(address)
        frame = page.frame_locator("#errands")
        await frame.locator("#handed", has_text="errands.open").wait_for(timeout=60_000)
        handed = await frame.locator("#handed").text_content()
        source = await page.locator("#errands").get_attribute("src")
        await page.evaluate(ASKS_FROM_ELSEWHERE, LISTENS)
        other = await frame.locator("#handed").text_content()
        await browser.close()
    assert handed is not None
    assert "errands_" in handed
    assert source is not None
    assert "/?embed=1&session=ses_" in source
    assert other == ""
