"""`errands keys` and `errands sessions`, against the API on twins."""

import json
from pathlib import Path

from errands.contracts.ids import TenantId
from errands.contracts.keys import Scope
from services.api.auth import new_key
from tests.errands_command import errands
from tests.integration.command.test_chat import STEP, play, talking
from tests.sites.serving import served
from tests.unit.api.house import START, House


async def test_a_key_makes_lists_rotates_and_revokes_others() -> None:
    house = House()
    key, text = new_key(TenantId("maya-inc"), frozenset({Scope.KEYS}), created_at=0)
    await house.keys.add(key)
    async with served(house.app) as url:
        settings = {"ERRANDS_URL": url, "ERRANDS_API_KEY": text}
        words = ("keys", "create", "checkout", "--scope", "read", "--days", "2")
        made = await errands(*words, settings=settings)
        made_id = made.error.removeprefix("id: ").strip()
        listed = await errands("keys", "list", settings=settings)
        rotated = await errands("keys", "rotate", made_id, "--json", settings=settings)
        new = json.loads(rotated.out)
        revoked = await errands("keys", "revoke", made_id, settings=settings)
        left = await errands("keys", "list", "--json", settings=settings)
        reading = {"ERRANDS_URL": url, "ERRANDS_API_KEY": new["key"]}
        refused = await errands("keys", "list", settings=reading)
    assert made.out.strip().startswith(f"errands_{made_id}_")
    row = next(line.split() for line in listed.out.splitlines() if "checkout" in line)
    assert row[:3] == [made_id, "checkout", "read"]
    assert made.out.strip() not in listed.out
    assert new["scopes"] == ["read"]
    assert revoked.out == f"{made_id} is revoked\n"
    assert {one["id"] for one in json.loads(left.out)} == {key.id, new["id"]}
    assert refused.code == 4
    assert "the scope `keys`" in refused.error


async def test_a_session_is_shown_followed_pictured_and_closed(tmp_path: Path) -> None:
    house = House()
    async with talking(house, play) as settings:
        words = ("chat", "Buy it", "--start", START, "--slot", "first_name=Maya", "--json")
        talked = await errands(*words, settings=settings)
        session = json.loads(talked.out.splitlines()[0])["session"]
        shown = await errands("sessions", "show", session, settings=settings)
        steps = await errands("sessions", "steps", session, settings=settings)
        listed = await errands("sessions", "list", settings=settings)
        closed = await errands("sessions", "close", session, settings=settings)
        none = await errands("sessions", "list", "--status", "idle", "--json", settings=settings)
        events = await errands("sessions", "events", session, "--json", settings=settings)
        picture = await errands(
            *("sessions", "screenshot", session, "--output", str(tmp_path / "page.png")),
            settings=settings,
        )
        again = await errands("chat", "--session", session, settings=settings)
        nobody = await errands("sessions", "show", "ses_0", settings=settings)
    assert "first_name=Maya" in shown.out
    assert "What is your email?" in shown.out
    assert STEP.split(" -> ")[0].strip() in steps.out
    assert session in listed.out
    assert json.loads(none.out) == []
    assert closed.out == f"{session} is closed\n"
    kinds = [json.loads(line)["type"] for line in events.out.splitlines()]
    assert kinds == [
        *("session.created", "turn.queued", "step.taken", "turn.ended", "session.changed"),
    ]
    assert events.code == 0
    assert picture.code == 1
    assert again.code == 1
    assert "is closed" in again.error
    assert nobody.code == 1
    assert "Traceback" not in nobody.error
