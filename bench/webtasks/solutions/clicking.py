"""Tasks done by clicks, by focus, or by finding what to click behind tabs."""

import re
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution
from errands.contracts.observation import Element, Role

_TAB_NAMES: Final = r"Tab #\d+|\d+"
_NUMBER: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")


async def quoted_button(script: Script) -> None:
    await script.push(script.called(script.quoted()))


async def named_button(script: Script) -> None:
    await script.click(script.asked(r"button (\w+)"))


async def both_buttons(script: Script) -> None:
    await script.click("ONE")
    await script.click("TWO")


async def only_button(script: Script) -> None:
    await script.click(".*")


async def first_field(script: Script) -> None:
    await script.push(script.field())


async def numbered_field(script: Script) -> None:
    await script.push(script.fields[ordinal(script) - 1])


def ordinal(script: Script) -> int:
    return int(script.asked(_NUMBER.pattern))


async def named_tab(script: Script) -> None:
    await script.click(re.escape(script.asked(r"(Tab #\d+)")))


async def behind_a_tab(script: Script) -> None:
    """Opens one tab after the other until what was asked for is there."""
    wanted = re.escape(script.quoted())
    for number in range(len(_tabs(script))):
        if not script.controls(wanted):
            await script.push(_tabs(script)[number])
    await script.click(wanted)


def _tabs(script: Script) -> list[Element]:
    """Tabs that say so, or links that are called so."""
    return script.controls(roles=frozenset({Role.TAB})) or script.controls(_TAB_NAMES)


async def expand_and_submit(script: Script) -> None:
    await script.click("Section.*")
    await script.click("Submit", last=True)


async def coloured_box(script: Script) -> None:
    colour = script.asked(r"the (\w+) colored").replace("grey", "gr[ae]y")
    await script.click(rf".*\b{colour}\b.*", last=True)


async def in_contacts(script: Script) -> None:
    """Turns pages until the person is there."""
    name, what = script.asked(r"Find (\w+)"), script.asked(r"their (\w+)")
    while not script.shows(rf"^{name}$") and not _heads(script, name):
        await script.click(">")
    place = ["phone", "email", "address"].index(what)
    buttons = [e for e in script.controls() if e.role is Role.BUTTON]
    if place >= len(buttons):
        raise GaveUpError("no contact")
    await script.push(buttons[place])


def _heads(script: Script, name: str) -> bool:
    return any(section.name == name for section in script.page.sections)


SOLUTIONS: Final[dict[str, Solution]] = {
    "click-button": quoted_button,
    "click-link": quoted_button,
    "unicode-test": quoted_button,
    "click-button-sequence": both_buttons,
    "click-test": only_button,
    "click-test-2": named_button,
    "click-test-transfer": named_button,
    "focus-text": first_field,
    "focus-text-2": numbered_field,
    "click-tab": named_tab,
    "click-tab-2": behind_a_tab,
    "click-tab-2-easy": behind_a_tab,
    "click-tab-2-medium": behind_a_tab,
    "click-tab-2-hard": behind_a_tab,
    "click-collapsible": expand_and_submit,
    "click-collapsible-nodelay": expand_and_submit,
    "click-collapsible-2": behind_a_tab,
    "click-collapsible-2-nodelay": behind_a_tab,
    "click-color": coloured_box,
    "phone-book": in_contacts,
}
