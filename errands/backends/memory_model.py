"""The twin of a model: says what it was told to say."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from errands.contracts.ports import Decision, Request
from errands.contracts.step import Usage

MODEL = "scripted"

Answer: TypeAlias = str | tuple[str, ...]
"""A line alone is every candidate of its request; a tuple holds them one by one."""


class ScriptedModel:
    """Answers with the next of a script, or with what a function makes of the request.

    Raises:
        AssertionError: the script has come to its end and is asked for more.
    """

    def __init__(self, script: Iterable[Answer] | Callable[[Request], Answer]) -> None:
        self._answer = script if callable(script) else _reader(script)
        self.requests: list[Request] = []

    async def decide(self, request: Request) -> Decision:
        self.requests.append(request)
        answer = self._answer(request)
        alike = (answer,) * request.candidates if isinstance(answer, str) else answer
        text, *others = alike[: request.candidates]
        return Decision(
            text=text,
            others=tuple(others),
            model=MODEL,
            usage=Usage(
                prompt=len(request.prompt.split()),
                completion=sum(len(line.split()) for line in (text, *others)),
            ),
        )


def _reader(answers: Iterable[Answer]) -> Callable[[Request], Answer]:
    rest = iter(answers)

    def read(request: Request) -> Answer:
        for answer in rest:
            return answer
        raise AssertionError(f"The script has ended; asked for {request.skill}")

    return read
