"""Conversations that failed → cases: their scripts, to be played again."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from learning.attempt import first_of, task_of
from learning.case import ScriptCase
from learning.episode import Episode
from learning.failure import Failure, failure_of
from learning.script import Script

_DIGITS: Final = 10


class NeverRight(BaseModel):
    """The file of `learning.mine` that lists what never succeeded; `scripts` are their names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcomes: dict[str, int]
    scripts: tuple[str, ...]


class NotFailedError(LookupError):
    """No conversation of that name is recorded, or none of them failed."""


def failures_in(episodes: Sequence[Episode]) -> Counter[Failure]:
    """How many conversations failed in each way."""
    return Counter(failure for e in episodes if (failure := failure_of(e)) is not None)


def script_case(name: str, episodes: Sequence[Episode]) -> ScriptCase:
    """The case of a script, by its name or by that of one try at it.

    Of tries that failed in several ways the most frequent way counts, the earliest of such.

    Raises:
        NotFailedError: there is nothing to make a case of.
    """
    tries = [e for e in episodes if name in {e.script.id, task_of(e.script)}]
    ways = failures_in(tries)
    if not ways:
        raise NotFailedError(f"{name} is not recorded" if not tries else f"{name} came out right")
    ((failure, _),) = ways.most_common(1)
    script = _named(first_of(tries[0].script))
    times = failures_in(episodes)[failure]
    return ScriptCase(id=script.id, failure=failure, times=times, of=len(episodes), script=script)


def _named(script: Script) -> Script:
    """With a name by which it is known among those of other runs; sites know the person as before.

    Two runs' scripts may share a name: it tells a seed and a number, not a site or a persona.
    """
    seen = script.model_copy(update={"visitor": script.known_as})
    digest = hashlib.sha256(seen.model_dump_json().encode()).hexdigest()[:_DIGITS]
    return seen.model_copy(update={"id": f"{script.site}-{digest}"})
