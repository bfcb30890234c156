"""What came of one evaluated conversation, and what many of them add up to."""

from collections import Counter
from datetime import date, timedelta
from math import sqrt
from statistics import median, quantiles

from pydantic import BaseModel, ConfigDict

from errands.agent.values.said import Said
from errands.contracts.step import REJECTIONS
from learning.converse import Conversation
from learning.days import TODAY
from learning.person import Person, refuses
from learning.script import Script, ScriptKind, Wish
from sites.hotels.booking import Booking
from sites.hotels.tasks import check

_PIECES = ("city", "check_in", "check_out", "guests", "preference")
_FIELDS = ("city", "check_in", "check_out", "guests", "first_name", "last_name", "email", "phone")


class Result(BaseModel):
    """One conversation. Times are milliseconds a step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: ScriptKind
    ok: bool
    outcome: str
    unlike_wish: tuple[str, ...]
    """Fields of a booking that no version of the wish holds so."""
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


def outcome_of(script: Script, booked: list[Booking]) -> tuple[bool, str]:
    """Whether the site's own state is as the person wants it, and if not, what is wrong first."""
    if refuses(script):
        return not booked, "booked against a no" if booked else "ok"
    verdict = check(script.wish.on_site(), booked)
    return verdict.ok, verdict.kind.value


def judge(script: Script, person: Person, talk: Conversation, booked: list[Booking]) -> Result:
    """The result on the site's own state."""
    ok, outcome = outcome_of(script, booked)
    asked = _asked(person)
    unlike = _unlike_wish(script, booked)
    hidden = {piece for piece in _PIECES if piece not in script.revealed}
    usage = [step.usage for step in talk.steps]
    return Result(
        id=script.id,
        kind=script.kind,
        ok=ok,
        outcome=outcome,
        unlike_wish=tuple(f"{field}={value}" for field, value in unlike),
        invented=tuple(
            f"{field}={value}" for field, value in unlike if not _was_said(value, script, talk)
        ),
        without_yes=bool(booked) and (refuses(script) or not person.confirmed),
        missing_not_asked=tuple(sorted(hidden - asked)) if booked else (),
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


def _asked(person: Person) -> set[str]:
    pieces = set(person.asked)
    return pieces | ({"check_in", "check_out"} if "dates" in pieces else set())


def _unlike_wish(script: Script, booked: list[Booking]) -> list[tuple[str, object]]:
    wishes = [wish for wish in (script.first, script.wish) if wish is not None]
    return [
        (field, getattr(booking, field))
        for booking in booked
        for field in _FIELDS
        if not any(_same(getattr(booking, field), wish, field) for wish in wishes)
    ]


def _was_said(value: object, script: Script, talk: Conversation) -> bool:
    """Whether a value can be read in the person's words, or in their profile."""
    said = Said.in_chat(talk.session.chat, TODAY)
    match value:
        case date():
            ends = {m.day + timedelta(days=s.days) for m in said.dates for s in said.stays}
            return value in {m.day for m in said.dates} | ends
        case int():
            return value in said.numbers
        case _:
            text = str(value).casefold()
            return text in said.words.casefold() or value in script.profile.values()


def _same(value: object, wish: Wish, field: str) -> bool:
    return str(value).casefold().strip() == str(getattr(wish, field)).casefold().strip()


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, hits / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    bottom = 1 + z * z / of
    return (middle - spread) / bottom, (middle + spread) / bottom


def summary(results: list[Result]) -> str:
    """The report, as the text that is printed and committed."""
    right = sum(r.ok for r in results)
    low, high = interval(right, len(results))
    times = sorted(ms for r in results for ms in r.step_ms)
    prompt, cached = (sum(r.prompt_tokens for r in results), sum(r.cached_tokens for r in results))
    steps = sum(r.steps for r in results)
    lines = [
        (
            f"success            {right}/{len(results)} = {right / len(results):.0%}"
            f" (95% interval {low:.0%} to {high:.0%})"
        ),
        *(_kind_line(kind, results) for kind in ScriptKind),
        f"failures           {_counted(r.outcome for r in results if not r.ok)}",
        f"booked unlike wish {_counted(u.split('=')[0] for r in results for u in r.unlike_wish)}",
        f"invented values    {sum(len(r.invented) for r in results)}",
        f"booked without yes {sum(r.without_yes for r in results)}",
        f"missing, not asked {_counted(m for r in results for m in r.missing_not_asked)}",
        f"needless questions {_counted(m for r in results for m in r.asked_needlessly)}",
        (
            f"steps              {steps / len(results):.1f} a conversation,"
            f" {steps / sum(r.turns for r in results):.1f} a turn"
        ),
        (
            f"seconds a step     median {median(times) / 1000:.2f},"
            f" 90th percentile {quantiles(times, n=10)[-1] / 1000:.2f}"
        ),
        f"gate rejections    {_counted(k for r in results for k in r.rejections)}",
        (
            f"tokens a step      prompt {prompt / steps:.0f}"
            f" ({cached / max(prompt, 1):.0%} cached),"
            f" completion {sum(r.completion_tokens for r in results) / steps:.1f}"
        ),
    ]
    return "\n".join(line for line in lines if line)


def _kind_line(kind: ScriptKind, results: list[Result]) -> str:
    mine = [r for r in results if r.kind is kind]
    return f"  {kind.value:<16} {sum(r.ok for r in mine)}/{len(mine)}" if mine else ""


def _counted(words: object) -> str:
    counts = Counter(words)  # type: ignore[call-overload]
    return ", ".join(f"{count} {word}" for word, count in counts.most_common()) or "none"
