"""Who has an answer already is told that it is still the same."""

import httpx
import pytest

from errands.contracts.ids import SessionId
from tests.unit.api.house import House


async def same(client: httpx.AsyncClient, path: str, tag: str) -> bool:
    """Whether nothing new is there; then nothing is sent either."""
    answer = await client.get(path, headers={"If-None-Match": tag})
    if answer.status_code == 304:
        assert answer.content == b""
        assert answer.headers["etag"] in tag or tag == "*"
        assert answer.headers["x-request-id"]
    return answer.status_code == 304


async def test_a_session_and_a_turn_that_have_not_changed(
    house: House, maya: httpx.AsyncClient, session: str
) -> None:
    made = await maya.post(f"{session}/turns", json={"message": "Hi"})
    turn = made.headers["location"]
    tags = {path: (await maya.get(path)).headers["etag"] for path in (session, turn)}
    assert len({*tags.values()}) == 2
    for path, tag in tags.items():
        assert await same(maya, path, tag)
        assert await same(maya, path, f'"x", W/{tag}')
        assert await same(maya, path, "*")
        assert not await same(maya, path, '"x"')
    await house.say(await house.turn(session.rpartition("/")[2], turn.rpartition("/")[2]))
    assert not await same(maya, turn, tags[turn])
    await maya.delete(session)
    assert not await same(maya, session, tags[session])


async def test_pictures_that_have_not_changed(
    house: House, maya: httpx.AsyncClient, session: str
) -> None:
    path = f"{session}/screenshot"
    lease = await house.lease(session.rpartition("/")[2])
    await house.states.save_screenshot(SessionId(lease.session), b"one", lease.fence)
    first = await maya.get(path)
    assert first.headers["content-type"] == "image/png"
    assert first.headers["cache-control"] == "no-store"
    assert await same(maya, path, first.headers["etag"])
    await house.states.save_screenshot(SessionId(lease.session), b"two", lease.fence)
    assert not await same(maya, path, first.headers["etag"])


@pytest.mark.parametrize("theirs", [True, False])
async def test_a_tag_opens_nothing(
    maya: httpx.AsyncClient, noah: httpx.AsyncClient, session: str, *, theirs: bool
) -> None:
    tag = (await maya.get(session)).headers["etag"] if theirs else "*"
    answer = await noah.get(session, headers={"If-None-Match": tag})
    assert answer.status_code == 404
