"""Cases: failures that were recorded, kept in a suite so that they are looked at again.

A suite's file may hold plain scripts and cases, a line each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter

from errands.contracts.ids import SkillName
from learning.failure import Failure
from learning.script import Script

_PLAIN: Final = "plain"


class _Case(BaseModel):
    """`times` is how often this kind of failure stood in the recordings, among `of` that counted.

    Both are of the day on which the case was added.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    failure: Failure
    times: int = Field(ge=1)
    of: int = Field(ge=1)


class ScriptCase(_Case):
    """A conversation that failed; its script is played again. Counted are conversations."""

    case: Literal["script"] = "script"
    script: Script


class StepCase(_Case):
    """One recorded step that was wrong: at `prompt` a model shall say one of `right`.

    No script tells what the person wanted, so that only this step can be asked for again. Counted
    are steps that somebody has judged. `renderer` wrote the prompt.
    """

    case: Literal["step"] = "step"
    skill: SkillName
    renderer: int
    prompt: str
    wrong: str
    right: tuple[str, ...] = Field(min_length=1)


Case: TypeAlias = ScriptCase | StepCase


def _kind(line: object) -> str:
    """A script of a suite names no case."""
    return line.get("case", _PLAIN) if isinstance(line, dict) else getattr(line, "case", _PLAIN)


_LINE: Final[TypeAdapter[ScriptCase | StepCase | Script]] = TypeAdapter(
    Annotated[
        Annotated[ScriptCase, Tag("script")]
        | Annotated[StepCase, Tag("step")]
        | Annotated[Script, Tag(_PLAIN)],
        Discriminator(_kind),
    ]
)


@dataclass(frozen=True, slots=True)
class SuiteLines:
    """What a suite's file holds: scripts to play, those of cases among them, and step cases."""

    scripts: tuple[Script, ...]
    steps: tuple[StepCase, ...]
    ids: frozenset[str]
    """Of all cases."""


def read_suite(path: Path) -> SuiteLines:
    """Reads a suite's JSON lines; plain scripts, cases or both.

    Raises:
        ValidationError: a line is neither.
    """
    text = path.read_text(encoding="utf-8")
    lines = [_LINE.validate_json(line) for line in text.splitlines() if line.strip()]
    cases = [line for line in lines if not isinstance(line, Script)]
    played = [line.script if isinstance(line, ScriptCase) else line for line in lines]
    return SuiteLines(
        scripts=tuple(line for line in played if isinstance(line, Script)),
        steps=tuple(line for line in lines if isinstance(line, StepCase)),
        ids=frozenset(case.id for case in cases),
    )


def add_cases(path: Path, cases: Iterable[Case]) -> list[Case]:
    """Appends the cases that the file doesn't hold yet, and returns them; it may be a new file."""
    known = set(read_suite(path).ids) if path.exists() else set[str]()
    added: dict[str, Case] = {}
    for case in cases:
        if case.id not in known:
            added.setdefault(case.id, case)
    if added:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{case.model_dump_json()}\n" for case in added.values())
    return list(added.values())
