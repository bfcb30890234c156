"""JavaScript's dialogs: their words are told, and none is agreed to."""

import pytest

from tests.integration.playwright_words import click
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("name", "words"),
    [("Save", "Saved"), ("Delete", "Delete all?"), ("Name", "Your name?")],
    ids=["alert", "confirm", "prompt"],
)
async def test_a_dialog_is_told_and_not_agreed_to(visit: Visit, name: str, words: str) -> None:
    browser = await visit("events")
    assert str(await click(browser, name)) == f'dialog "{words}" dismissed'
    assert (await browser.observe()).title == "Events"
