"""When a call is made again, and after how long: the same for both clients."""

from dataclasses import dataclass
from typing import Final, TypedDict

from tenacity import RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.retry import retry_base
from tenacity.stop import stop_base
from tenacity.wait import wait_base, wait_exponential, wait_random

from errands.client.errors import LimitedError, UnavailableError, UnreachableError

_PAUSES: Final = wait_exponential(multiplier=0.25, max=8) + wait_random(max=0.25)


class Plan(TypedDict):
    """What tenacity is told."""

    retry: retry_base
    stop: stop_base
    wait: wait_base
    reraise: bool


@dataclass(frozen=True, slots=True)
class Retries:
    """At most so many attempts in all. A server that wants more than `longest` seconds has none.

    What is tried again: a connection that fails or breaks, a 429, a 502, 503 or 504.
    """

    attempts: int = 4
    longest: float = 30

    @property
    def plan(self) -> Plan:
        return Plan(
            retry=retry_if_exception(self._is_worth_it),
            stop=stop_after_attempt(self.attempts),
            wait=_AsTold(),
            reraise=True,
        )

    def _is_worth_it(self, error: BaseException) -> bool:
        if isinstance(error, LimitedError | UnavailableError):
            return (error.retry_after or 0) <= self.longest
        return isinstance(error, UnreachableError)


class _AsTold(wait_base):
    """As long as `Retry-After` says, or longer each time where nothing is said."""

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        told = error.retry_after if isinstance(error, LimitedError | UnavailableError) else None
        return _PAUSES(retry_state) if told is None else told
