"""Everything that the client raises.

ClientError
├── ErrandsApiError        the API answered with a problem
│   ├── RefusedKeyError      401, 403: the key isn't good, or not for this
│   ├── NotFoundError        404
│   ├── ConflictError        409
│   ├── InvalidError         400, 413, 422: the request itself is wrong
│   ├── LimitedError         429: ask again after `retry_after` seconds
│   └── UnavailableError     502, 503, 504: as above
├── UnreachableError       no connection, or it broke, every time that was tried
├── UnreadableError        an answer that is none of this API's
├── NotEndedError          a turn goes on after the seconds that were to be waited
└── NotSignedError         a webhook's message isn't signed with the secret, or is too old
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from errands.client.answers import Fault, Problem, Turn


class ClientError(Exception):
    """Something went wrong."""


class ErrandsApiError(ClientError):
    """The API answered with a problem; `code` tells which, for a program.

    `request_id` finds the request in the service's logs. `retry_after` is seconds.
    """

    def __init__(self, problem: Problem, retry_after: float | None = None) -> None:
        self.code: str = problem.code
        self.title: str = problem.title
        self.status: int = problem.status
        self.detail: str = problem.detail
        self.faults: tuple[Fault, ...] = problem.errors or ()
        self.request_id: str = problem.request_id
        self.retry_after = retry_after
        super().__init__(f"{self.code} ({self.status}): {self.detail} [{self.request_id}]")


class RefusedKeyError(ErrandsApiError):
    """The key isn't good, or not for this."""


class NotFoundError(ErrandsApiError):
    """There is no such thing, or it is another one's."""


class ConflictError(ErrandsApiError):
    """It can't be done as things are."""


class InvalidError(ErrandsApiError):
    """The request itself is wrong; `faults` tells where."""


class LimitedError(ErrandsApiError):
    """More was asked for than may be."""


class UnavailableError(ErrandsApiError):
    """The service can't just now."""


class UnreachableError(ClientError):
    """The API doesn't answer."""


class UnreadableError(ClientError):
    """The answer is none of this API's."""


class NotEndedError(ClientError):
    """The turn goes on; `turn` is how it stood."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        super().__init__(f"{turn.id} is {turn.status}")


class NotSignedError(ClientError):
    """The message isn't signed as it has to be."""


_KINDS: Final[Mapping[int, type[ErrandsApiError]]] = {
    HTTPStatus.BAD_REQUEST: InvalidError,
    HTTPStatus.UNAUTHORIZED: RefusedKeyError,
    HTTPStatus.FORBIDDEN: RefusedKeyError,
    HTTPStatus.NOT_FOUND: NotFoundError,
    HTTPStatus.CONFLICT: ConflictError,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: InvalidError,
    HTTPStatus.UNPROCESSABLE_ENTITY: InvalidError,
    HTTPStatus.TOO_MANY_REQUESTS: LimitedError,
    HTTPStatus.BAD_GATEWAY: UnavailableError,
    HTTPStatus.SERVICE_UNAVAILABLE: UnavailableError,
    HTTPStatus.GATEWAY_TIMEOUT: UnavailableError,
}


def error_of(problem: Problem, retry_after: float | None) -> ErrandsApiError:
    return _KINDS.get(problem.status, ErrandsApiError)(problem, retry_after)
