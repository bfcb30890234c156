"""Several tries at one script, told apart by the script's name."""

from typing import Final

from learning.script import Script

_MARK: Final = "-try"


def attempt(script: Script, number: int) -> Script:
    """The script as its `number`-th try, from 1: a visitor of its own on the sites."""
    return script.model_copy(update={"id": f"{script.id}{_MARK}{number}"})


def task_of(script: Script) -> str:
    """The name that all tries at a script share."""
    return script.id.rpartition(_MARK)[0] or script.id
