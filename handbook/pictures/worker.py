"""`python -m handbook.pictures.worker NAME`: a worker whose model is a scripted solution.

All else of it is the real one: pictures show a whole conversation, the same each time, without a
model server.
"""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from errands.contracts.ids import WorkerId
from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from handbook.pictures.errand import errand, today
from learning.repertoire import expert_of, person_of
from services.worker.__main__ import work
from services.worker.app import create_app
from services.worker.bootstrap import open_runner
from services.worker.leaving import Leaving
from services.worker.session_runner import SessionRunner


@asynccontextmanager
async def opens(
    settings: Settings, owner: WorkerId, leaving: Leaving
) -> AsyncIterator[SessionRunner]:
    model = expert_of(person_of(errand()), today())
    async with open_runner(settings, owner, leaving, None, model) as runner:
        yield runner


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m handbook.pictures.worker", description=__doc__)
    parser.add_argument("name")
    chosen = parser.parse_args()
    settings = Settings()
    configure_logging(json=settings.log_json, level=settings.log_level)
    work(create_app(settings, opens), chosen.name)


if __name__ == "__main__":
    main()
