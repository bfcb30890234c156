"""Short words for what a browser shows."""

from pydantic import SecretStr

from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Click, Fill, Text
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation
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


async def click(browser: PlaywrightBrowser, name: str) -> Effect:
    seen = await browser.observe()
    return await browser.perform(Click(element=named(seen, name)))


async def fill(browser: PlaywrightBrowser, name: str, text: str) -> Effect:
    seen = await browser.observe()
    action = Fill(element=named(seen, name), value=Text(text=text))
    return await browser.perform(action, SecretStr(text))
