from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from playwright.async_api import Page

from sites.hotels.app import create_app as create_hotels
from sites.hotels.solution import solve
from sites.hotels.store import HotelStore
from sites.hotels.tasks import HotelWish, Preference, check
from sites.start.app import create_app as create_start
from sites.start.catalogue import Name
from tests.sites.serving import served


@pytest.fixture
async def start_url(database: Path) -> AsyncIterator[str]:
    async with (
        served(create_hotels(database, date(2027, 1, 15))) as hotels_url,
        served(create_start({Name.HOTELS: hotels_url})) as url,
    ):
        yield url


@pytest.mark.browser
@pytest.mark.parametrize(
    ("preference", "city", "guests"),
    [
        (Preference.CHEAPEST, "São Paulo", 1),
        (Preference.BREAKFAST, "the hague", 6),
        (Preference.BEST_RATED, "Lisbon", 2),
    ],
)
async def test_the_script_meets_the_wish(
    start_url: str,
    page: Page,
    store: HotelStore,
    preference: Preference,
    city: str,
    guests: int,
) -> None:
    wish = HotelWish(
        city=city,
        check_in=date(2027, 12, 30),
        check_out=date(2028, 1, 2),
        guests=guests,
        preference=preference,
        first_name="Zoë",
        last_name="O'Brien",
        email="zoe@example.org",
        phone="+353 1 555 0101",
    )
    await solve(page, f"{start_url}/?visit=visitor-1", wish)
    verdict = check(wish, store.bookings(visitor="visitor-1"))
    assert verdict.ok, verdict
    assert len(store.bookings()) == 1
