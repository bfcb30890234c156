"""Seconds from `kill -9` to the next step of the same turn, with a real worker and Chromium."""

import asyncio
import time
from contextlib import aclosing
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import uuid4

import psutil

from bench.recovery.house import House, a_session, house
from bench.recovery.page import page_and_model
from errands.backends.celery_hints import CeleryHints, celery_app
from errands.backends.redis_connection import connect
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_sessions import RedisSessions
from errands.backends.redis_turns import RedisTurns
from errands.contracts.event import StepTaken
from errands.contracts.ids import SessionId, TurnId
from errands.contracts.turn import Turn

STEPS_BEFORE: Final = 3
LONGEST: Final = 120.0


class Death(StrEnum):
    CHILD = "child"
    WORKER = "worker"

    @property
    def words(self) -> str:
        match self:
            case Death.CHILD:
                return "the child; its parent starts another"
            case Death.WORKER:
                return "the whole worker; another one is idle beside it"


DEATHS: Final = tuple(Death)


async def seconds_to_the_next_step(folder: Path, death: Death) -> float:
    with page_and_model() as host:
        settings = {"MODEL_API": "text", "MODEL_URL": f"http://{host}/v1"}
        with house(folder, **settings) as place:
            async with asyncio.timeout(LONGEST):
                return await _one(place, host, death)


async def _one(place: House, host: str, death: Death) -> float:
    worker = place.start("services.worker", "--name", "first")
    async with connect(place.redis_url) as redis:
        session = a_session(f"http://{host}/", host)
        await RedisSessions(redis).create(session, {})
        await RedisTurns(redis).add(_turn(session.id), None)
        hints = CeleryHints(celery_app(place.environment["ERRANDS_BROKER_URL"], "errands-bench"))
        await hints.send(session.id)
        steps = 0
        killed = 0.0
        async with aclosing(RedisEvents(redis).follow(session.id, None)) as events:
            async for logged in events:
                if logged is None or not isinstance(logged.event, StepTaken):
                    continue
                steps += 1
                if killed and logged.event.at > killed:
                    break
                if steps == STEPS_BEFORE:
                    if death is Death.WORKER:
                        place.start("services.worker", "--name", "second")
                        await asyncio.sleep(8)  # until it has begun to consume
                    killed = time.time()
                    _kill(worker, death)
        await hints.close()
    return time.time() - killed


def _kill(worker: psutil.Process, death: Death) -> None:
    family = (
        worker.children() if death is Death.CHILD else [worker, *worker.children(recursive=True)]
    )
    for process in family:
        process.kill()


def _turn(session: SessionId) -> Turn:
    return Turn(
        id=TurnId(f"trn_{uuid4().hex}"),
        session=session,
        number=0,
        message="Count",
        created_at=time.time(),
    )
