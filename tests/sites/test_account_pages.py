import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.account.account import SECTIONS, Account, Section
from sites.account.app import create_app
from sites.account.look import Deleting, Editing, Look
from sites.account.store import AccountStore
from sites.variant import HELD_OUT, TRAINING, Variant

ALERTS = re.compile(r'role="alert"[^>]*>([^<]+)<')
ADDRESS = {
    "label": "Mill",
    "name": "Ana Lima",
    "street": "4 Rua Nova",
    "city": "Porto",
    "postcode": "4000-123",
    "country": "Portugal",
}
TICKED = next(n for n in HELD_OUT if Look.of(Variant.of(n)).deleting is Deleting.TICK)
APART = next(n for n in TRAINING if Look.of(Variant.of(n)).editing is Editing.APART)
OVER_THE_PAGE = next(n for n in TRAINING if Look.of(Variant.of(n)).deleting is Deleting.DIALOG)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "account.db"


@pytest.fixture
def site(path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(path)) as client:
        client.get("/?visit=ana")
        yield client


def now(path: Path) -> Account:
    return AccountStore(path).record("ana").now


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of a page of plain controls."""
    fields = dict(re.findall(r'<input id="(\w+)"[^>]* value="([^"]*)"', page))
    ticked = re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', page)
    chosen = re.findall(r'<select id="(\w+)".*?value="([^"]+)" selected', page, re.DOTALL)
    return fields | dict(ticked) | dict(chosen)


@pytest.mark.parametrize("section", Section)
def test_a_section_that_is_saved_as_it_stands_changes_nothing(
    site: TestClient, path: Path, section: Section
) -> None:
    sent = form_of(site.get(f"/settings/{section}").text)
    page = site.post(f"/settings/{section}", data=sent)
    assert "Your changes are saved." in page.text
    assert now(path) == AccountStore(path).record("ana").first


def test_what_is_changed_is_kept_and_shown(site: TestClient, path: Path) -> None:
    was = now(path).settings
    sent = form_of(site.get("/settings/profile").text)
    sent |= {"email": "lima@example.org", "language": "Swedish", "time_zone": "Asia/Tokyo"}
    page = site.post("/settings/profile", data=sent).text
    assert form_of(page) == sent
    assert now(path).settings == was.model_copy(
        update={"email": "lima@example.org", "language": "Swedish", "time_zone": "Asia/Tokyo"}
    )


def test_a_switch_that_is_not_sent_is_off(site: TestClient, path: Path) -> None:
    site.post("/settings/privacy", data={"visibility": "nobody", "partners": "yes"})
    settings = now(path).settings
    assert (settings.partners, settings.usage_data, settings.search_engines) == (True, False, False)
    assert settings.visibility == "nobody"


@pytest.mark.parametrize(
    ("section", "change", "said"),
    [
        ("profile", {"display_name": " "}, "Enter a name."),
        ("profile", {"email": "ana@example"}, "Enter a valid email address."),
        ("profile", {"phone": "call me"}, "Enter a phone number."),
        ("profile", {"language": "Klingon"}, "Choose one of the options."),
        ("notifications", {"frequency": ""}, "Choose one of the options."),
        ("privacy", {"visibility": "cats"}, "Choose one of the options."),
    ],
)
def test_a_wrong_setting_is_refused_and_kept_as_typed(
    site: TestClient, path: Path, section: str, change: dict[str, str], said: str
) -> None:
    before = now(path)
    sent = form_of(site.get(f"/settings/{section}").text) | {"email": "new@example.org"} | change
    page = site.post(f"/settings/{section}", data=sent)
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]
    assert section != "profile" or f'value="{sent["email"]}"' in page.text
    assert now(path) == before


def test_one_setting_on_a_page_of_its_own_leaves_the_others(path: Path) -> None:
    with TestClient(create_app(path, variant=Variant.of(APART))) as site:
        site.get("/?visit=ana")
        was = now(path).settings
        for setting in SECTIONS[Section.PROFILE]:
            assert f"/settings/profile/{setting}" in site.get("/settings/profile").text
        refused = site.post("/settings/profile/email", data={"email": "nobody"})
        assert ALERTS.findall(refused.text) == ["Enter a valid email address."]
        site.post("/settings/profile/email", data={"email": "lima@example.org"})
        assert now(path).settings == was.model_copy(update={"email": "lima@example.org"})
        site.post("/settings/notifications/news", data={} if was.news else {"news": "yes"})
        assert now(path).settings.news != was.news
        assert site.get("/settings/privacy/email").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"label": ""}, "Enter what you call this address."),
        ({"name": ""}, "Enter who lives there."),
        ({"street": " "}, "Enter the street and the number."),
        ({"city": ""}, "Enter the city."),
        ({"postcode": ""}, "Enter a postcode."),
        ({"postcode": "nowhere"}, "Enter a valid postcode."),
        ({"country": "Atlantis"}, "Choose a country."),
    ],
)
def test_a_wrong_address_is_refused_and_kept_as_typed(
    site: TestClient, path: Path, change: dict[str, str], said: str
) -> None:
    before = now(path)
    sent = ADDRESS | {"name": "Zoe & Ana"} | change
    for address in ("/addresses/new", f"/addresses/{before.addresses[0].id}"):
        page = site.post(address, data=sent)
        assert page.status_code == 422
        assert ALERTS.findall(page.text) == [said]
        assert "name" in change or 'value="Zoe &amp; Ana"' in page.text
    assert now(path) == before


def test_an_address_is_added_once_and_no_two_share_a_name(site: TestClient, path: Path) -> None:
    first, second = (site.post("/addresses/new", data=ADDRESS).text for _ in range(2))
    assert "4 Rua Nova" in first
    assert first == second
    assert len(now(path).addresses) == 4
    other = site.post("/addresses/new", data=ADDRESS | {"street": "5 Rua Nova", "label": "mill"})
    assert ALERTS.findall(other.text) == ["Another address has this name."]


def test_a_correction_leaves_the_rest(site: TestClient, path: Path) -> None:
    address, *others = now(path).addresses
    sent = form_of(site.get(f"/addresses/{address.id}").text)
    assert sent == address.text.model_dump()
    site.post(f"/addresses/{address.id}", data=sent | {"street": "9 New Way"})
    corrected, *left = now(path).addresses
    assert corrected.text == address.text.model_copy(update={"street": "9 New Way"})
    assert left == others


def test_a_deletion_is_asked_for_first(site: TestClient, path: Path) -> None:
    address, *others = now(path).addresses
    asked = site.get(f"/addresses/{address.id}/delete").text
    assert address.text.street in asked
    assert len(now(path).addresses) == 3
    page = site.post(f"/addresses/{address.id}/delete").text
    assert "The address is deleted." in page
    assert list(now(path).addresses) == others
    assert site.post(f"/addresses/{address.id}/delete").status_code == 404


def test_where_a_box_has_to_be_ticked_nothing_goes_without(path: Path) -> None:
    with TestClient(create_app(path, variant=Variant.of(TICKED))) as site:
        site.get("/?visit=ana")
        address = f"/addresses/{now(path).addresses[0].id}/delete"
        assert ALERTS.findall(site.post(address).text) == ["Tick the box to delete this address."]
        assert len(now(path).addresses) == 3
        site.post(address, data={"understood": "yes"})
        assert len(now(path).addresses) == 2


def test_a_dialog_belongs_to_each_address(path: Path) -> None:
    with TestClient(create_app(path, variant=Variant.of(OVER_THE_PAGE))) as site:
        page = site.get("/addresses?visit=ana").text
        for address in now(path).addresses:
            assert f'data-opens="delete-{address.id}"' in page
            assert f'<dialog id="delete-{address.id}"' in page


def test_a_closed_account_is_gone(site: TestClient, path: Path) -> None:
    assert not now(path).closed
    assert "can't be undone" in site.get("/closing").text.replace("&#39;", "'")
    assert not now(path).closed
    assert re.search(r"Reference <strong>\w{6}<", site.post("/closing").text)
    assert now(path).closed
    for address in ("/", "/settings/profile", "/addresses", "/closing"):
        assert site.get(address).status_code == 410
    assert site.post("/settings/privacy", data={"visibility": "nobody"}).status_code == 410
    assert site.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
def test_every_page_of_every_variant_is_whole(path: Path, number: int) -> None:
    with TestClient(create_app(path, variant=Variant.of(number))) as site:
        pages = ["/", *(f"/settings/{section}" for section in Section), "/addresses", "/closing"]
        pages += [f"/settings/{section}/{one}" for section in Section for one in SECTIONS[section]]
        pages += ["/addresses/new", "/addresses/a1", "/addresses/a1/delete"]
        for page in pages:
            assert site.get(page, params={"visit": "ana"}).status_code == 200, page
        assert site.get("/addresses/a9").status_code == 404
        assert site.get("/settings/moods").status_code == 422
