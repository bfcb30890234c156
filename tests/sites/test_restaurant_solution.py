from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page

from sites.restaurants.app import create_app
from sites.restaurants.catalogue import Catalogue
from sites.restaurants.hours import Weekday
from sites.restaurants.solution import answer, solve
from sites.restaurants.store import TableStore
from sites.restaurants.tasks import (
    By,
    Edge,
    HoursWish,
    Named,
    Pick,
    Place,
    TableWish,
    check,
    check_answer,
    place_of,
)
from sites.variant import Variant
from tests.sites.serving import served

pytestmark = pytest.mark.browser

CATALOGUE = Catalogue(7)
ROME = CATALOGUE.of_city("Rome")
RESTING = next(each for each in CATALOGUE.of_city("Rome") if None in each.hours)


def wish_for(place: Place, note: str) -> TableWish:
    restaurant = place_of(place)
    days = (date(2027, 5, 12) + timedelta(days=ahead) for ahead in range(7))
    day = next(day for day in days if CATALOGUE.seatings(restaurant, day))
    times = CATALOGUE.seatings(restaurant, day)
    return TableWish(place, day, times[-1], 4, "Zoë O'Brien", "+353 1 555 0101", note)


@pytest.mark.parametrize("number", [0, 2, 7, 100])
async def test_the_script_does_every_errand(tmp_path: Path, page: Page, number: int) -> None:
    variant = Variant.of(number)
    wishes = (
        wish_for(Named("Rome", ROME[2].name), ""),
        wish_for(Pick("Rome", ROME[0].cuisine, By.CHEAPEST), "By the window"),
        wish_for(Pick("Rome", ROME[0].cuisine, By.BEST_RATED, outdoor=True), ""),
    )
    asked = [HoursWish(Named("Rome", ROME[3].name), Weekday.FRIDAY, edge) for edge in Edge]
    off = Weekday(RESTING.hours.index(None))
    asked.append(HoursWish(Named("Rome", RESTING.name), off, Edge.OPENS))
    store = TableStore(tmp_path / "tables.db")
    app = create_app(tmp_path / "tables.db", date(2027, 1, 15), variant=variant)
    async with served(app) as url:
        for at, wish in enumerate(wishes):
            await solve(page, f"{url}/?visit=visitor-{at}", wish, variant)
            verdict = check(wish, store.reservations(visitor=f"visitor-{at}"))
            assert verdict.ok, verdict
        for question in asked:
            said = await answer(page, f"{url}/?visit=asks", question, variant)
            verdict = check_answer(question, said, store.reservations(visitor="asks"))
            assert verdict.ok, verdict
