"""Known answers: `python -m services.api.known SESSION TURN NUMBER right --by NAME`.

A recorded step whose verdict is known is mixed in among those that labelers are asked about.
"""

import argparse
import asyncio
import sys

from errands.contracts.errors import NotFoundError
from errands.contracts.ids import LabelerName, SessionId, TurnId
from errands.contracts.label import KnownAnswer, StepKey, key_of
from errands.contracts.recording import Recording
from errands.settings import Settings
from services.api.bootstrap import build_ports
from services.api.ports import Ports


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code."""
    chosen = _parser().parse_args(arguments)
    key = StepKey(SessionId(chosen.session), TurnId(chosen.turn), chosen.number)
    try:
        asyncio.run(_add(key, LabelerName(chosen.by), is_right=chosen.verdict == "right"))
    except NotFoundError:
        sys.stderr.write("no such step is recorded\n")
        return 1
    return 0


async def _add(key: StepKey, by: LabelerName, *, is_right: bool) -> None:
    ports = build_ports(Settings())
    try:
        answer = KnownAnswer(
            session=key.session,
            labeler=by,
            at=ports.clock.now(),
            recording=await _found(ports, key),
            is_right=is_right,
        )
        await ports.labels.append(answer)
    finally:
        await ports.close()
    await ports.labels.ship()


async def _found(ports: Ports, key: StepKey) -> Recording:
    async for recording in ports.recordings.read():
        if key_of(recording) == key:
            return recording
    raise NotFoundError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.api.known", description=__doc__)
    parser.add_argument("session", help="the step's session")
    parser.add_argument("turn", help="its turn")
    parser.add_argument("number", type=int, help="its number in the turn")
    parser.add_argument("verdict", choices=["right", "wrong"], help="what is known of it")
    parser.add_argument("--by", required=True, help="who vouches for that")
    return parser


if __name__ == "__main__":
    sys.exit(main())
