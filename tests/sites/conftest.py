from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.async_api import Page, async_playwright

from sites.hotels.app import create_app
from sites.hotels.store import HotelStore
from tests.page_server import chromium_path

TODAY = date(2027, 1, 15)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "hotels.db"


@pytest.fixture
def store(database: Path) -> HotelStore:
    return HotelStore(database)


@pytest.fixture
def hotels(database: Path) -> Iterator[TestClient]:
    with TestClient(create_app(database, TODAY)) as client:
        yield client


@pytest.fixture
def search() -> dict[str, str]:
    return {
        "city": "Rome",
        "check_in": "2027-05-12",
        "check_out": "2027-05-15",
        "guests": "2",
    }


@pytest.fixture
def person() -> dict[str, str]:
    return {
        "first_name": "Ana",
        "last_name": "Lima",
        "email": "ana@example.org",
        "phone": "+39 06 5555 0101",
    }


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(),
            args=FLAGS + QUIET,
        )
        page = await browser.new_page()
        page.set_default_timeout(60_000)
        yield page
        await browser.close()
