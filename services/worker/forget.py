"""`python -m services.worker.forget SESSION`: removes a session's recordings, for good.

Workers that still have some in an open file leave them out when they ship it, within a minute.
"""

import argparse
import asyncio
import sys

from errands.contracts.ids import SessionId
from errands.settings import Settings
from services.worker.bootstrap import open_recordings


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m services.worker.forget", description=__doc__)
    parser.add_argument("session", help="the session's id")
    session = SessionId(parser.parse_args(arguments).session)
    asyncio.run(open_recordings(Settings()).forget(session))
    sys.stderr.write(f"forgotten: {session}\n")


if __name__ == "__main__":
    main()
