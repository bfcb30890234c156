"""Everything that can go wrong, each raised at one boundary.

ErrandsError
├── NotFoundError             a store: there is no such thing for this tenant
├── SessionClosedError        a store: the session takes no more turns
├── IdempotencyConflictError  a store: the key was used with another body
├── InFlightError             a store: the call with this key hasn't ended yet
├── BusyError
│   ├── SessionBusyError        a store: as many turns of the session wait as may
│   └── OverloadedError         a store: as many sessions wait as may
├── ProfileRefusedError       a profile: it would have a name twice, or too many of them
├── FileRefusedError
│   ├── FileTooLargeError       a file store: it has too many bytes
│   ├── TooManyFilesError       a file store: the session holds as many as it may
│   └── FileNameError           a file store: no file can have this name
├── FencedError               a store: the writer's lease has passed to another
├── HandedOverError           a worker that leaves: another one goes on with the turn
├── StoreUnavailableError     a store: Redis can't be reached, or refuses
├── SkillsUnknownError        what serves the adapters can't be asked
├── ModelError
│   ├── ModelUnavailableError   the model's client: no answer, or not in time
│   └── ModelRefusedError       the model's client: the request itself is wrong
├── BrowserError
│   ├── BrowserGoneError        the browser: Chromium or its page has died
│   │   └── PageStuckError          the browser: a page died, answers no more, never rests
│   ├── HostBlockedError        the browser: the host policy refuses an address
│   └── UnreachableError        the browser: nothing answers where a session begins
└── UnsafeSetupError          start-up: a setting that would lose data
"""


class ErrandsError(Exception):
    """Something went wrong."""

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or type(self).__doc__ or "")


class NotFoundError(ErrandsError):
    """There is no such thing, or it belongs to someone else."""


class SessionClosedError(ErrandsError):
    """The session is closed and takes no more turns."""


class IdempotencyConflictError(ErrandsError):
    """This Idempotency-Key was used with another body."""


class InFlightError(ErrandsError):
    """The call with this Idempotency-Key hasn't ended yet."""


class BusyError(ErrandsError):
    """Nothing more is taken on just now."""


class SessionBusyError(BusyError):
    """As many turns of the session wait as may."""


class OverloadedError(BusyError):
    """As many sessions wait as may."""


class ProfileRefusedError(ErrandsError):
    """The profile can't become this."""


class FileRefusedError(ErrandsError):
    """The file can't be kept."""


class FileTooLargeError(FileRefusedError):
    """The file is too large."""


class TooManyFilesError(FileRefusedError):
    """The session holds too many files."""


class FileNameError(FileRefusedError):
    """No file can have this name."""


class FencedError(ErrandsError):
    """Another worker holds the session's lease by now."""


class HandedOverError(ErrandsError):
    """The worker leaves, and another one goes on with the session."""


class StoreUnavailableError(ErrandsError):
    """The session store can't be reached."""


class SkillsUnknownError(ErrandsError):
    """What serves the adapters can't be asked."""


class ModelError(ErrandsError):
    """The model server failed."""


class ModelUnavailableError(ModelError):
    """The model server doesn't answer."""


class ModelRefusedError(ModelError):
    """The model server refuses the request."""

    def __init__(self, detail: str | None = None, field: str | None = None) -> None:
        super().__init__(detail)
        self.field = field
        """The one of the request that is in the way, where the server says so."""


class BrowserError(ErrandsError):
    """The browser failed."""


class BrowserGoneError(BrowserError):
    """The browser or its page has died."""


class PageStuckError(BrowserGoneError):
    """A page has died, answers no more or never comes to rest; Chromium itself may be well."""


class HostBlockedError(BrowserError):
    """The session's host policy doesn't allow this address."""


class UnreachableError(BrowserError):
    """Nothing answers at the address a session begins at."""


class UnsafeSetupError(ErrandsError):
    """The set-up would lose data."""
