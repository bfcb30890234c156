"""Where finished files of lines are kept: a folder, or whatever else fsspec has a scheme for."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import fsspec.core
from pydantic import BaseModel, ConfigDict

from errands.backends.gzip_lines import packed, unpacked
from errands.backends.line_spool import HOUR, SUFFIX
from errands.contracts.ids import SessionId

_PART: Final = ".part"
_FORGOTTEN: Final = "forgotten"
_TRIES: Final = 3


class _Owned(BaseModel):
    """What every line holds, whatever else it does."""

    model_config = ConfigDict(extra="ignore")

    session: SessionId


class LineArchive:
    """Files of JSON lines, each with its `session`.

    What a session left is removed by rewriting files. Its digest stays behind, so that whoever
    comes later with lines of it leaves them out. A file is seen whole or not at all.
    """

    def __init__(self, url: str) -> None:
        self._files, root = fsspec.core.url_to_fs(url)
        self._root = str(root)

    def names(self) -> list[str]:
        return [name for name in self._listed(self._root) if name.endswith(SUFFIX)]

    def read(self, name: str) -> list[bytes]:
        """No lines where it was removed meanwhile."""
        try:
            return unpacked(self._files.cat_file(self._path(name)))
        except FileNotFoundError:
            return []

    def add(self, name: str, lines: list[bytes]) -> None:
        """The same name again replaces the file."""
        known = None
        # Looked at again afterwards: a session may have been forgotten in between.
        while known != (gone := self.forgotten()):
            known = gone
            self._replace(name, without(lines, gone))

    def forgotten(self) -> frozenset[str]:
        """Digests of the sessions whose lines are not kept."""
        return frozenset(self._listed(self._path(_FORGOTTEN)))

    def forget(self, session: SessionId) -> None:
        marks = self._path(_FORGOTTEN)
        self._files.makedirs(marks, exist_ok=True)
        self._files.pipe_file(f"{marks}/{digest(session)}", b"")
        known = None
        # Who forgets another session at the same time may write a file as it was before.
        while known != (gone := self.forgotten()):
            known = gone
            self._rewrite(gone)

    def expire(self, hour: str) -> None:
        """Removes the files of earlier hours."""
        for name in self._listed(self._root):
            if name.endswith((SUFFIX, _PART)) and name[:HOUR] < hour:
                self._remove(name)

    def _rewrite(self, gone: frozenset[str]) -> None:
        for name in self._listed(self._root):
            if name.endswith(_PART):
                self._remove(name)  # left by one who was killed, or written again
            elif name.endswith(SUFFIX):
                lines = self.read(name)
                kept = without(lines, gone)
                if len(kept) < len(lines):
                    self._replace(name, kept)

    def _replace(self, name: str, lines: list[bytes]) -> None:
        if not lines:
            self._remove(name)
            return
        path = self._path(name)
        for left in reversed(range(_TRIES)):
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(f"{path}{_PART}", packed(lines))
            try:
                self._files.mv(f"{path}{_PART}", path)
            except FileNotFoundError:  # removed by one who forgets a session
                if not left:
                    raise
            else:
                return

    def _remove(self, name: str) -> None:
        with suppress(FileNotFoundError):  # by another
            self._files.rm_file(self._path(name))

    def _listed(self, path: str) -> list[str]:
        self._files.invalidate_cache(path)
        try:
            found = self._files.ls(path, detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(name).rpartition("/")[2] for name in found)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def without(lines: Iterable[bytes], gone: frozenset[str]) -> list[bytes]:
    """The lines of sessions that aren't forgotten.

    Raises:
        ValidationError: a line names no session.
    """
    if not gone:
        return list(lines)
    return [line for line in lines if digest(_session_of(line)) not in gone]


def digest(session: SessionId) -> str:
    return hashlib.sha256(session.encode()).hexdigest()[:32]


def _session_of(line: bytes) -> SessionId:
    return _Owned.model_validate_json(line).session
