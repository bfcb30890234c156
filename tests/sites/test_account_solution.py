from pathlib import Path

import pytest
from playwright.async_api import Page

from sites.account.account import CHOICES, Account, AddressField, AddressText, Setting
from sites.account.app import create_app
from sites.account.solution import solve
from sites.account.store import AccountStore
from sites.account.tasks import (
    AccountWish,
    AddressWish,
    Change,
    CorrectionWish,
    DeletionWish,
    Line,
    SettingsWish,
    check,
)
from sites.variant import Variant
from tests.sites.serving import served

NEW = AddressText(
    label="Mill",
    name="Ana Lima",
    street="4 Rua Nova",
    city="Évora",
    postcode="7000-123",
    country="Portugal",
)


def other(account: Account, setting: Setting) -> Change:
    """The setting as it isn't."""
    was = account.settings.value(setting)
    if isinstance(was, bool):
        return Change(setting, not was)
    return Change(setting, next(value for value in reversed(CHOICES[setting]) if value != was))


def wishes(account: Account) -> tuple[AccountWish, ...]:
    labels = [address.text.label for address in account.addresses]
    choices = (other(account, Setting.LANGUAGE), other(account, Setting.TIME_ZONE))
    email = Change(Setting.EMAIL, "lima@example.org")
    switches = (other(account, Setting.NEWS), other(account, Setting.FREQUENCY))
    private = (other(account, Setting.VISIBILITY), other(account, Setting.PARTNERS))
    lines = (Line(AddressField.COUNTRY, "Norway"), Line(AddressField.STREET, "9 New Way"))
    return (
        SettingsWish((*choices, email)),
        SettingsWish((*switches, *private)),
        AddressWish(NEW),
        CorrectionWish(labels[1], lines),
        DeletionWish(labels[2]),
    )


@pytest.mark.browser
@pytest.mark.parametrize("number", [0, 4, 100])
async def test_the_script_meets_every_wish(page: Page, tmp_path: Path, number: int) -> None:
    database, variant = tmp_path / "account.db", Variant.of(number)
    store = AccountStore(database)
    async with served(create_app(database, variant=variant)) as url:
        for at in range(5):
            who = f"visitor-{at}"
            wish = wishes(store.record(who).now)[at]
            await solve(page, f"{url}/?visit={who}", wish, variant)
            verdict = check(wish, store.record(who))
            assert verdict.ok, (wish, verdict)
