"""Tasks of choosing among boxes, options and suggestions."""

import re
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution
from errands.contracts.observation import CHECKABLE, Role

_SELECTS: Final = frozenset({Role.SELECT, Role.COMBOBOX})
_ALIKE: Final = tuple(
    frozenset(line.split(", "))
    for line in (
        "mild, gentle, soft, quiet, calm, hushed, silent",
        "delicious, tasty, delectable, savory, savoury, flavorful",
        "wicked, evil, sinful, bad, vile, immoral, depraved, corrupt",
        "brave, courageous, fearless, bold, valiant",
        "fat, chubby, overweight, obese, plump",
        "peculiar, odd, weird, strange, unusual",
        "happy, joyful, glad, gleeful, cheerful, delighted",
        "bunny, bunnies, rabbit, rabbits, hare",
        "pig, pork, hog, swine, ham",
        "fearful, afraid, scared, frightened, panicked, terrified",
        "fire, flame, flames, blaze, inferno",
        "car, cars, automobile, automobiles, vehicle, vehicles",
        "stop, halt, end, cease",
        "archaic, old, ancient, antique",
    )
)


async def boxes(script: Script) -> None:
    """Sets the boxes that are listed; `nothing` lists none."""
    wanted = set(script.asked(r"Select (.+) and click").split(", "))
    await _tick(script, wanted)


async def boxes_of_like_words(script: Script) -> None:
    wanted = script.asked(r"similar to (.+) and click").split(", ")
    await _tick(script, {word for each in wanted for word in _like(each)})


async def _tick(script: Script, wanted: set[str]) -> None:
    for box in script.controls(roles=CHECKABLE):
        if box.name in wanted:
            await script.say(f"check {box.id} on")
    await script.click("Submit")


def _like(word: str) -> frozenset[str]:
    return next((group for group in _ALIKE if word in group), frozenset({word}))


async def from_a_list(script: Script) -> None:
    lists = script.controls(roles=_SELECTS)
    if not lists:
        raise GaveUpError("no list")
    await script.choose(lists[0], script.asked(r"Select (.+) from the list"))
    await script.click("Submit")


async def suggestion(script: Script) -> None:
    end = "" if "ends with" not in script.instruction else re.escape(script.quoted(1))
    await script.pick(script.quoted(), rf"{re.escape(script.quoted())}.*{end}")
    await script.click("Submit")


async def drawn_list(script: Script) -> None:
    """A list drawn in place of a native one. Shows nothing until something is chosen."""
    height, button = script.asked(r"Choose (.+) from"), script.quoted()
    lists = script.controls(roles=_SELECTS)
    if lists:
        await script.choose(lists[0], height)
    else:
        await script.push(script.controls()[0])
        await script.click(height)
    await script.click(button)


SOLUTIONS: Final[dict[str, Solution]] = {
    "click-checkboxes": boxes,
    "click-checkboxes-large": boxes,
    "click-checkboxes-transfer": boxes,
    "click-checkboxes-soft": boxes_of_like_words,
    "click-option": boxes,
    "choose-list": from_a_list,
    "use-autocomplete": suggestion,
    "use-autocomplete-nodelay": suggestion,
    "form-sequence-3": drawn_list,
}
