"""Days in native fields and in calendars."""

import pytest

from errands.contracts.step import EffectKind
from tests.integration.playwright_words import fill
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Arrival", "2027-05-12"), ("Departure", "05/12/2027")],
    ids=["native", "calendar"],
)
async def test_a_day_is_put_in_and_read_back(visit: Visit, name: str, shown: str) -> None:
    browser = await visit("dates")
    assert str(await fill(browser, name, "2027-05-12")) == f'ok ="{shown}"'
    seen = await browser.observe()
    assert [e.value for e in seen.elements if e.name == name] == [shown]


async def test_a_native_field_takes_no_other_form(visit: Visit) -> None:
    browser = await visit("dates")
    assert (await fill(browser, "Arrival", "12.05.2027")).kind is EffectKind.FAILED
