from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import BaseModel

from sites.record import Records


class Purse(BaseModel):
    owner: str
    coins: int = 10


def one_more(purse: Purse) -> Purse:
    return purse.model_copy(update={"coins": purse.coins + 1})


def purses(tmp_path: Path, coins: int = 10) -> Records[Purse]:
    return Records(tmp_path / "purses.db", Purse, lambda who: Purse(owner=who, coins=coins))


def test_a_new_visitor_finds_what_is_drawn_for_them(tmp_path: Path) -> None:
    record = purses(tmp_path).of("ana")
    assert record.first == record.now == Purse(owner="ana")


def test_another_try_finds_the_same_and_changes_its_own(tmp_path: Path) -> None:
    kept = purses(tmp_path)
    kept.change("ana-try1", one_more)
    assert kept.of("ana-try2").now == kept.of("ana").now == Purse(owner="ana")


def test_a_change_leaves_the_beginning_and_the_others(tmp_path: Path) -> None:
    kept = purses(tmp_path)
    kept.of("ben")
    assert kept.change("ana", one_more).coins == 11
    assert (kept.of("ana").first.coins, kept.of("ana").now.coins) == (10, 11)
    assert kept.of("ben").now.coins == 10


def test_another_process_finds_the_same_and_draws_nothing_anew(tmp_path: Path) -> None:
    purses(tmp_path).change("ana", one_more)
    record = purses(tmp_path, coins=99).of("ana")
    assert (record.first.coins, record.now.coins) == (10, 11)


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    kept = purses(tmp_path)

    def fails(_: Purse) -> Purse:
        raise KeyError

    with pytest.raises(KeyError):
        kept.change("ana", fails)
    assert kept.of("ana").now.coins == 10


def test_no_change_is_lost_where_several_come_at_once(tmp_path: Path) -> None:
    kept = purses(tmp_path)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: kept.change("ana", one_more), range(12)))
    assert kept.of("ana").now.coins == 22
