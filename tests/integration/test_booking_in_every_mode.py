"""A hotel is booked through the real loop, in every mode in which a model can be asked."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import httpx
import pytest

from errands.contracts.model_api import ModelApi
from learning.converse import Conversation, converse
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.repertoire import expert_of, person_of
from learning.script import Script
from learning.stage import Stage, side_by_side, stage
from tests.model_peer import ModelPeer, Oddity, model_peer
from tests.ports.models import QUICK, made

PATIENT = replace(QUICK, total=60, attempt=30)
ODDITIES: Sequence[Oddity | None] = [
    None,
    None,
    None,
    "rubbish",
    None,
    None,
    "cut off",
    None,
    "empty",
]
"""Of the answers, again and again. The first ones are those that find a mode."""


async def booked(api: ModelApi, script: Script, where: Stage) -> tuple[Conversation, ModelPeer]:
    person = person_of(script)
    peer = ModelPeer(answer=cache(expert_of(person, TODAY).line))
    peer.oddities = deque([*ODDITIES] * 100)
    with model_peer(peer):
        async with httpx.AsyncClient() as client:
            model = made(api, peer, client, PATIENT)
            return await converse(person, model, where.place(script)), peer


@pytest.mark.browser
@pytest.mark.timeout(300)
async def test_a_hotel_is_booked_right_whatever_the_mode_though_answers_go_wrong() -> None:
    scripts = {api: make_script(number, 5, TODAY) for number, api in enumerate(ModelApi)}
    outcomes: dict[ModelApi, str] = {}
    answers: dict[ModelApi, int] = {}
    async with stage(scripts.values()) as where:

        async def play(script: Script) -> None:
            api = api_of(script, scripts)
            talk, peer = await booked(api, script, where)
            outcomes[api] = where.episode(script, talk).outcome
            answers[api] = len(peer.asked) - len(talk.steps)

        await side_by_side(scripts.values(), 2, play)
    assert outcomes == dict.fromkeys(ModelApi, "ok")
    assert all(more > 0 for more in answers.values())


def api_of(script: Script, scripts: Mapping[ModelApi, Script]) -> ModelApi:
    return next(api for api, one in scripts.items() if one.id == script.id)
