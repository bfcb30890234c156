"""One decision: prompt and grammar go out, one line comes back that passes, if any does."""

from dataclasses import dataclass, replace

from errands.agent.candidate import Gates, Offer, read, recorded, taken, wants_others
from errands.agent.gates import Verdict
from errands.agent.grammar import Scope, build
from errands.agent.progress import Progress
from errands.agent.prompt import render
from errands.agent.route import route
from errands.agent.values.said import Said
from errands.contracts.action import ARROW, Action
from errands.contracts.errors import ModelError
from errands.contracts.ids import SkillName
from errands.contracts.ports import Clock, Decision, Model, Request
from errands.contracts.recording import Candidate
from errands.contracts.step import Usage

CANDIDATES = 4
"""Lines asked for at once, where the likeliest one is no action or a gate refuses it."""
TEMPERATURE = 0.7
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the model chose, with the gates' verdict; `seconds` is the wait for it, all together.

    `candidates` are all lines that came back, the likeliest first, then in the server's order.
    """

    action: Action
    verdict: Verdict
    output: str
    candidates: tuple[Candidate, ...]
    prompt: str
    skill: SkillName
    model: str
    usage: Usage
    seconds: float
    thought: str = ""


async def decide(progress: Progress, model: Model, clock: Clock, gates: Gates) -> Choice | None:
    """The model's choice, which the gates may still refuse; `None` where no line is an action.

    Raises:
        ModelError: the server is down or refuses.
    """
    request = request_for(progress)
    started = clock.elapsed()
    decision = await model.decide(request)
    usage = decision.usage
    first, *others = read(decision, gates)
    if wants_others(first):
        more = await _others(request, first, model)
        if more is not None:
            usage += more.usage
            others = read(more, gates)
    chosen = taken(first, others)
    if chosen is None:
        return None
    return Choice(
        action=chosen.action,
        verdict=chosen.verdict,
        output=chosen.line,
        candidates=tuple(recorded(offer) for offer in (first, *others)),
        prompt=request.prompt,
        skill=request.skill,
        model=chosen.model,
        thought=chosen.thought,
        usage=usage,
        seconds=clock.elapsed() - started,
    )


async def _others(request: Request, first: Offer, model: Model) -> Decision | None:
    """More lines; `None` where the server gives none now and the first is an action at least.

    Raises:
        ModelError: it gives none, and the first line is no action.
    """
    sampled = replace(request, candidates=CANDIDATES, temperature=TEMPERATURE, seed=SEED)
    try:
        return await model.decide(sampled)
    except ModelError:
        if taken(first, ()) is None:
            raise
        return None


def request_for(progress: Progress) -> Request:
    """What is asked of the model where the turn stands."""
    session, page = progress.session, progress.page
    scope = Scope(
        page=page,
        said=progress.said,
        profile=session.profile,
        chat_text=" ".join(line.text for line in session.chat),
        instead=Said(progress.turn.message, progress.said.today) if session.declined else None,
        agreed=progress.agreed,
        session=session,
        asks=not progress.asks_in_vain,
    )
    return Request(
        skill=route(page.now),
        session=session.id,
        prompt=render(session.profile, session.chat, page),
        grammar=build(scope),
        stop=ARROW,
    )
