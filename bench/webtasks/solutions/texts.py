"""Tasks done by typing what the instruction says, and by reading what the page says."""

import re
from typing import Final

from bench.webtasks.script import Script, Solution
from bench.webtasks.solutions.clicking import ordinal
from errands.contracts.observation import Role

_PAGES: Final = 12


async def quoted(script: Script) -> None:
    await _submit(script, script.quoted())


async def in_other_case(script: Script) -> None:
    upper = "upper case" in script.instruction
    text = script.quoted()
    await _submit(script, text.upper() if upper else text.lower())


async def date(script: Script) -> None:
    month, day, year = script.asked(r"(\d+/\d+/\d+)").split("/")
    await _submit(script, f"{year}-{month}-{day}")


async def time(script: Script) -> None:
    await _submit(script, script.asked(r"(\d+:\d+ [AP]M)"))


async def password_twice(script: Script) -> None:
    for field in script.fields:
        await script.fill(field, script.quoted())
    await script.click("Submit")


async def copied(script: Script) -> None:
    """Into the last field goes what stands in another."""
    number = ordinal(script) if re.search(r"\d(st|nd|rd|th)", script.instruction) else 1
    await _submit(script, script.fields[number - 1].value)


async def numbered_word(script: Script) -> None:
    paragraph = script.words[-1]
    await _submit(script, paragraph.split()[ordinal(script) - 1].strip(".,"))


async def last_word(script: Script) -> None:
    await _submit(script, script.fields[0].value.split()[-1])


async def scrolled(script: Script) -> None:
    key = "PageUp" if "top" in script.instruction else "PageDown"
    area = script.field()
    for _ in range(_PAGES):
        await script.say(f"press {key} {area.id}")
    await script.click("Submit")


async def _submit(script: Script, text: str) -> None:
    await script.fill(script.fields[-1], text)
    await script.click("Submit")


async def login(script: Script) -> None:
    """Types again what a pop-up wiped out, once the pop-up is gone."""
    for kind, text in ((Role.TEXT_FIELD, script.quoted()), (Role.PASSWORD_FIELD, script.quoted(1))):
        roles = frozenset({kind})
        for _ in range(3):
            await _dismiss(script)
            field = script.controls(roles=roles)[0]
            if field.value in (text, "set"):
                break
            await script.fill(field, text)
    await _dismiss(script)
    await script.click("Login|OK", last=True)


async def _dismiss(script: Script) -> None:
    if script.controls("Cancel"):
        await script.click("Cancel")


async def movie(script: Script) -> None:
    wanted = {
        r".*Genre.*": script.asked(r"Search for (.+?) movies"),
        r".*Director.*": script.asked(r"directed by (.+?) from"),
        r".*(Year|Date).*": script.asked(r"year (\d+)"),
    }
    for name, text in wanted.items():
        await script.fill(script.field(name), text)
    await script.click(".*", last=True)


SOLUTIONS: Final[dict[str, Solution]] = {
    "enter-text": quoted,
    "enter-text-dynamic": quoted,
    "enter-text-2": in_other_case,
    "enter-date": date,
    "enter-time": time,
    "enter-password": password_twice,
    "copy-paste": copied,
    "copy-paste-2": copied,
    "find-word": numbered_word,
    "scroll-text": last_word,
    "scroll-text-2": scrolled,
    "login-user": login,
    "login-user-popup": login,
    "multi-layouts": movie,
    "multi-orderings": movie,
}
