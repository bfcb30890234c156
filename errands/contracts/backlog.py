"""How much may wait before what comes next is turned away."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field


class Backlog(BaseModel):
    """`turns` of one session that haven't ended; `sessions` that have such turns.

    A session is counted for up to a minute after its last turn has ended.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    turns: int = Field(default=20, ge=1)
    sessions: int = Field(default=10_000, ge=1)


USUAL_BACKLOG: Final = Backlog()
