"""A thought before each line of a sample, told from the line and the page by rule.

It names what the line is about and why: what a model that thinks first would have to find out.
"""

import re
from typing import Final

from errands.contracts.action import ARROW
from learning.sample import Sample

END: Final = ") "
_CONTROL: Final = re.compile(r'^\w+ "([^"]*)" \[(\d+)\]', re.MULTILINE)
_ABOUT: Final = re.compile(r"^(?P<verb>\w+)(?: (?P<id>\d+))?(?: (?P<rest>.*))?$", re.DOTALL)


def with_thoughts(sample: Sample) -> Sample:
    """The sample with `(thought) ` before each of its lines, which is to be learned too."""
    text, targets, shift = sample.text, [], 0
    for start, end in sample.targets:
        at = start + shift
        said = f"({_thought(sample.text[:start], sample.text[start:end])}{END}"
        text = text[:at] + said + text[at:]
        shift += len(said)
        targets.append((at, end + shift))
    return Sample(id=sample.id, skill=sample.skill, text=text, targets=tuple(targets))


def without_thought(line: str) -> str:
    """The action of a line that was written with a thought."""
    return line.partition(END)[2]


def _thought(before: str, line: str) -> str:
    found = _ABOUT.match(line)
    verb = found["verb"] if found else ""
    name = _name(before, found["id"]) if found and found["id"] else ""
    match verb:
        case "fill" if line.split()[2].startswith("@"):
            why = f"{name} is open and in the profile"
        case "fill" | "select" | "check" | "uncheck":
            why = f"{name} is open and was said"
        case "ask":
            why = f"{_asked(line)} was not said"
        case "click":
            why = f"all that {name} needs is there"
        case _:
            why = "there is something to tell"
    return why.replace(")", "")


def _asked(line: str) -> str:
    """The slots behind the words of a question."""
    return line.rpartition('" ')[2].removesuffix(ARROW)


def _name(before: str, element: str) -> str:
    names = [name for name, number in _CONTROL.findall(before) if number == element]
    return str(names[-1]) if names else "it"
