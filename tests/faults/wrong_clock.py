"""`python -m tests.faults.wrong_clock SECONDS FILE MODULE`: runs a program whose clock is wrong.

It jumps by so many seconds once the file is there. Only Python's own reading of the time of day is
bent: clocks that measure how long something takes don't jump on a real machine either.
"""

import runpy
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    seconds, file, module = float(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    right = time.time
    # Before anything else is imported: others take the function away with them.
    time.time = lambda: right() + (seconds if file.exists() else 0)
    sys.argv = [module]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
