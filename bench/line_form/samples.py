"""Pages of random names, each with one line that is right: the same ones for every form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from bench.line_form.form import Control, Form, lines, pointer
from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from learning.sample import Sample

_SMALLEST: Final = 4
_LARGEST: Final = 18
_TOP_ID: Final = 60
_ROLES: Final = ("button", "link", "tab")
_FIRST: Final = (
    "Green Quiet Northern Daily Open Silver Plain Early Second Winter Round Public Narrow Amber "
    "Little Royal Simple Upper Modern Gentle Rapid Sunny Hidden Family Coastal Urban Golden Fresh"
).split()
_SECOND: Final = (
    "hat basket report account garden ticket invoice journal lamp window offer station recipe "
    "carpet album branch market schedule parcel guide archive bottle letter museum saddle engine"
).split()
_FIELDS: Final = (
    "First name|Last name|City|Company|Street|Country|Nickname|Department|Team|Region|Village|"
    "Occupation|School|Language|Colour|Brand|Model|Subject|Platform|Flight"
).split("|")
_VALUES: Final = (
    "Maya Okafor Lisbon Tamsin Brevik Halden Corvo Ines Juniper Velo Marlow Petra Sorin Adler "
    "Quimby Rosa Tarn Ulla Wexford Yara Zeno Basil Cato Delphi Elgin Fennel Galway Hesper"
).split()
_CLICKS: Final = (
    "open {}", "click on {} please", "I want {}", "go to {}", "take me to {}", "{}, please",
    "could you press {}?", "show me {}",
)  # fmt: skip
_TELLS: Final = ("my {} is {}", "{}: {}", "the {} is {}", "for {} put {}")


class Kind(StrEnum):
    CLICK = "click"
    FILL = "fill"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class _Scene:
    """A page, what was said, and what is to be done: `target` with `value`, or a question."""

    kind: Kind
    said: str
    controls: tuple[Control, ...]
    target: Control
    value: str = ""


def samples(form: Form, count: int, seed: str) -> Iterator[Sample]:
    """`count` samples; the same `seed` gives the same pages in every form."""
    rng = Random(seed)  # noqa: S311 reproducible data, not a secret
    for number in range(count):
        scene = _clicked(rng) if rng.random() < 1 / 2 else _form(rng)
        text = _page(scene, form)
        wanted = _line(scene, form) + ARROW
        yield Sample(
            id=f"{scene.kind}-{number}",
            skill=SkillName("navigate"),
            text=text + wanted,
            targets=((len(text), len(text) + len(wanted)),),
        )


def _numbers(rng: Random, count: int) -> list[int]:
    return sorted(rng.sample(range(1, _TOP_ID), count))


def _clicked(rng: Random) -> _Scene:
    count = rng.randint(_SMALLEST, _LARGEST)
    names = rng.sample([f"{a} {b}" for a in _FIRST for b in _SECOND], count)
    numbers = zip(_numbers(rng, count), names, strict=True)
    # Pages have their links beside links and their tabs beside tabs.
    roles = sorted(rng.choices(_ROLES, k=count))
    controls = tuple(
        Control(number, role, name) for (number, name), role in zip(numbers, roles, strict=True)
    )
    target = rng.choice(controls)
    said = rng.choice(_CLICKS).format(rng.choice((target.name, target.name.lower())))
    return _Scene(Kind.CLICK, said, controls, target)


def _form(rng: Random) -> _Scene:
    """Fields in order, some filled: the next one is filled, or asked for where nobody told it."""
    count = rng.randint(_SMALLEST - 1, _LARGEST // 3)
    names, values = rng.sample(_FIELDS, count), rng.sample(_VALUES, count)
    done = rng.randrange(count)
    missing = rng.random() < 1 / 3
    numbers = _numbers(rng, count + 1)
    fields = [
        Control(number, "text", name, value if place < done else "")
        for place, (number, name, value) in enumerate(zip(numbers, names, values, strict=False))
    ]
    told = [
        rng.choice(_TELLS).format(name.lower(), value)
        for place, (name, value) in enumerate(zip(names, values, strict=True))
        if place != done or not missing
    ]
    rng.shuffle(told)
    send = Control(numbers[-1], "button", " ".join((rng.choice(_FIRST), rng.choice(_SECOND))))
    kind, value = (Kind.ASK, "") if missing else (Kind.FILL, values[done])
    return _Scene(kind, ", ".join(told) or "fill it in", (*fields, send), fields[done], value)


def _page(scene: _Scene, form: Form) -> str:
    shown = "\n".join(lines(scene.controls, form))
    return f"<chat>\nuser: {scene.said}\n</chat>\n<page>\n{shown}\n</page>\n"


def _line(scene: _Scene, form: Form) -> str:
    match scene.kind:
        case Kind.CLICK:
            return f"click {pointer(scene.target, form)}"
        case Kind.FILL:
            return f'fill {pointer(scene.target, form)} "{scene.value}"'
        case Kind.ASK:
            return f'ask "What is the {scene.target.name.lower()}?"'
