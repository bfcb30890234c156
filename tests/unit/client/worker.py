"""In a worker's place: plays each turn as soon as it is hinted at."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from fastapi import FastAPI

from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.turn import Turn
from services.api.app import create_app
from tests.unit.api.house import House


class Playing:
    """`Hints` whose worker is at once at hand."""

    def __init__(self, house: House, play: Callable[[Turn], Awaitable[None]]) -> None:
        self._house = house
        self._play = play

    async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
        del to
        if turn := await self._house.ports.turns.next(session):
            await self._house.step(turn, 1)
            await self._play(turn)


def staffed(house: House, play: Callable[[Turn], Awaitable[None]]) -> FastAPI:
    """The house's app, where each turn takes a step and is then ended by `play`."""
    return create_app(replace(house.ports, hints=Playing(house, play)))
