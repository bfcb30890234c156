"""`python -m tests.integration.small_stack FOLDER`: a stack of two processes that only wait.

Each adds its number to a file of its name in the folder. The model server's has a child, and
neither ends when it is asked to.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from stack.layout import Layout, Ports
from stack.supervise import supervise

WAITS = """
import os, signal, sys
print(os.getpid(), flush=True)
with open(sys.argv[1], "a") as numbers:
    numbers.write(f"{os.getpid()}\\n")
signal.pause()
"""
STUBBORN = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if not os.fork():
    sys.argv[1] += "-child"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallLayout(Layout):
    """The names are those of the real stack."""

    def commands(self) -> dict[str, list[str]]:
        python = [sys.executable, "-c"]
        return {
            "inference": [*python, STUBBORN + WAITS, str(self.folder / "inference")],
            "adapters": [*python, WAITS, str(self.folder / "adapters")],
        }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    raise SystemExit(supervise(SmallLayout(ports=Ports.free(), folder=folder), folder / "logs"))
