"""What docs/integrate.md shows is run as it stands there."""

import asyncio
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from errands.backends.webhook_signature import signed
from errands.client import ClientError, Errands, errors
from errands.contracts.event import TurnEnded
from errands.contracts.turn import Turn
from errands.contracts.webhook import EventName
from services.wire.webhooks import message_of
from tests.ports.told import a_delivery
from tests.sites.serving import served
from tests.unit.api.house import ADDRESSES, House
from tests.unit.api.test_approvals import PAY
from tests.unit.client.either import key_of
from tests.unit.client.worker import staffed

DOC = (Path(__file__).resolve().parents[3] / "docs/integrate.md").read_text()


async def play(house: House, turn: Turn) -> None:
    if turn.message != "Please buy what is in the cart":
        await house.say(turn)
        return
    await house.ask_for_yes(turn, PAY)
    ended = await house.turn(turn.session, turn.id)
    await house.ports.events.append(TurnEnded(session=turn.session, at=0, turn=ended))


def run(program: str, url: str, key: str) -> dict[str, object]:
    names: dict[str, object] = {}
    text = program.replace("https://errands.example", url).replace("errands_...", key)
    exec(compile(text, "integrate.md", "exec"), names)  # noqa: S102 our own text
    body = message_of(replace(a_delivery(1), type=EventName.TEST), None)
    headers = signed("msg_1", body, time.time(), [str(names["keep"])])
    receive = names["receive"]
    assert callable(receive)
    names["answers"] = receive(headers, body.encode()), receive({}, body.encode())
    client = names["errands"]
    assert isinstance(client, Errands)
    client.close()
    talk = names["talk"]
    assert callable(talk)
    asyncio.run(talk(url, key))
    return names


async def test_the_programs_of_the_page_do_what_it_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for host in ("shop.example", "pay.example", "product.example"):
        monkeypatch.setitem(ADDRESSES, host, ("93.184.216.34",))
    house = House()
    program = "\n".join(re.findall(r"```python\n(.*?)```", DOC, re.DOTALL))
    async with served(staffed(house, lambda turn: play(house, turn))) as url:
        names = await asyncio.to_thread(run, program, url, await key_of(house))
    lines = [line for line in capsys.readouterr().out.splitlines() if "[info" not in line]
    assert lines == [
        f"asked {PAY.question}",
        "Pay shop.test ('Total: €24', 'Name: Maya') ('Total: €24',)",
        f"Please buy what is in the cart {PAY.question}",
        "yes Done.",
        'say "Hi." ok',
        PAY.question,
    ]
    assert names["content"] == b"..."
    assert names["answers"] == (204, 401)


def test_every_error_is_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+Error)` \|", DOC, re.MULTILINE)
    own = {
        name
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, ClientError) and one is not ClientError
    }
    assert {*rows} == own
    assert len(rows) == len(own)
