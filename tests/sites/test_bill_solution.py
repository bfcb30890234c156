from pathlib import Path

import pytest
from playwright.async_api import Page

from sites.bills.app import create_app
from sites.bills.household import Household
from sites.bills.solution import solve
from sites.bills.store import BillStore
from sites.bills.tasks import AutomaticWish, BillWish, NoAutomaticWish, PayWish, check
from sites.variant import Variant
from tests.sites.conftest import TODAY
from tests.sites.serving import served


def wishes(household: Household) -> tuple[BillWish, ...]:
    first, second, *_ = (bill for bill in household.bills if household.left(bill))
    rich, *_, poor = sorted(household.accounts, key=lambda account: -account.balance)
    by_itself = next(bill for bill in household.bills if household.automatic_of(bill))
    return (
        PayWish(first.service, rich.name),
        PayWish(second.service, rich.name, 505, TODAY.replace(month=2, day=3)),
        AutomaticWish(first.service, poor.name, 17),
        NoAutomaticWish(by_itself.service),
    )


@pytest.mark.browser
@pytest.mark.parametrize("number", [0, 5, 102])
async def test_the_script_meets_every_wish(page: Page, tmp_path: Path, number: int) -> None:
    database, variant = tmp_path / "bills.db", Variant.of(number)
    store = BillStore(database, today=TODAY)
    async with served(create_app(database, TODAY, variant=variant)) as url:
        for at in range(4):
            who = f"visitor-{at}"
            wish = wishes(store.record(who).now)[at]
            await solve(page, f"{url}/?visit={who}", wish, TODAY, variant)
            verdict = check(wish, store.record(who))
            assert verdict.ok, (wish, verdict)
