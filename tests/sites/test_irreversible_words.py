"""In no look does a site call what can't be undone by words that the gate takes for harmless."""

from collections.abc import Iterator

import pytest

from errands.agent.effects.classify import commits
from errands.contracts.observation import Role, SectionKind
from sites.account.wording import WAYS as ACCOUNT
from sites.bills.wording import WAYS as BILLS
from sites.mail.wording import Word as Mail
from sites.restaurants.wording import Word as Restaurants
from sites.shop.wording import Label as Shop
from tests.unit.agent.pages import control, section, seen, words


def automatic(name: str) -> Iterator[str]:
    for way in BILLS[name]:
        yield from (way.format(auto=auto) for auto in BILLS["auto"])


def said() -> Iterator[str]:
    """All ways, the held-out ones too."""
    yield from BILLS["pay"]
    yield from automatic("turn_on")
    yield from automatic("turn_off")
    for name in ("delete_really", "close_really"):
        yield from ACCOUNT[name]
    for word in (Mail.SEND, Mail.DELETE, Restaurants.RESERVE, Shop.PLACE):
        yield from word.value


@pytest.mark.parametrize("name", sorted(set(said())))
def test_it_needs_a_yes(name: str) -> None:
    button = control(1, Role.BUTTON, name, submits=True)
    assert commits(button, seen(section(words("€58.80 each month")), section(button)))


@pytest.mark.parametrize("heading", sorted(set(automatic("go_stop"))))
@pytest.mark.parametrize("name", sorted(set(automatic("turn_off"))))
def test_no_payment_is_ended_without_a_yes(heading: str, name: str) -> None:
    """The page that asks again tells no price."""
    button = control(1, Role.BUTTON, name, submits=True)
    above = section(words(heading, Role.HEADING), kind=SectionKind.REGION)
    assert commits(button, seen(above, section(words("Water · Day: 5"), button)))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Sign in to Acme", "GitHub"),
        ("Your order", "Download invoice"),
        ("Complete your profile", "Skip"),
        ("Send us a message", "Deutsch"),
    ],
)
def test_other_headings_ask_nothing_of_a_bare_button(heading: str, name: str) -> None:
    button = control(1, Role.BUTTON, name, submits=True)
    above = section(words(heading, Role.HEADING), kind=SectionKind.REGION)
    assert not commits(button, seen(above, section(words("Hello"), button)))
