"""Tasks in an inbox: delete, mark, reply, forward, said in many ways."""

import re
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution
from errands.contracts.observation import Element

_FROM: Final = r"(?:by|from|of) ([A-Z]\w+)|([A-Z]\w+)(?:'s| sent| wrote| wants his)"
_TO: Final = r"\b(?:to|with|[Gg]ive|[Ss]end|[Ff]orward|[Ll]et|[Ss]how) ([A-Z]\w+)"
_DELETE: Final = r"(?i)delet|trash|remove|get rid|erase|discard"
_MARK: Final = r"(?i)\bstar|important"
_FORWARD: Final = r"(?i)forward|\bsend|\bgive|wants|waiting|\bpass|\bsent\b|\bshare"


async def mail(script: Script) -> None:
    """Does with one sender's e-mail what the instruction says."""
    sender = _sender(script)
    if re.search(_DELETE, script.instruction):
        return await _icon(script, sender, "trash|delete")
    if '"' in script.instruction or re.search(r"(?i)\brepl|respon", script.instruction):
        return await _reply(script, sender)
    if re.search(_MARK, script.instruction):
        return await _icon(script, sender, "star")
    if re.search(_FORWARD, script.instruction):
        return await _forward(script, sender)
    raise GaveUpError("not understood")


def _senders(script: Script) -> list[str]:
    return [name for e in script.page.elements if (name := e.name.partition(" ")[0]).istitle()]


def _sender(script: Script) -> str:
    """A person who has written: after `by` and the like, or whoever else is named."""
    after = [a or b for a, b in re.findall(_FROM, script.instruction)]
    named = re.findall(r"[A-Z]\w+", script.instruction)
    to = re.findall(_TO, script.instruction)
    known = _senders(script)[1:]
    for name in (*after, *(n for n in named if n not in to), *named):
        if name in known:
            return str(name)
    raise GaveUpError("no such sender")


def _reader(script: Script, sender: str) -> str:
    to = [*re.findall(_TO, script.instruction), *re.findall(r"\b[A-Z]\w+", script.instruction)]
    return next((name for name in to if name != sender), "")


def _row(script: Script, sender: str) -> Element:
    return script.control(rf"{sender}\b.*")


async def _icon(script: Script, sender: str, name: str) -> None:
    """The icon beside a row, which comes after it."""
    row = _row(script, sender)
    icons = [e for e in script.controls(rf"(?i).*({name}).*") if e.id > row.id]
    if icons:
        await script.push(icons[0])
        return
    await script.push(row)
    await script.click(rf"(?i).*\b({name})\b.*")


async def _reply(script: Script, sender: str) -> None:
    text = script.quoted() if '"' in script.instruction else script.asked(r": ?(.+)$")
    await script.push(_row(script, sender))
    await script.click("(?i)reply.*")
    await script.fill(script.fields[-1], text)
    await script.click("(?i).*send.*")


async def _forward(script: Script, sender: str) -> None:
    to = _reader(script, sender)
    await script.push(_row(script, sender))
    await script.click("(?i).*forward.*")
    await script.fill(script.field(), to)
    await script.click("(?i).*send.*")


SOLUTIONS: Final[dict[str, Solution]] = {
    f"email-inbox{variant}": mail
    for variant in (
        "",
        "-delete",
        "-forward",
        "-forward-nl",
        "-forward-nl-turk",
        "-important",
        "-nl-turk",
        "-noscroll",
        "-reply",
        "-star-reply",
    )
}
