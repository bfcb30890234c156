"""Hosts outside the policy are never asked."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Goto
from errands.contracts.errors import HostBlockedError
from errands.contracts.session import HostPolicy
from errands.contracts.step import EffectKind
from tests.integration.conftest import Open
from tests.integration.playwright_words import click, lines
from tests.page_server import PageServer, chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_link_to_another_host(show: Open, other_site: PageServer) -> None:
    address = other_site.put("/", "<h1>Other</h1>")
    browser = await show(f"<a href={address}>Other</a>")
    (link,) = (await browser.observe()).elements
    assert link.host == other_site.host
    effect = await click(browser, "Other")
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, other_site.host)
    assert lines(await browser.observe()) == ['link "Other"']
    assert other_site.asked == []


async def test_a_redirect_to_another_host(
    show: Open, site: PageServer, other_site: PageServer
) -> None:
    site.put("/away", other_site.put("/", "<h1>Other</h1>"))
    browser = await show("<a href=/away>Away</a>")
    effect = await click(browser, "Away")
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, other_site.host)
    effect = await browser.perform(Goto(url=f"http://{site.host}/away"))
    assert effect.kind is EffectKind.BLOCKED_HOST
    assert lines(await browser.observe()) == ['link "Away"']
    assert other_site.asked == []


async def test_a_start_that_redirects_to_another_host(
    chromium: PlaywrightBrowsers, site: PageServer, other_site: PageServer
) -> None:
    start = site.put("/away", other_site.put("/", "<h1>Other</h1>"))
    hosts = HostPolicy(allowed=(site.host,), allow_local=True)
    with pytest.raises(HostBlockedError):
        await chromium.open(start, hosts, None)
    assert other_site.asked == []


async def test_a_pop_up_of_another_host_is_closed(show: Open, other_site: PageServer) -> None:
    address = other_site.put("/", "<h1>Other</h1>")
    browser = await show(f"<a target=_blank href={address}>Other</a>")
    effect = await click(browser, "Other")
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, other_site.host)
    assert lines(await browser.observe()) == ['link "Other"']


async def test_a_blob_is_no_page(show: Open) -> None:
    browser = await show("""<button onclick="location =
    window.URL.createObjectURL(new Blob(['<h1>x</h1>'], {type: 'text/html'}))">Blob</button>""")
    assert (await click(browser, "Blob")).kind is EffectKind.BLOCKED_HOST
    assert "h1" not in (await browser.observe()).url


async def test_private_addresses_are_closed_by_default(
    chromium: PlaywrightBrowsers, site: PageServer
) -> None:
    start = site.put("/", "<h1>Inside</h1>")
    with pytest.raises(HostBlockedError):
        await chromium.open(start, HostPolicy(allowed=(site.host,)), None)
    host = site.host.replace("127.0.0.1", "localhost")
    with pytest.raises(HostBlockedError):
        await chromium.open(f"http://{host}/", HostPolicy(allowed=(host,)), None)
    assert site.asked == []


async def test_a_host_without_port_admits_default_ports_only(
    chromium: PlaywrightBrowsers, site: PageServer
) -> None:
    start = site.put("/", "<h1>Inside</h1>")
    hosts = HostPolicy(allowed=("127.0.0.1",), allow_local=True)
    with pytest.raises(HostBlockedError):
        await chromium.open(start, hosts, None)


async def localhost_only(host: str) -> bool:
    return host == "localhost"


@pytest_asyncio.fixture(loop_scope="module")
async def guarded(site: PageServer) -> AsyncIterator[Open]:
    """As in production, were 127.0.0.1 a public address and localhost a private one."""
    browsers = PlaywrightBrowsers(chromium_path(), patience=10, is_private=localhost_only)

    async def open_page(body: str) -> PlaywrightBrowser:
        hosts = HostPolicy(allowed=(site.host,))
        return await browsers.open(site.put("/", body), hosts, None)

    yield open_page
    await browsers.close()


async def test_parts_of_a_page_may_not_come_from_private_addresses(
    guarded: Open, other_site: PageServer
) -> None:
    inside = other_site.put("/", "<p>Inside</p>").replace("127.0.0.1", "localhost")
    browser = await guarded(f"""<p id=p>Here</p><img src={inside}image>
    <iframe src={inside}></iframe><script src={inside}script></script>""")
    assert lines(await browser.observe())[0] == 'paragraph "Here"'
    assert other_site.asked == []


async def test_what_no_judge_sees_chromium_refuses_to_public_pages(
    site: PageServer, other_site: PageServer
) -> None:
    """Sockets of workers, shared workers, sandboxed frames: neither route nor Fetch hears them."""
    inside = other_site.put("/", "<p>Inside</p>").replace("127.0.0.1", "localhost")
    socket = inside.replace("http", "ws")
    asks = f"fetch('{inside}got', {{mode: 'no-cors'}}).catch(() => 0); new WebSocket('{socket}w')"
    site.pages["/worker.js"] = f"{asks};postMessage(1)"
    site.pages["/shared.js"] = f"{asks};onconnect = (e) => e.ports[0].postMessage(1)"
    body = f"""<p id=p>0</p><iframe sandbox=allow-scripts srcdoc="<img src={inside}img>
    <script>{asks};parent.postMessage(1, '*')</script>"></iframe><script>
    const count = () => p.textContent = +p.textContent + 1;
    onmessage = count; new Worker("/worker.js").onmessage = count;
    const shared = new SharedWorker("/shared.js"); shared.port.onmessage = count;</script>"""
    public = f"--ip-address-space-overrides={site.host}=public"
    browsers = PlaywrightBrowsers(
        chromium_path(), patience=10, is_private=localhost_only, arguments=(public,)
    )
    try:
        browser = await browsers.open(site.put("/", body), HostPolicy(allowed=(site.host,)), None)
        async with asyncio.timeout(20):
            while 'paragraph "3"' not in lines(await browser.observe()):
                await browser.screenshot()
    finally:
        await browsers.close()
    assert other_site.asked == []


async def test_a_pop_up_of_another_host_is_never_asked_in_production(
    guarded: Open, site: PageServer, other_site: PageServer
) -> None:
    address = other_site.put("/", "<h1>Other</h1>")
    site.put("/pop", "<h1>Pop</h1><p>Up</p>")
    links = (f"<a target=_blank href={address}>Other</a>", "<a target=_blank href=/pop>Own</a>")
    browser = await guarded("".join(links))
    effect = await click(browser, "Other")
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, other_site.host)
    assert other_site.asked == []
    assert (await click(browser, "Own")).kind is EffectKind.PAGE_CHANGED
    assert lines(await browser.observe()) == ['paragraph "Up"']


async def test_a_form_in_a_frame_is_not_sent_to_another_host(
    show: Open, other_site: PageServer
) -> None:
    away = f"http://{other_site.host}/steal"
    browser = await show(f"""<iframe name=inside srcdoc="<p>Inside</p>"></iframe>
    <form method=post target=inside action={away}><input name=q value=Maya>
    <button>Go</button></form>""")
    effect = await click(browser, "Go")
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, other_site.host)
    assert other_site.asked == []


async def test_a_form_is_not_sent_to_another_host(show: Open, other_site: PageServer) -> None:
    away = f"http://{other_site.host}/steal"
    browser = await show(f"""<form method=post action={away}><input name=q value=Maya>
    <button>Go</button></form>""")
    effect = await click(browser, "Go")
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, other_site.host)
    assert other_site.asked == []


async def numbers_only(host: str) -> bool:
    return host == "127.0.0.1"


async def test_a_name_that_leads_inside_by_the_time_it_is_asked_shows_nothing(
    site: PageServer,
) -> None:
    """DNS rebinding: the name was public when it was judged, and its answer comes from inside."""
    site.put("/", "<h1>Inside</h1><p>Router settings</p>")
    host = site.host.replace("127.0.0.1", "localhost")
    browsers = PlaywrightBrowsers(chromium_path(), patience=10, is_private=numbers_only)
    try:
        browser = await browsers.open(f"http://{host}/", HostPolicy(allowed=(host,)), None)
        assert "Router settings" not in str(await browser.observe())
    except HostBlockedError:
        pass  # it was quick enough to end the start itself
    finally:
        await browsers.close()
