"""What came of one evaluated conversation."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from errands.agent.values.said import Said
from errands.contracts.step import REJECTIONS
from learning.converse import Conversation
from learning.days import TODAY
from learning.part import Part
from learning.person import Person
from learning.practice import Done, Value
from learning.script import Persona, Script, ScriptKind
from learning.topic import pieces_of
from learning.verdict import outcome_of
from learning.wishes.site import SiteName
from learning.wishes.wish import Wish


class Result(BaseModel):
    """One conversation. Times are milliseconds a step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    site: SiteName
    variant: int
    kind: ScriptKind
    persona: Persona
    ok: bool
    outcome: str
    unlike_wish: tuple[str, ...]
    """What was given to a site and stands so in no version of the wish."""
    invented: tuple[str, ...]
    """Those of them that stand nowhere in the person's words or profile either."""
    without_yes: bool
    missing_not_asked: tuple[str, ...]
    asked_needlessly: tuple[str, ...]
    turns: int
    steps: int
    step_ms: tuple[float, ...]
    rejections: tuple[str, ...]
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    chat: tuple[str, ...]
    lines: tuple[str, ...]


def read_results(path: Path) -> Iterator[Result]:
    """The results of a JSON lines file.

    Raises:
        ValidationError: a line is no result.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Result.model_validate_json(line)


def judge(person: Person, talk: Conversation, done: Done) -> Result:
    """The result on the sites' own state."""
    script, part = person.script, person.part
    outcome = outcome_of(script, done)
    unlike = tuple(_unlike_wish(script, done))
    asked = pieces_of(part.topics, part.asked)
    acted = bool(done[script.site])
    usage = [step.usage for step in talk.steps]
    return Result(
        id=script.id,
        site=script.site,
        variant=script.variant,
        kind=script.kind,
        persona=script.persona,
        ok=outcome.ok,
        outcome=outcome.kind,
        unlike_wish=tuple(f"{field}={value}" for field, value in unlike),
        invented=tuple(
            f"{field}={value}" for field, value in unlike if not _was_said(value, script, talk)
        ),
        without_yes=acted and (script.refused or not part.confirmed),
        missing_not_asked=tuple(sorted(_hidden(part) - asked)) if acted else (),
        asked_needlessly=tuple(sorted(asked & set(script.revealed))),
        turns=len(talk.turns),
        steps=len(talk.steps),
        step_ms=tuple(round(step.timings.total, 1) for step in talk.steps),
        rejections=tuple(s.effect.kind.value for s in talk.steps if s.effect.kind in REJECTIONS),
        prompt_tokens=sum(u.prompt for u in usage),
        cached_tokens=sum(u.cached for u in usage),
        completion_tokens=sum(u.completion for u in usage),
        chat=tuple(f"{line.speaker}: {line.text}" for line in talk.session.chat),
        lines=tuple(f"{step.line} -> {step.effect}" for step in talk.steps),
    )


def _hidden(part: Part) -> set[str]:
    """What of the errand the opening doesn't tell."""
    own = [topic.name for topic in part.topics if not topic.personal]
    return pieces_of(part.topics, own) - set(part.errand.revealed)


def _unlike_wish(script: Script, done: Done) -> Iterator[tuple[str, Value]]:
    for field, value in done[script.site].values:
        if not any(_same(value, wish, field) for wish in script.wishes):
            yield field, value


def _was_said(value: Value, script: Script, talk: Conversation) -> bool:
    """Whether a value can be read in the person's words, or in their profile."""
    said = Said.in_chat(talk.session.chat, TODAY)
    match value:
        case date():
            ends = {m.day + timedelta(days=s.days) for m in said.dates for s in said.stays}
            return value in {m.day for m in said.dates} | ends
        case int():
            return value in said.numbers
        case str():
            text = value.casefold()
            return text in said.words.casefold() or value in script.profile.values()


def _same(value: Value, wish: Wish, field: str) -> bool:
    return str(value).casefold().strip() == wish.value(field).casefold().strip()
