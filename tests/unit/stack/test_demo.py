"""The demo's conversation, on the API with somebody in the worker's place."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from errands.client import Step, Turn
from learning.script import ScriptKind
from services.api.ports import Rules
from stack.demo import MAX_TURNS, Said, conversation, scripts
from stack.layout import Layout, Ports
from tests.sites.serving import served
from tests.unit.api.house import House
from tests.unit.client.either import key_of
from tests.unit.client.worker import staffed


async def test_each_step_and_each_reply_is_heard_in_its_order(tmp_path: Path) -> None:
    (script,) = (s for s in scripts(date(2026, 11, 30)) if s.kind is ScriptKind.PIECEMEAL)
    house = House(Rules(quiet_seconds=0.05, allow_local_hosts=True))
    async with served(staffed(house, house.say)) as address:
        ports = replace(Ports.free(), api=urlsplit(address).port)
        layout = Layout(ports=ports, folder=tmp_path)
        key = await key_of(house)
        heard = await asyncio.to_thread(lambda: list(conversation(script, layout, key)))
    assert [type(one) for one in heard] == [Said, Step, Turn] * MAX_TURNS
    said = [one.text for one in heard if isinstance(one, Said)]
    turns = [one for one in heard if isinstance(one, Turn)]
    assert [turn.message for turn in turns] == said
    assert {turn.reply for turn in turns} == {"Done."}
    assert said[0] == script.opening
    assert "maya.okafor@example.org" in said[1]
