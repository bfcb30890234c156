"""One decision: prompt and grammar go out, one legal line comes back."""

from dataclasses import dataclass, replace

from errands.agent.grammar import Scope, build
from errands.agent.parse import ParseFailure, parse
from errands.agent.progress import Progress
from errands.agent.prompt import render
from errands.agent.route import route
from errands.agent.values.said import Said
from errands.contracts.action import ARROW, Action
from errands.contracts.ids import SkillName
from errands.contracts.ports import Clock, Model, Request
from errands.contracts.step import Usage

MAX_TRIES = 3
"""A line can still be cut off by the token limit, or come from a server without grammars."""
RETRY_TEMPERATURE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the model chose; `seconds` is the wait for it, all tries together."""

    action: Action
    output: str
    prompt: str
    skill: SkillName
    model: str
    usage: Usage
    seconds: float


async def decide(progress: Progress, model: Model, clock: Clock) -> Choice | None:
    """The model's choice; `None` where no try gave an action.

    Raises:
        ModelError: the server is down or refuses.
    """
    request = _request(progress)
    started = clock.elapsed()
    usage = Usage()
    for attempt in range(MAX_TRIES):
        decision = await model.decide(request)
        usage += decision.usage
        line = decision.text.split(ARROW)[0].strip()
        action = parse(line)
        if not isinstance(action, ParseFailure):
            return Choice(
                action=action,
                output=line,
                prompt=request.prompt,
                skill=request.skill,
                model=decision.model,
                usage=usage,
                seconds=clock.elapsed() - started,
            )
        request = replace(request, seed=attempt + 1, temperature=RETRY_TEMPERATURE)
    return None


def _request(progress: Progress) -> Request:
    session, page = progress.session, progress.page
    scope = Scope(
        page=page,
        said=progress.said,
        profile=session.profile,
        chat_text=" ".join(line.text for line in session.chat),
        instead=Said(progress.turn.message, progress.said.today) if session.declined else None,
        agreed=progress.agreed,
        session=session,
    )
    return Request(
        skill=route(page.now),
        session=session.id,
        prompt=render(session.profile, session.chat, page),
        grammar=build(scope),
        stop=ARROW,
    )
