"""Short words for what a browser shows."""

from pydantic import SecretStr

from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Check, Click, Fill, Select, Text
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation
from errands.contracts.ports import Browser
from errands.contracts.step import Effect


def line(element: Element) -> str:
    value = f' ="{element.value}"' if element.value else ""
    return f'{element.role} "{element.name}"{value}'


def lines(seen: Observation) -> list[str]:
    return [line(element) for element in seen.elements]


def outline(seen: Observation) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in seen.sections:
        found.setdefault(f"{section.kind} {section.name}", []).extend(map(line, section.elements))
    return found


def named(seen: Observation, name: str) -> ElementId:
    return next(e.id for e in seen.elements if e.id and e.name == name)


async def left(browser: Browser) -> BrowserState:
    """What a worker that ends leaves of it, as it is stored."""
    state = await browser.state()
    await browser.close()
    return BrowserState.model_validate_json(state.model_dump_json())


async def click(browser: Browser, name: str) -> Effect:
    seen = await browser.observe()
    return await browser.perform(Click(element=named(seen, name)))


async def fill(browser: Browser, name: str, text: str) -> Effect:
    seen = await browser.observe()
    action = Fill(element=named(seen, name), value=Text(text=text))
    return await browser.perform(action, SecretStr(text))


async def select(browser: Browser, name: str, option: str) -> Effect:
    seen = await browser.observe()
    return await browser.perform(Select(element=named(seen, name), option=option))


async def check(browser: Browser, name: str, *, on: bool = True) -> Effect:
    seen = await browser.observe()
    return await browser.perform(Check(element=named(seen, name), on=on))


async def has_tabs(browser: PlaywrightBrowser, count: int) -> bool | None:
    """For `until`."""
    return browser._tabs.count == count or None
