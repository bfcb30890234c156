"""A secret is typed, and stands nowhere else: not in logs, recordings, events, Redis or prompts."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from errands.backends.redis_sessions import RedisSessions
from errands.contracts.ids import SlotName
from errands.contracts.profile import ProfileChange
from errands.contracts.turn import TurnStatus
from tests.kept import in_files, in_redis
from tests.worker_process import Bench, Processes, Script, Site, local_site

pytestmark = [pytest.mark.redis, pytest.mark.browser]

PIN = SlotName("pin")
CANARY = "canary-Zx81!pin"
FORM = """<!doctype html><title>Notes</title><form method="post" action="/notes">
<label>Name <input name="name"></label><label>PIN <input type="password" name="pin"></label>
<button>{button}</button></form>
<script>
  const pin = document.querySelector("[type=password]");
  pin.addEventListener("change", () => {{
    console.error("typed " + pin.value);
    fetch("/gone?pin=" + pin.value);
    setTimeout(() => {{ throw new Error(pin.value); }});
  }});
</script>"""
"""A page that tells of what was typed wherever it can, before it sends it."""


class PinScript(Script):
    """Fills both fields and presses on; then says what the page repeats."""

    def _line(self, prompt: str) -> str:
        page = prompt.rpartition("<page")[2]
        pin = re.search(r'"PIN" \[(\d+)\]', page)
        if pin is None or f"fill {pin[1]}" in page:
            return super()._line(prompt)
        return f"fill {pin[1]} @pin"


@pytest.fixture
def script() -> Iterator[Script]:
    script = PinScript()
    yield script
    script.go.set()


@pytest.fixture
def site() -> Iterator[Site]:
    with local_site(Site(form=FORM)) as running:
        yield running


async def test_a_secret_stands_nowhere_but_in_the_field(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    processes.log_level = "DEBUG"
    processes.worker()
    session = await errands_bench.session({PIN: SecretStr(CANARY)})
    turn = await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    assert turn.status is TurnStatus.SAID, processes.log()
    assert site.posts == [f"Maya&pin={quote(CANARY)}"]  # it was typed, and the page repeats it
    kept = await _all_that_is_kept(errands_bench)
    kept["logs"] = processes.log()
    kept["prompts"] = json.dumps(processes.peer.asked)
    kept |= in_files(processes.folder / "recordings")
    recorded = [text for name, text in kept.items() if name.endswith(".gz")]
    stored = [text for name, text in kept.items() if name.endswith(":session")]
    assert all("Maya" in text for text in (kept["prompts"], *recorded, *stored))
    assert recorded
    assert stored
    assert '"level": "debug"' in kept["logs"]
    assert [name for name, text in kept.items() if _tells(text)] == []


async def test_a_secret_that_was_replaced_is_still_hidden(
    errands_bench: Bench, processes: Processes
) -> None:
    processes.worker()
    session = await errands_bench.session({PIN: SecretStr(CANARY)})
    await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    anew = ProfileChange(secrets={PIN: SecretStr("0420-other")})
    await RedisSessions(errands_bench.redis).change_profile(session.id, anew)
    asked = len(processes.peer.asked)
    again = await errands_bench.ended(await errands_bench.say(session, "What does it say?"))
    assert again.reply == "It is saved.", processes.log()  # the page stands there as it was
    kept = await _all_that_is_kept(errands_bench)
    kept["prompts"] = json.dumps(processes.peer.asked[asked:])
    kept |= in_files(processes.folder / "recordings")
    assert 'title=\\"Saved\\"' in kept["prompts"]
    assert [name for name, text in kept.items() if _tells(text)] == []


async def _all_that_is_kept(errands_bench: Bench) -> dict[str, str]:
    """Every key of Redis, but the secret's own and the browser's state (docs/adr/0012)."""
    found = await in_redis(errands_bench.redis)
    apart = {"secrets", "state"}
    return {name: text for name, text in found.items() if name.rpartition(":")[2] not in apart}


def _tells(text: str) -> bool:
    return CANARY in text or quote(CANARY) in text or "Zx81" in text
