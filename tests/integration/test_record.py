"""Scripted solutions through the real loop and a real Chromium, and what is made of them."""

import re
from pathlib import Path

import pytest

from learning import record
from learning.episode import read_episodes
from learning.hotels.search_form import is_fresh, played
from learning.page_sample import samples_of
from learning.script import Persona
from learning.wishes.restaurants import OpeningHours
from learning.wishes.shop import BuyRest
from learning.wishes.site import SiteName

_BLOCKS = re.compile(
    r"^(<profile>.*</profile>\n)<chat>.*</chat>\n<history>\n(.*)</history>\n(<page .*</page>\n)",
    re.DOTALL,
)
EPISODES = 6


@pytest.mark.browser
def test_recorded_bookings_are_right_and_the_form_without_a_browser_is_the_same(
    tmp_path: Path,
) -> None:
    episodes = tmp_path / "episodes.jsonl"
    record.main(output=episodes, episodes=EPISODES, seed=3, at_once=2)
    recorded = list(read_episodes(episodes))
    assert [e.outcome for e in recorded if not e.ok] == []
    assert len({e.script.id for e in recorded}) == EPISODES

    for episode in recorded:
        turns = [s for s in samples_of(episode.recordings) if 'title="Find a hotel' in s.text]
        blocks = _BLOCKS.match(turns[0].text)
        assert blocks is not None
        profile, history, page = blocks.groups()
        assert is_fresh(page)
        written = list(played(episode.script, profile, page, history.splitlines()))
        for real, made in zip(turns, written, strict=True):
            if 'click "Change search"' in real.text:  # by then the chat holds more than the form's
                continue
            assert made.text == real.text
            assert made.targets == real.targets

    before = episodes.read_bytes()
    record.main(output=episodes, episodes=EPISODES, seed=3, at_once=2)
    assert episodes.read_bytes() == before  # what is recorded isn't recorded again


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_a_second_errand_of_a_person_who_is_no_plain_one_comes_out_right(tmp_path: Path) -> None:
    episodes = tmp_path / "episodes.jsonl"
    record.main(output=episodes, episodes=2, seed=7, at_once=2, personas="all", spliced=1)
    recorded = list(read_episodes(episodes))
    assert [episode.outcome for episode in recorded] == ["ok", "ok"]
    assert all(episode.script.splice is not None for episode in recorded)
    assert {episode.script.persona for episode in recorded} > {Persona.PLAIN}


@pytest.mark.browser
def test_a_table_is_reserved_and_hours_are_told_on_the_site_itself(tmp_path: Path) -> None:
    episodes = tmp_path / "tables.jsonl"
    record.main(
        output=episodes, episodes=2, seed=23, at_once=2, sites=SiteName.RESTAURANTS, variants="0,3"
    )
    recorded = list(read_episodes(episodes))
    assert {e.script.variant for e in recorded} == {0, 3}
    assert {type(e.script.wish) for e in recorded} >= {OpeningHours}
    assert [e.outcome for e in recorded] == ["ok", "ok"]


@pytest.mark.browser
def test_settings_are_changed_in_two_looks(tmp_path: Path) -> None:
    episodes = tmp_path / "account.jsonl"
    record.main(
        output=episodes, episodes=2, seed=5, at_once=2, sites=SiteName.ACCOUNT, variants="0,3"
    )
    recorded = list(read_episodes(episodes))
    assert {e.script.variant for e in recorded} == {0, 3}
    assert [e.outcome for e in recorded] == ["ok", "ok"]


@pytest.mark.browser
def test_bills_are_paid_in_two_looks(tmp_path: Path) -> None:
    episodes = tmp_path / "bills.jsonl"
    record.main(
        output=episodes, episodes=2, seed=11, at_once=2, sites=SiteName.BILLS, variants="0,3"
    )
    recorded = list(read_episodes(episodes))
    assert {e.script.variant for e in recorded} == {0, 3}
    assert [e.outcome for e in recorded] == ["ok", "ok"]


@pytest.mark.browser
def test_mail_is_answered_and_an_event_planned_on_the_site_itself(tmp_path: Path) -> None:
    episodes = tmp_path / "mail.jsonl"
    record.main(
        output=episodes, episodes=2, seed=50, at_once=2, sites=SiteName.MAIL, variants="0,3"
    )
    recorded = list(read_episodes(episodes))
    assert {e.script.variant for e in recorded} == {0, 3}
    assert [e.outcome for e in recorded] == ["ok", "ok"]


@pytest.mark.browser
@pytest.mark.timeout(300)
def test_a_product_is_bought_and_a_cart_is_emptied_in_two_looks(tmp_path: Path) -> None:
    episodes = tmp_path / "shop.jsonl"
    record.main(
        output=episodes, episodes=2, seed=50, at_once=2, sites=SiteName.SHOP, variants="0,3"
    )
    recorded = list(read_episodes(episodes))
    assert {e.script.variant for e in recorded} == {0, 3}
    assert {isinstance(e.script.wish, BuyRest) for e in recorded} == {True, False}
    assert [e.outcome for e in recorded] == ["ok", "ok"]
