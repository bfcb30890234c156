"""What was done, in pages, and the pages it was done on."""

from dataclasses import dataclass

import httpx
import pytest

from errands.contracts.recording import Picture
from errands.contracts.step import Step, Timings
from errands.contracts.turn import Turn
from tests.unit.api.house import House, a_step, is_problem

PNG = b"\x89PNG\r\n\x00\xff"


@dataclass(frozen=True)
class Lived:
    """A session with two turns, of two steps each."""

    path: str
    turns: tuple[Turn, ...]

    def of(self, turn: int) -> str:
        return f"{self.path}/turns/{self.turns[turn].id}/steps"


@pytest.fixture
async def lived(maya: httpx.AsyncClient, house: House, session: str) -> Lived:
    turns = []
    for message in ("a", "b"):
        made = (await maya.post(f"{session}/turns", json={"message": message})).json()["id"]
        turns.append(await house.turn(session.rpartition("/")[2], made))
    for turn in turns:
        for number in (2, 1):
            await keep(house, a_step(turn, number))
    return Lived(session, tuple(turns))


async def keep(house: House, step: Step) -> None:
    await house.ports.journal.finish(step, (await house.lease(step.session)).fence)


async def pictured(house: House, step: Step) -> None:
    picture = Picture(session=step.session, turn=step.turn, number=step.number, png=PNG)
    name = await house.pictures.put(picture)
    await keep(house, step.model_copy(update={"picture": name}))


async def test_steps_of_all_turns_or_of_one(maya: httpx.AsyncClient, lived: Lived) -> None:
    steps = (await maya.get(f"{lived.path}/steps")).json()["steps"]
    assert [(s["turn"], s["number"]) for s in steps] == [
        (t.id, n) for t in lived.turns for n in (1, 2)
    ]
    only = (await maya.get(lived.of(1))).json()
    assert only["steps"] == steps[2:]
    assert only["has_more"] is False


async def test_a_step_says_what_was_done_to_what_effect_and_how_long_it_took(
    maya: httpx.AsyncClient, house: House, lived: Lived
) -> None:
    told = {"timings": Timings(observe=1.5, decide=2, act=3), "at": 7, "thought": "It is done."}
    await keep(house, a_step(lived.turns[0], 1).model_copy(update=told))
    step = (await maya.get(lived.of(0))).json()["steps"][0]
    assert step["verb"] == "say"
    assert step["action"] == 'say "Hi."'
    assert step["effect"] == {"kind": "ok", "detail": ""}
    assert step["skill"] == "act"
    assert step["timings"] == {"observe": 1.5, "decide": 2, "act": 3}
    assert step["at"] == 7
    assert step["has_screenshot"] is False
    assert step["thought"] == "It is done."


async def test_a_long_list_comes_in_pages(maya: httpx.AsyncClient, lived: Lived) -> None:
    got: list[tuple[str, int]] = []
    params: dict[str, str | int] = {"limit": 3}
    for has_more in (True, False):
        page = (await maya.get(f"{lived.path}/steps", params=params)).json()
        assert page["has_more"] is has_more
        got += [(step["turn"], step["number"]) for step in page["steps"]]
        params["after"] = page["next_cursor"]
    assert got == [(t.id, n) for t in lived.turns for n in (1, 2)]


async def test_what_comes_later_comes_after_the_last_cursor(
    maya: httpx.AsyncClient, house: House, lived: Lived
) -> None:
    after = (await maya.get(lived.of(0))).json()["next_cursor"]
    nothing = (await maya.get(lived.of(0), params={"after": after})).json()
    assert (nothing["steps"], nothing["next_cursor"]) == ([], after)
    await keep(house, a_step(lived.turns[0], 11))
    more = (await maya.get(lived.of(0), params={"after": after})).json()["steps"]
    assert [step["number"] for step in more] == [11]


@pytest.mark.parametrize(
    "params", [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"after": "x" * 201}]
)
async def test_a_page_out_of_bounds(
    maya: httpx.AsyncClient, lived: Lived, params: dict[str, str]
) -> None:
    response = await maya.get(lived.of(0), params=params)
    assert is_problem(response, 422, "invalid_request")


async def test_the_page_of_a_step(maya: httpx.AsyncClient, house: House, lived: Lived) -> None:
    await pictured(house, a_step(lived.turns[0], 2))
    steps = (await maya.get(lived.of(0))).json()["steps"]
    assert [step["has_screenshot"] for step in steps] == [False, True]
    response = await maya.get(f"{lived.of(0)}/2/screenshot")
    assert response.content == PNG
    assert response.headers["content-type"] == "image/png"
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_a_page_that_was_never_kept_or_is_no_more(
    maya: httpx.AsyncClient, house: House, lived: Lived
) -> None:
    never = await maya.get(f"{lived.of(0)}/1/screenshot")
    assert is_problem(never, 404, "screenshot_not_found")
    assert "was kept" in never.json()["detail"]
    await pictured(house, a_step(lived.turns[0], 1))
    await house.pictures.forget(lived.turns[0].session)
    gone = await maya.get(f"{lived.of(0)}/1/screenshot")
    assert is_problem(gone, 404, "screenshot_not_found")
    assert "no longer" in gone.json()["detail"]


async def test_a_step_that_never_was(maya: httpx.AsyncClient, lived: Lived) -> None:
    assert is_problem(await maya.get(f"{lived.of(0)}/3/screenshot"), 404, "step_not_found")
    assert is_problem(await maya.get(f"{lived.of(0)}/x/screenshot"), 422, "invalid_request")
    elsewhere = f"{lived.path}/turns/trn_0/steps"
    for path in (elsewhere, f"{elsewhere}/1/screenshot"):
        assert is_problem(await maya.get(path), 404, "turn_not_found")
