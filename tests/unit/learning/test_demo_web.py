"""A conversation sees the start page of its variant and the sites of its errands, nothing else."""

from pathlib import Path

import httpx
import psutil
import pytest

from errands.agent.view.lens import Lens
from errands.backends.memory_browser import MemoryBrowsers
from errands.backends.system_clock import SystemClock
from learning.casting import Casting
from learning.days import TODAY
from learning.demo_web import (
    DemoWeb,
    Look,
    RunningSite,
    SiteEndedError,
    demo_web,
    looks,
)
from learning.script import Script
from learning.wishes.site import SiteName
from tests.command_line import command_line

HOTELS = Look(SiteName.HOTELS, 0)


def script(**update: object) -> Script:
    return Casting().script(3, 1, TODAY).model_copy(update=update)


def web(folder: Path) -> DemoWeb:
    sites = {HOTELS: RunningSite("http://127.0.0.1:2", folder / "hotels-0.db")}
    return DemoWeb({0: "http://127.0.0.1:1", 3: "http://127.0.0.1:9"}, sites)


def test_a_script_needs_its_sites_each_once() -> None:
    assert looks(script()) == (HOTELS,)
    assert looks(Casting(spliced=1).script(3, 1, TODAY)) == (HOTELS,)
    assert looks(script(variant=3)) == (HOTELS,)  # this site looks one way only


def test_a_conversation_begins_at_the_start_page_of_its_variant(tmp_path: Path) -> None:
    played = script(variant=3, visitor="somebody")
    place = web(tmp_path).place(played, MemoryBrowsers({}), SystemClock(), Lens())
    assert place.start_url == "http://127.0.0.1:9/?visit=somebody"
    assert place.hosts == ("127.0.0.1:9", "127.0.0.1:2")


def test_nothing_is_done_before_anybody_came(tmp_path: Path) -> None:
    done = web(tmp_path).done(script(), ())
    assert list(done) == [SiteName.HOTELS]
    assert not done[SiteName.HOTELS]


def serving() -> list[psutil.Process]:
    children = psutil.Process().children()
    return [child for child in children if "sites.together" in command_line(child)]


async def test_a_site_that_cannot_start_is_told_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    """No look has this number: Casting refuses it, and so does the site."""
    odd = Casting.of("mail", "0", "plain").script(0, 1, TODAY).model_copy(update={"variant": 99})
    with pytest.raises(SiteEndedError):
        async with demo_web(tmp_path, TODAY, [odd]):
            pass
    assert not [
        child for child in psutil.Process().children() if "sites.together" in command_line(child)
    ]


async def test_every_look_answers_on_its_port_as_itself(tmp_path: Path) -> None:
    scripts = Casting.of("mail,bills", "0,3", "plain").scripts(8, 1, TODAY)
    async with demo_web(tmp_path, TODAY, scripts) as served, httpx.AsyncClient() as client:
        pages = {look: (await client.get(site.url)).text for look, site in served.sites.items()}
        start = await client.get(f"{served.starts[3]}/?visit=maya")
    assert {look for script in scripts for look in looks(script)} == set(pages)
    assert len(set(pages.values())) == len(pages)
    alike = [site.url for look, site in served.sites.items() if look.variant == 3]
    assert alike
    assert all(url in start.text for url in alike)
    assert not [
        child for child in psutil.Process().children() if "sites.together" in command_line(child)
    ]
