"""`python -m services.worker.forget SESSION`: removes what is on record of it.

Its recordings, their pictures, and what people said of its steps.

Processes that still have some in an open file leave them out when they ship it.
"""

import argparse
import asyncio
import sys

from errands.contracts.ids import SessionId
from errands.settings import Settings
from services.worker.bootstrap import open_records


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m services.worker.forget", description=__doc__)
    parser.add_argument("session", help="the session's id")
    session = SessionId(parser.parse_args(arguments).session)
    asyncio.run(_forget(session))
    sys.stderr.write(f"forgotten: {session}\n")


async def _forget(session: SessionId) -> None:
    records = open_records(Settings())
    for store in (records.recordings, records.pictures, records.labels):
        await store.forget(session)


if __name__ == "__main__":
    main()
