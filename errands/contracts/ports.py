"""The seams. Each has a real backend and a twin in memory that passes the same suite.

Those of what is kept of sessions stand in `stores`, those of what is kept for learning in
`keeping`.
"""

from dataclasses import dataclass
from typing import Protocol

from pydantic import SecretStr

from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.files import FileLimits, KeptFile
from errands.contracts.ids import (
    ElementId,
    SessionId,
    SkillName,
)
from errands.contracts.observation import Observation
from errands.contracts.screen import Screen
from errands.contracts.session import HostPolicy
from errands.contracts.skill import ServedSkills
from errands.contracts.step import Effect, Usage


class Clock(Protocol):
    """Time, and nothing else of the outside world."""

    def now(self) -> float:
        """Unix seconds."""
        ...

    def elapsed(self) -> float:
        """Seconds of a clock that never goes back, for durations."""
        ...


class Browser(Protocol):
    """One person's pages. Every method may raise `BrowserGoneError`."""

    async def observe(self) -> Observation:
        """Waits until the page is quiet, within bounds, and reads it."""
        ...

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        """Performs an action on the last observation.

        `text` is what a `Fill` types: its value resolved by the caller. The effect is
        `stale` where the control is no longer what the last observation said.
        """
        ...

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        """Scrolls a section that goes on below (`back`: above) until something new is seen.

        `section` is its place in the last observation. The effect tells how much came
        (`12 more`), is `no change` where nothing did, `stale` where it doesn't go on there.
        """
        ...

    async def reveal(self, element: ElementId) -> None:
        """Brings a control of the last observation into view, for what loads only there."""
        ...

    async def screenshot(self) -> bytes:
        """The page as PNG, values of secret fields masked."""
        ...

    async def state(self) -> BrowserState:
        """What is needed to go on elsewhere."""
        ...

    @property
    def screen(self) -> Screen:
        """For people who watch it."""
        ...

    async def close(self) -> None: ...


class Files(Protocol):
    """One session's own files: what was attached to it, and what was downloaded."""

    @property
    def limits(self) -> FileLimits: ...

    async def put(self, name: str, content: bytes) -> str:
        """Keeps a file; returns the name it is kept under, one word unlike all others.

        Raises:
            FileTooLargeError, TooManyFilesError
        """
        ...

    async def replace(self, name: str, content: bytes) -> bool:
        """Keeps a file under this very name, in place of any other; whether there was none.

        Raises:
            FileNameError: no file can have this name; the error says a like one.
            FileTooLargeError, TooManyFilesError
        """
        ...

    async def get(self, name: str) -> bytes:
        """Raises `NotFoundError` where there is none of this name."""
        ...

    async def remove(self, name: str) -> None:
        """Raises `NotFoundError` where there is none of this name."""
        ...

    async def names(self) -> tuple[str, ...]:
        """In alphabetical order."""
        ...

    async def all(self) -> tuple[KeptFile, ...]:
        """In alphabetical order."""
        ...


class FileStore(Protocol):
    def of(self, session: SessionId) -> Files: ...

    async def forget(self, session: SessionId) -> None:
        """Removes all files of a session; fine where there are none."""
        ...


class Browsers(Protocol):
    """Opens browsers; owns the process they live in."""

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        """A new context at `start_url`, or where `state` left off.

        Uploads come from `files`, and downloads go there; without it there are none.

        Raises:
            BrowserGoneError: Chromium can't be started.
            HostBlockedError: the policy refuses the address.
            UnreachableError: nothing answers there.
        """
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question to the model: continue `prompt` with one line of `grammar` (llguidance Lark).

    The answer ends before `stop`, which the grammar includes. While two versions of a skill are
    served, a session stays with one. Of `candidates` lines, which share the prompt, a server may
    give fewer; without a `temperature` they would all be one.
    """

    skill: SkillName
    session: SessionId
    prompt: str
    grammar: str
    stop: str = "\n"
    max_tokens: int = 96
    seed: int = 0
    temperature: float = 0.0
    candidates: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The model's line, and `others` where more were asked for, in the server's order.

    `thought` is why, in the model's own words, where it tells; the shipped adapters don't. `model`
    names what answered, adapter version included. `usage` is that of all lines.
    """

    text: str
    model: str
    usage: Usage = Usage()
    others: tuple[str, ...] = ()
    thought: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.others)


class Model(Protocol):
    async def decide(self, request: Request) -> Decision:
        """Cancelling the call aborts the request at the server.

        Raises:
            ModelUnavailableError: no answer within the client's bounds.
            ModelRefusedError: the server refuses the request.
        """
        ...


class Tokens(Protocol):
    """The served model's own tokenizer, as far as a prompt's budget needs it."""

    def count(self, text: str) -> int:
        """Tokens of a text, or of a line with its line break: lines add up to their text."""
        ...


class SkillSource(Protocol):
    """Which adapters there are, and which answer."""

    async def read(self) -> ServedSkills:
        """Raises `SkillsUnknownError`."""
        ...
