"""Writes the OpenAPI document: `python -m services.api.document`, or `make openapi`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from errands.settings import Settings
from services.api.app import create_app
from services.api.bootstrap import build_ports
from services.api.compatibility import breaks

SNAPSHOT: Final = Path("docs/openapi.json")
_BROKEN: Final = 3


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 3, and nothing is written, where callers would be broken."""
    parser = argparse.ArgumentParser(prog="python -m services.api.document", description=__doc__)
    parser.add_argument("--output", type=Path, default=SNAPSHOT, help="%(default)s")
    parser.add_argument("--breaking", action="store_true", help="what breaks callers is meant so")
    chosen = parser.parse_args(arguments)
    document = served()
    if chosen.output.exists() and not chosen.breaking:
        broken = breaks(json.loads(chosen.output.read_text()), document)
        if broken:
            sys.stderr.write("callers would be broken:\n" + "".join(f"  {one}\n" for one in broken))
            return _BROKEN
    chosen.output.write_text(written(document))
    return 0


def served() -> dict[str, object]:
    """As `/openapi.json` has it. Nothing is connected to for it."""
    return create_app(build_ports(Settings())).openapi()


def written(document: dict[str, object]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main())
