"""No expert may teach what serving forbids: its lines, as a model's, within the grammar."""

from errands.backends.sayable import sayable
from errands.contracts.ports import Decision, Request


class UnsayableError(Exception):
    """A scripted solution wants a line that the served model could not say."""

    def __init__(self, line: str, prompt: str) -> None:
        super().__init__(f"{line}\n{prompt}")
        self.line = line


def decision(request: Request, line: str) -> Decision:
    """A scripted solution's line, as a model's.

    Raises:
        UnsayableError: the served model could not say it.
    """
    if not sayable(request.grammar, line):
        raise UnsayableError(line, request.prompt)
    return Decision(text=line, model="expert")
