"""Files go in and come out, and nothing else does."""

from collections.abc import AsyncIterator

import httpx
import pytest

from errands.contracts.files import FileLimits
from errands.contracts.ids import SessionId
from errands.contracts.ports import Files
from tests.unit.api.house import START, House, client_of, is_problem

PDF = b"%PDF-1.4\r\n\x00\xff"


def drawer_of(house: House, session: str) -> Files:
    return house.files.of(SessionId(session.rpartition("/")[2]))


async def test_a_file_comes_out_as_it_went_in(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    put = await maya.put(f"{session}/files/cv.pdf", content=PDF)
    assert put.status_code == 201
    assert put.json() == {"name": "cv.pdf", "size": len(PDF)}
    assert put.headers["location"] == f"{session}/files/cv.pdf"
    assert await drawer_of(house, session).get("cv.pdf") == PDF
    got = await maya.get(f"{session}/files/cv.pdf")
    assert got.content == PDF


async def test_what_a_page_gave_is_listed_and_fetched(
    maya: httpx.AsyncClient, house: House, session: str
) -> None:
    await maya.put(f"{session}/files/b.txt", content=b"mine")
    await drawer_of(house, session).put("a.csv", b"downloaded")
    listed = (await maya.get(f"{session}/files")).json()
    assert listed == {
        "files": [{"name": "a.csv", "size": 10}, {"name": "b.txt", "size": 4}],
        "max_bytes": FileLimits().max_bytes,
        "max_files": FileLimits().max_files,
    }
    assert (await maya.get(f"{session}/files/a.csv")).content == b"downloaded"


async def test_a_file_is_saved_and_never_shown(maya: httpx.AsyncClient, session: str) -> None:
    await maya.put(f"{session}/files/Zoë.html", content=b"<script>")
    headers = (await maya.get(f"{session}/files/Zoë.html")).headers
    assert headers["content-type"] == "application/octet-stream"
    saved = "attachment; filename=\"Zo_.html\"; filename*=UTF-8''Zo%C3%AB.html"
    assert headers["content-disposition"] == saved
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "sandbox" in headers["content-security-policy"]


async def test_putting_again_takes_its_place(maya: httpx.AsyncClient, session: str) -> None:
    for content, status in ((b"old", 201), (b"newer", 200), (b"newer", 200)):
        assert (await maya.put(f"{session}/files/a", content=content)).status_code == status
    assert (await maya.get(f"{session}/files/a")).content == b"newer"
    assert len((await maya.get(f"{session}/files")).json()["files"]) == 1


@pytest.mark.parametrize(
    ("name", "safe"), [("my cv.pdf", "my_cv.pdf"), (".bashrc", "bashrc"), ("x" * 90, "x" * 60)]
)
async def test_a_name_that_is_not_safe(
    maya: httpx.AsyncClient, session: str, name: str, safe: str
) -> None:
    response = await maya.put(f"{session}/files/{name}", content=PDF)
    assert is_problem(response, 422, "file_name_not_safe")
    assert f"{safe} would do" in response.json()["detail"]
    assert (await maya.put(f"{session}/files/{safe}", content=PDF)).status_code == 201


@pytest.mark.parametrize("name", ["../secret", "%2e%2e%2fsecret", "a/b", "%2Fetc%2Fpasswd"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_no_name_leads_elsewhere(
    maya: httpx.AsyncClient, session: str, method: str, name: str
) -> None:
    response = await maya.request(method, f"{session}/files/{name}")
    assert response.status_code in {404, 405}


async def test_a_file_that_is_not_there(maya: httpx.AsyncClient, session: str) -> None:
    for method in ("GET", "DELETE"):
        response = await maya.request(method, f"{session}/files/cv.pdf")
        assert is_problem(response, 404, "file_not_found")


async def test_a_removed_file(maya: httpx.AsyncClient, session: str) -> None:
    await maya.put(f"{session}/files/a", content=b"")
    assert (await maya.delete(f"{session}/files/a")).status_code == 204
    assert is_problem(await maya.get(f"{session}/files/a"), 404, "file_not_found")


async def test_the_operator_bounds_files() -> None:
    house = House(file_limits=FileLimits(max_bytes=400_000, max_files=2))
    async with await house.caller("maya-inc") as maya:
        session = (await maya.post("/v1/sessions", json={"start_url": START})).headers["location"]
        path = f"{session}/files"
        fits = await maya.put(f"{path}/a", content=bytes(400_000))
        assert fits.status_code == 201
        large = await maya.put(f"{path}/b", content=bytes(400_001))
        assert is_problem(large, 413, "file_too_large")
        assert "400000" in large.json()["detail"]
        unannounced = await maya.put(f"{path}/b", content=pieces(401))
        assert is_problem(unannounced, 413, "file_too_large")
        assert (await maya.put(f"{path}/b", content=b"")).status_code == 201
        assert is_problem(await maya.put(f"{path}/c", content=b""), 409, "too_many_files")
        assert (await maya.put(f"{path}/b", content=b"again")).status_code == 200


async def pieces(count: int, sent: list[int] | None = None) -> AsyncIterator[bytes]:
    for number in range(count):
        if sent is not None:
            sent.append(number)
        yield bytes(1000)


async def test_what_is_refused_is_not_read(house: House, session: str) -> None:
    sent: list[int] = []
    async with client_of(house.app) as anyone:
        response = await anyone.put(f"{session}/files/a", content=pieces(100, sent))
    assert is_problem(response, 401, "missing_key")
    assert sent == []


async def test_a_body_that_is_no_file_keeps_its_bound(
    maya: httpx.AsyncClient, session: str
) -> None:
    for method, path in (("POST", f"{session}/files/a"), ("PUT", session)):
        response = await maya.request(method, path, content=bytes(300_000))
        assert is_problem(response, 413, "body_too_large")


async def test_a_closed_session_has_no_files(maya: httpx.AsyncClient, session: str) -> None:
    await maya.put(f"{session}/files/a", content=PDF)
    await maya.delete(session)
    assert (await maya.get(f"{session}/files")).json()["files"] == []
    response = await maya.put(f"{session}/files/a", content=PDF)
    assert is_problem(response, 409, "session_closed")


async def test_a_session_that_is_closed_while_a_file_comes_in_keeps_none(
    house: House, maya: httpx.AsyncClient, session: str
) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"one"
        await maya.delete(session)
        yield b"two"

    response = await maya.put(f"{session}/files/a", content=slowly())
    assert is_problem(response, 409, "session_closed")
    assert await drawer_of(house, session).names() == ()


async def test_sessions_and_tenants_are_apart(
    maya: httpx.AsyncClient, noah: httpx.AsyncClient, session: str
) -> None:
    theirs = (await noah.post("/v1/sessions", json={"start_url": START})).headers["location"]
    await maya.put(f"{session}/files/a", content=b"hers")
    await noah.put(f"{theirs}/files/a", content=b"his")
    assert (await maya.get(f"{session}/files/a")).content == b"hers"
    assert is_problem(await noah.get(f"{session}/files/a"), 404, "session_not_found")
    await noah.delete(theirs)
    assert (await maya.get(f"{session}/files/a")).content == b"hers"
