"""Tasks of counting, comparing and guessing."""

import re
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution

_TRIES: Final = 60


async def greatest(script: Script) -> None:
    cards = script.controls(r"\d+")
    await script.push(max(cards, key=lambda card: int(card.name)))
    await script.click("Submit")


async def generated(script: Script) -> None:
    """Draws until the number is one that was asked for."""
    for _ in range(_TRIES):
        await script.click("Generate")
        drawn = [word for word in script.words if re.fullmatch(r"-?\d+", word)]
        if drawn and _fits(script.instruction, int(drawn[-1])):
            await script.click("Submit")
            return
    raise GaveUpError("no number fits")


def _fits(instruction: str, number: int) -> bool:
    bound = re.search(r"(less|greater) than (-?\d+)", instruction)
    if bound:
        low = bound.group(1) == "less"
        return number < int(bound.group(2)) if low else number > int(bound.group(2))
    return number % 2 == (0 if "even" in instruction else 1)


async def guessed(script: Script) -> None:
    """Halves what is left."""
    low, high = 0, 9
    while low <= high:
        guess = (low + high) // 2
        await script.fill(script.field(), str(guess))
        await script.click("Submit")
        if script.shows(r"higher"):
            low = guess + 1
        elif script.shows(r"lower"):
            high = guess - 1
        else:
            return


async def odd_or_even(script: Script) -> None:
    elements = script.page.elements
    numbers = [(n, int(e.name)) for n, e in enumerate(elements) if re.fullmatch(r"-?\d+", e.name)]
    for place, number in numbers:
        beside = elements[place + 1 if number % 2 == 0 else place - 1]
        await script.push(beside)
    await script.click("Submit")


async def blocks(script: Script) -> None:
    counts = [
        re.search(r"(\d+) (?:\w+ )*(?:boxes|blocks|box)", e.name) for e in script.page.elements
    ]
    total = sum(int(found.group(1)) for found in counts if found)
    if not total:
        raise GaveUpError("no blocks are seen")
    await script.fill(script.field(), str(total))
    await script.click("Submit")


SOLUTIONS: Final[dict[str, Solution]] = {
    "find-greatest": greatest,
    "generate-number": generated,
    "guess-number": guessed,
    "odd-or-even": odd_or_even,
    "visual-addition": blocks,
}
