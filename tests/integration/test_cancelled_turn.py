"""A turn that is cancelled while it waits for the model lets go of the request at the server."""

import asyncio
from collections import deque
from dataclasses import replace

import httpx
import pytest

from errands.agent.decide import CANDIDATES
from errands.agent.loop import run_turn
from errands.backends.vllm_model import VllmModel
from tests.model_peer import ModelPeer, model_peer
from tests.unit.agent.house import House
from tests.unit.agent.pages import turn


@pytest.mark.parametrize("candidates", [1, CANDIDATES])
async def test_cancelling_a_turn_aborts_what_it_asked_for(candidates: int) -> None:
    peer = ModelPeer()

    def junk(_prompt: str) -> str:
        peer.faults.append("slow")
        return "junk"

    peer.answer = junk
    peer.faults = deque(["slow"] if candidates == 1 else [])
    with model_peer(peer):
        async with httpx.AsyncClient() as client:
            house = House()
            model = VllmModel(f"{peer.url}/v1", f"{peer.url}/adapters", client)
            desk = replace(house.desk([]), model=model)
            playing = asyncio.create_task(run_turn(house.session, turn("Rome"), desk))
            assert await asyncio.to_thread(peer.waiting.wait, 60)
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            assert await asyncio.to_thread(peer.aborted.wait, 60)
    assert peer.asked[-1]["n"] == candidates
    assert house.ledger.begun == []
