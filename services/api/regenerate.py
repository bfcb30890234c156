"""Asking the model again about a recorded step, with or without a hint."""

import secrets
from typing import Final

import structlog

from errands.agent.parse import ParseFailure, parse
from errands.agent.view.outline import plain
from errands.contracts.action import ARROW, Action
from errands.contracts.errors import ModelError
from errands.contracts.ports import Model, Request
from errands.contracts.recording import Recording
from errands.labels.grammar import grammar_of
from errands.labels.possible import trouble
from errands.labels.shown import Shown

_LINES: Final = 4
_TEMPERATURE: Final = 0.7
_CHAT_ENDS: Final = "</chat>\n"

_log = structlog.get_logger(__name__)


async def regenerated(model: Model, recording: Recording, hint: str = "") -> Action | None:
    """Another action that is possible on the page; `None` where the model has none to offer.

    A hint is heard as the last thing that the person said.
    """
    shown = Shown.in_prompt(recording.prompt)
    heard = f"user: {plain(hint)}\n{_CHAT_ENDS}" if hint else _CHAT_ENDS
    request = Request(
        skill=recording.skill,
        session=recording.session,
        prompt=recording.prompt.replace(_CHAT_ENDS, heard, 1),
        grammar=grammar_of(shown),
        stop=ARROW,
        temperature=_TEMPERATURE,
        seed=secrets.randbelow(1 << 31),
        candidates=_LINES,
    )
    try:
        decision = await model.decide(request)
    except ModelError as error:
        _log.warning("label.not_regenerated", error=repr(error))
        return None
    for text in decision.texts:
        action = parse(text.split(ARROW)[0])
        if isinstance(action, ParseFailure) or action == recording.action:
            continue
        if not trouble(action, shown):
            return action
    return None
