"""What `errands up` leaves word of while it runs, for commands in other terminals."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from errands.settings import Settings
from stack.failing import CommandError, ExitCode
from stack.layout import ROOT

PLACE: Final = ROOT / "var/stack/running.json"


class Here(BaseModel):
    """The stack that runs here. `settings` are those of its processes, by their names.

    The file is its owner's alone: it holds the key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pid: int
    url: str
    key: str = Field(repr=False)
    start: str
    hosts: tuple[str, ...]
    settings: dict[str, str]

    @staticmethod
    def read(place: Path | None = None) -> "Here | None":
        """None where nothing runs, whatever an earlier one has left."""
        try:
            found = Here.model_validate_json((place or PLACE).read_bytes())
        except (OSError, ValidationError):
            return None
        return found if _lives(found.pid) else None

    @contextmanager
    def told(self, place: Path | None = None) -> Iterator[None]:
        """While the block runs, others find it; the last that was started, where several run."""
        place = place or PLACE
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f".{place.name}.{self.pid}")
        half.unlink(missing_ok=True)
        # Never readable by others, not for a moment.
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.model_dump_json())
        half.replace(place)
        try:
            yield
        finally:
            if Here.read(place) == self:
                place.unlink()


def settings_here(here: Here | None) -> Settings:
    """The environment's, and for the rest those of the stack that runs here.

    Raises `CommandError` where the environment makes no sense.
    """
    try:
        own = Settings()
    except ValidationError as error:
        wrong = [
            f"ERRANDS_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}"
            for one in error.errors()
        ]
        raise CommandError(
            f"the settings make no sense: {'; '.join(wrong)}",
            "errands/settings.py says what may be",
            ExitCode.USAGE,
        ) from error
    if here is None:
        return own
    chosen = set(own.model_fields_set)
    if own.broker_url == _beside(own.redis_url) and "redis_url" not in chosen:
        chosen.discard("broker_url")  # nobody chose it: it follows the other
    return Settings.model_validate({k: v for k, v in here.settings.items() if k not in chosen})


def _beside(redis_url: str) -> str:
    return urlunsplit(urlsplit(redis_url)._replace(path="/1"))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except ProcessLookupError:
        return False
    return True
