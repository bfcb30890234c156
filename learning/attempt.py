"""Several tries at one script, told apart by the script's name."""

from learning.script import Script
from sites.record import TRY


def attempt(script: Script, number: int) -> Script:
    """The script as its `number`-th try, from 1: a visitor of its own who finds what all find."""
    mark = f"{TRY}{number}"
    visitor = script.visitor and f"{script.visitor}{mark}"
    return script.model_copy(update={"id": f"{script.id}{mark}", "visitor": visitor})


def task_of(script: Script) -> str:
    """The name that all tries at a script share."""
    return script.id.rpartition(TRY)[0] or script.id


def first_of(script: Script) -> Script:
    """The script of which this is a try, or the script itself."""
    visitor = script.visitor.partition(TRY)[0]
    return script.model_copy(update={"id": task_of(script), "visitor": visitor})
