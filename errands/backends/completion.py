"""What a completions endpoint is asked, and what it answers."""

from pydantic import BaseModel, ConfigDict, Field

from errands.backends.model_http import AnswerUsage, Json
from errands.contracts.ports import Decision, Request


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class CompletionChoice(_Answer):
    """`finish_reason` is as the endpoint words it."""

    text: str
    finish_reason: str | None = None

    @property
    def is_cut_off(self) -> bool:
        return self.finish_reason == "length"


class Completion(_Answer):
    model: str
    choices: list[CompletionChoice] = Field(min_length=1)
    usage: AnswerUsage = AnswerUsage()

    def decision(self, lines: list[str]) -> Decision:
        """Of the lines that its choices come to."""
        text, *others = lines
        return Decision(
            text=text, others=tuple(others), model=self.model, usage=self.usage.as_usage()
        )


def asked(request: Request, model: str) -> dict[str, Json]:
    return {
        "model": model,
        "prompt": request.prompt,
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        "n": request.candidates,
        "stop": [request.stop],
    }
