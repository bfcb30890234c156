"""One test a kind of list."""

import pytest

from errands.contracts.step import EffectKind
from tests.integration.playwright_words import click, fill, lines, select
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

KINDS = pytest.mark.parametrize(
    ("name", "wanted", "chosen"),
    [
        ("Guests", "2 Guests", "2 guests"),
        ("Size", "large", "Large"),
        ("Colour", "Blue", "Blue"),
        ("City", "nice", "Nice, France"),
    ],
    ids=["native", "ARIA listbox", "drawn", "type-ahead"],
)


@KINDS
async def test_an_option_is_selected_by_its_words(
    visit: Visit, name: str, wanted: str, chosen: str
) -> None:
    browser = await visit("lists")
    assert str(await select(browser, name, wanted)) == f'ok ="{chosen}"'
    seen = await browser.observe()
    assert [e.value for e in seen.elements if e.name == name] == [chosen]


@KINDS
async def test_what_is_not_in_the_list_changes_nothing(
    visit: Visit,
    name: str,
    wanted: str,  # noqa: ARG001
    chosen: str,  # noqa: ARG001
) -> None:
    browser = await visit("lists")
    before = lines(await browser.observe())
    assert (await select(browser, name, "Nowhere")).kind is EffectKind.NO_MATCH
    assert lines(await browser.observe()) == before


async def test_the_nearest_options_are_told(visit: Visit) -> None:
    effect = await select(await visit("lists"), "Guests", "2 persons")
    assert "2 guests" in effect.detail


async def test_a_type_ahead_shows_what_fits_and_takes_a_click(visit: Visit) -> None:
    browser = await visit("lists")
    assert str(await fill(browser, "City", "Rom")) == 'ok ="Rom"'
    shown = lines(await browser.observe())
    assert shown[-2:] == ['option "Rome, Italy"', 'option "Romford, England"']
    assert (await click(browser, "Rome, Italy")).kind is EffectKind.OK
    assert lines(await browser.observe())[-1] == 'combobox "City" ="Rome, Italy"'
