"""`make bench-load` in small: what the streams bring is all that happened, once and in order."""

from pathlib import Path

import pytest

from bench.load.crowd import Plan, run
from bench.load.found import report


@pytest.mark.redis
@pytest.mark.timeout(300)
async def test_twenty_people_hear_all_that_happens_in_their_sessions_once(tmp_path: Path) -> None:
    plan = Plan(sessions=20, turns=60, at_once=5, workers=1, drop=0.1)
    found = await run(plan, tmp_path)
    assert (found.lost, found.doubled, found.misplaced) == ([], [], [])
    assert found.events > 3 * plan.turns
    assert found.resumed > 0
    assert len(found.ours) == len(found.bare) == len(found.turns) == plan.turns
    assert all(size > 0 for size in found.memory)
    assert "request.crashed" not in (tmp_path / "api.log").read_text()
    assert any("60 turns" in line for line in report(found))
