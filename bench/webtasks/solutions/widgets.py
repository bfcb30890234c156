"""Tasks on sliders, colour fields and a terminal."""

import re
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution

_COLOURS: Final = {
    "red": "FF0000", "blue": "0000FF", "green": "008000", "lime": "00FF00", "black": "000000",
    "white": "FFFFFF", "grey": "808080", "gray": "808080", "purple": "800080", "orange": "FFA500",
    "yellow": "FFFF00", "cyan": "00FFFF", "pink": "FFC0CB", "magenta": "FF00FF", "olive": "808000",
    "maroon": "800000", "navy": "000080", "teal": "008080", "silver": "C0C0C0",
    "fuchsia": "FF00FF", "aqua": "00FFFF", "brown": "A52A2A",
}  # fmt: skip
_PRESSES: Final = 120


async def colour(script: Script) -> None:
    await script.fill(script.field(), _COLOURS[script.asked(r"Select (\w+) with")])
    await script.click("Submit")


async def shown_colour(script: Script) -> None:
    seen = [m for e in script.page.elements if (m := re.search(r"#([0-9a-fA-F]{6})", e.name))]
    if not seen:
        raise GaveUpError("the colour isn't told")
    await script.fill(script.field(), seen[0].group(1).upper())
    await script.click("Submit")


async def slider(script: Script) -> None:
    await _slide(script, 0, int(script.asked(r"Select (-?\d+)")))
    await script.click("Submit")


async def sliders(script: Script) -> None:
    for place, value in enumerate(script.asked(r"\[(.+)\]").split(",")):
        await _slide(script, place, int(value))
    await script.click("Submit")


async def _slide(script: Script, place: int, wanted: int) -> None:
    """With the keyboard: Tab takes hold of the next slider, its value stands beside it."""
    await script.say("press Tab")
    for _ in range(_PRESSES):
        now = [int(word) for word in script.words if re.fullmatch(r"-?\d+", word)][place]
        if now == wanted:
            return
        await script.say("press ArrowRight" if now < wanted else "press ArrowLeft")
    raise GaveUpError("the slider doesn't get there")


async def terminal(script: Script) -> None:
    """Lists the files, removes the one asked for."""
    await _command(script, "ls")
    listed = script.words[-2].split()
    ending = re.search(r"extension (\.\S+)$", script.instruction)
    fits = (
        (lambda file: file.endswith(ending.group(1))) if ending else (lambda file: "." not in file)
    )
    file = next(filter(fits, listed), "")
    await _command(script, f"rm {file}")


async def _command(script: Script, text: str) -> None:
    await script.fill(script.field(), text)
    await script.say("press Enter")


SOLUTIONS: Final[dict[str, Solution]] = {
    "use-colorwheel": colour,
    "use-colorwheel-2": shown_colour,
    "use-slider": slider,
    "use-slider-2": sliders,
    "terminal": terminal,
}
