"""What came of one evaluated conversation."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from errands.agent.values.said import Said
from errands.agent.values.times import read_time
from errands.contracts.action import Check, Fill, Select
from errands.contracts.step import REJECTIONS
from learning.converse import Conversation
from learning.days import TODAY
from learning.part import Part
from learning.person import Person
from learning.practice import Deeds, Done, Value
from learning.script import Errand, Persona, Script, ScriptKind
from learning.topic import pieces_of
from learning.verdict import outcome_of, own_deeds
from learning.wishes.site import SiteName
from learning.wishes.wish import Wish


class Result(BaseModel):
    """One conversation. Times are milliseconds a step.

    Older results tell no site, variant or persona; they are of plain people on the hotel site.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    site: SiteName = SiteName.HOTELS
    variant: int = 0
    splice: str = ""
    """Of a conversation with two errands: when the second is done, and on which site."""
    kind: ScriptKind
    persona: Persona = Persona.PLAIN
    ok: bool
    outcome: str
    unlike_wish: tuple[str, ...]
    """What was given to a site and stands so in no version of the wish."""
    invented: tuple[str, ...]
    """Those of them that were typed or chosen, and stand nowhere in the person's words or profile.

    What a page held before, and still holds, is wrong there and nobody's invention.
    """
    bled: tuple[str, ...] = ()
    """Those of them that belong to the person's other errand."""
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
    script = person.script
    outcome = outcome_of(script, done)
    own = tuple(own_deeds(script, done))
    unlike = tuple(found for errand, deeds in own for found in _unlike_wish(errand, deeds))
    acted = [part for part in person.parts if any(e is part.errand and d for e, d in own)]
    usage = [step.usage for step in talk.steps]
    return Result(
        id=script.id,
        site=script.site,
        variant=script.variant,
        splice=f"{script.splice.order} {script.splice.errand.site}" if script.splice else "",
        kind=script.kind,
        persona=script.persona,
        ok=outcome.ok,
        outcome=outcome.kind,
        unlike_wish=tuple(f"{field}={value}" for field, value in unlike),
        invented=tuple(
            f"{field}={value}"
            for field, value in unlike
            if _was_put(value, talk) and not _was_said(value, script, talk)
        ),
        bled=tuple(f"{field}={value}" for field, value in unlike if _is_of_two(value, script)),
        without_yes=any(part.errand.refused or not part.confirmed for part in acted),
        missing_not_asked=tuple(p for part in acted for p in sorted(_hidden(part) - _asked(part))),
        asked_needlessly=tuple(
            piece
            for part in person.parts
            for piece in sorted(_asked(part) & set(part.errand.revealed))
        ),
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


def _asked(part: Part) -> set[str]:
    return pieces_of(part.topics, part.asked)


def _unlike_wish(errand: Errand, deeds: Deeds) -> Iterator[tuple[str, Value]]:
    for field, value in deeds.values:
        if not any(_same(value, wish, field) for wish in errand.wishes):
            yield field, value


def _is_of_two(value: Value, script: Script) -> bool:
    """Whether a value that isn't of its own errand is of the other one."""
    wishes = [wish for errand in script.errands for wish in errand.wishes] if script.splice else []
    return any(_same(value, wish, piece) for wish in wishes for piece in wish.pieces)


def _was_said(value: Value, script: Script, talk: Conversation) -> bool:
    """Whether a value can be read in the person's words, or in their profile."""
    if isinstance(value, bool):
        return True  # a switch that is wrong is a wrong deed; it holds nothing to be made up
    said = Said.in_chat(talk.session.chat, TODAY)
    return _stands_in(value, said) or value in script.profile.values()


def _was_put(value: Value, talk: Conversation) -> bool:
    """Whether a value can be read in what was typed and chosen."""
    steps = [step for step in talk.steps if isinstance(step.action, Fill | Select | Check)]
    words = [word for step in steps for word in (step.line, step.effect.detail)]
    return _stands_in(value, Said("\n".join(words), TODAY))


def _stands_in(value: Value, words: Said) -> bool:
    match value:
        case date():
            ends = {m.day + timedelta(days=s.days) for m in words.dates for s in words.stays}
            return value in {m.day for m in words.dates} | ends
        case int():
            return value in words.numbers
        case str():
            clock = read_time(value)
            is_told = clock is not None and any(told.is_same(clock) for told in words.clocks)
            return is_told or value.casefold() in words.words.casefold()


def _same(value: Value, wish: Wish, field: str) -> bool:
    return (
        field in wish.pieces
        and str(value).casefold().strip() == wish.value(field).casefold().strip()
    )
