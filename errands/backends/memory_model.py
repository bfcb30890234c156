"""The twin of a model: says what it was told to say."""

from collections.abc import Callable, Iterable

from errands.contracts.ports import Decision, Request
from errands.contracts.step import Usage

MODEL = "scripted"


class ScriptedModel:
    """Answers with the next line of a script, or with what a function makes of the request.

    Raises:
        AssertionError: the script has come to its end and is asked for more.
    """

    def __init__(self, script: Iterable[str] | Callable[[Request], str]) -> None:
        self._answer = script if callable(script) else _reader(script)
        self.requests: list[Request] = []

    async def decide(self, request: Request) -> Decision:
        self.requests.append(request)
        text = self._answer(request)
        return Decision(
            text=text,
            model=MODEL,
            usage=Usage(prompt=len(request.prompt.split()), completion=len(text.split())),
        )


def _reader(lines: Iterable[str]) -> Callable[[Request], str]:
    rest = iter(lines)

    def read(request: Request) -> str:
        for line in rest:
            return line
        raise AssertionError(f"The script has ended; asked for {request.skill}")

    return read
