"""The pages that people open: what they may load, who may frame them, what they are made of."""

import re
from pathlib import Path

import httpx
import pytest

from services.api.ports import Rules
from services.api.routes import chat_page, label_page
from tests.unit.api.house import House, client_of, is_problem

FOLDERS = {"/chat": chat_page.FILES.folder, "/label": label_page.FILES.folder}


@pytest.fixture
def nobody(house: House) -> httpx.AsyncClient:
    """A caller without a key."""
    return client_of(house.app)


def policy(response: httpx.Response) -> dict[str, str]:
    parts = response.headers["content-security-policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", ["/", "/?embed=1", "/?session=ses_1", "/label"])
async def test_a_page_lets_nothing_in_and_is_framed_by_nobody(
    nobody: httpx.AsyncClient, path: str
) -> None:
    page = await nobody.get(path)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    allowed = policy(page)
    assert allowed.pop("frame-ancestors") == "'none'"
    assert allowed["default-src"] == "'none'"
    assert {allowed[one] for one in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_the_conversation_is_framed_by_the_origins_that_are_named() -> None:
    origins = ("https://product.test", "http://127.0.0.1:9000")
    house = House(rules=Rules(embed_origins=origins))
    async with client_of(house.app) as nobody:
        assert policy(await nobody.get("/?embed=1"))["frame-ancestors"] == " ".join(origins)
        for path in ("/", "/?embed=0", "/label", "/chat/main.js", "/chat/chat.html"):
            assert policy(await nobody.get(path))["frame-ancestors"] == "'none'", path


@pytest.mark.parametrize("prefix", FOLDERS)
async def test_all_that_a_page_asks_for_is_there_and_comes_from_us(
    nobody: httpx.AsyncClient, prefix: str
) -> None:
    folder = FOLDERS[prefix]
    asked = {ref for path in folder.iterdir() for ref in references(path)}
    assert asked
    for one in asked:
        answer = await nobody.get(f"{prefix}/{one}")
        assert answer.status_code == 200, one
        assert answer.headers["cache-control"] == "no-cache"
        again = {"If-None-Match": answer.headers["etag"]}
        assert (await nobody.get(f"{prefix}/{one}", headers=again)).status_code == 304
    assert {path.name for path in folder.iterdir()} == {*asked, *folder_pages(folder)}


def references(path: Path) -> set[str]:
    """Names of files that a file of a page asks for; asserts that it asks nobody else."""
    text = path.read_text()
    assert re.findall(r'(?:src|href)="(?!/(?:chat|label)/)', text) == []
    assert re.findall(r"(?:url\(|@import|import\()", text) == []
    named = re.findall(r'(?:src|href)="/(?:chat|label)/([^"]+)"', text)
    return {*named, *re.findall(r'from "\./([^"]+)"', text)}


def folder_pages(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.html")}


async def test_nothing_beside_a_page_is_given(nobody: httpx.AsyncClient) -> None:
    for path in ("/chat/../app.py", "/chat/%2e%2e/app.py", "/chat/", "/chat/none.js"):
        assert is_problem(await nobody.get(path), 404, "route_not_found"), path
