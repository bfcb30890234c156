"""One suite for every `FileStore`."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.backends.file_names import free_name, safe_name
from errands.backends.folder_files import FolderFiles
from errands.backends.memory import MemoryFiles
from errands.contracts.errors import (
    FileNameError,
    FileTooLargeError,
    NotFoundError,
    TooManyFilesError,
)
from errands.contracts.files import FileLimits, KeptFile
from errands.contracts.ports import FileStore
from tests.ports.stores import ONE, TWO

LIMITS = FileLimits(max_bytes=1000, max_files=20)


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "memory":
        return MemoryFiles(LIMITS)
    return FolderFiles(tmp_path / "files", LIMITS)


async def test_what_was_put_in_comes_out(store: FileStore) -> None:
    name = await store.of(ONE).put("cv.pdf", b"\x00pdf")
    assert name == "cv.pdf"
    assert await store.of(ONE).get(name) == b"\x00pdf"
    assert await store.of(ONE).names() == ("cv.pdf",)


async def test_names_are_unlike_each_other_and_in_order(store: FileStore) -> None:
    drawer = store.of(ONE)
    names = [await drawer.put(name, b"") for name in ("b.txt", "b.txt", "a", "b.txt", "a")]
    assert names == ["b.txt", "b-2.txt", "a", "b-3.txt", "a-2"]
    assert await drawer.names() == tuple(sorted(names))


async def test_files_put_in_at_once_are_all_kept(store: FileStore) -> None:
    drawer = store.of(ONE)
    names = await asyncio.gather(*(drawer.put("x.txt", bytes([n])) for n in range(20)))
    assert len(set(names)) == 20
    assert {await drawer.get(name) for name in names} == {bytes([n]) for n in range(20)}


async def test_sessions_are_apart_and_forgotten_alone(store: FileStore) -> None:
    await store.of(ONE).put("cv.pdf", b"one")
    await store.of(TWO).put("cv.pdf", b"two")
    await store.forget(ONE)
    assert await store.of(ONE).names() == ()
    assert await store.of(TWO).get("cv.pdf") == b"two"
    await store.forget(ONE)


@pytest.mark.parametrize("name", ["none", "../two/cv.pdf", "/etc/passwd", "", ".", ".."])
async def test_a_name_that_is_not_there_leads_nowhere(store: FileStore, name: str) -> None:
    await store.of(ONE).put("cv.pdf", b"")
    with pytest.raises(NotFoundError):
        await store.of(ONE).get(name)


async def test_a_file_that_is_too_large_is_refused(store: FileStore) -> None:
    await store.of(ONE).put("fits", bytes(LIMITS.max_bytes))
    for keep in (store.of(ONE).put, store.of(ONE).replace):
        with pytest.raises(FileTooLargeError):
            await keep("large", bytes(LIMITS.max_bytes + 1))
    assert await store.of(ONE).names() == ("fits",)
    assert store.of(ONE).limits == LIMITS


async def test_one_file_too_many_is_refused(store: FileStore) -> None:
    for number in range(LIMITS.max_files):
        await store.of(ONE).put(f"{number}", b"")
    for keep in (store.of(ONE).put, store.of(ONE).replace):
        with pytest.raises(TooManyFilesError):
            await keep("more", b"")
    assert await store.of(ONE).replace("7", b"in its place") is False
    assert await store.of(TWO).replace("more", b"") is True


async def test_a_file_takes_anothers_place(store: FileStore) -> None:
    drawer = store.of(ONE)
    assert await drawer.replace("cv.pdf", b"old") is True
    assert await drawer.replace("cv.pdf", b"newer") is False
    assert await drawer.get("cv.pdf") == b"newer"
    assert await drawer.put("cv.pdf", b"by a page") == "cv-2.pdf"
    files = (KeptFile(name="cv-2.pdf", size=9), KeptFile(name="cv.pdf", size=5))
    assert await drawer.all() == files
    assert await store.of(TWO).all() == ()


@pytest.mark.parametrize("name", ["a b.pdf", "../cv.pdf", ".bashrc", "", "..", "x" * 100, "a\nb"])
async def test_a_name_that_is_not_safe_is_not_taken(store: FileStore, name: str) -> None:
    with pytest.raises(FileNameError, match=safe_name(name)):
        await store.of(ONE).replace(name, b"")
    assert await store.of(ONE).names() == ()


async def test_a_removed_file_is_gone_and_others_stay(store: FileStore) -> None:
    for session in (ONE, TWO):
        await store.of(session).put("a", b"")
    await store.of(ONE).put("b", b"")
    await store.of(ONE).remove("a")
    assert await store.of(ONE).names() == ("b",)
    assert await store.of(TWO).names() == ("a",)
    for gone in ("a", "../a", "", "."):
        with pytest.raises(NotFoundError):
            await store.of(ONE).remove(gone)


@given(st.text())
def test_a_safe_name_is_one_word_of_one_folder(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 80
    assert not set(safe) & set('/\\ \n\t"@<>')
    assert safe[0] != "."
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\My files\\Résumé (final).PDF", "Résumé_final.PDF"),
        (".bashrc", "bashrc"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.sets(st.sampled_from(["a.b", "a-2.b", "a-3.b"])))
def test_a_free_name_is_free(taken: set[str]) -> None:
    assert free_name("a.b", taken) not in taken


def changed_at(root: Path, nanoseconds: int) -> None:
    (folder,) = root.iterdir()
    os.utime(folder, ns=(nanoseconds, nanoseconds))


async def test_a_folder_that_stays_as_it_is_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderFiles(tmp_path)
    await store.of(ONE).put("a.txt", b"")
    changed_at(tmp_path, 0)
    drawer, read = store.of(ONE), Path.iterdir
    looked: list[Path] = []

    def counted(path: Path) -> Iterator[Path]:
        looked.append(path)
        return read(path)

    monkeypatch.setattr(Path, "iterdir", counted)
    assert [await drawer.names() for _ in range(3)] == [("a.txt",)] * 3
    assert len(looked) == 1
    await store.of(ONE).put("b.txt", b"")
    assert await drawer.names() == ("a.txt", "b.txt")
    assert await store.of(ONE).put("c.txt", b"") == "c.txt"
    assert await drawer.names() == ("a.txt", "b.txt", "c.txt")


async def test_two_files_in_one_tick_of_the_clock_are_both_seen(tmp_path: Path) -> None:
    store, now = FolderFiles(tmp_path), time.time_ns()
    drawer = store.of(ONE)
    for name in ("a.txt", "b.txt"):
        await store.of(ONE).put(name, b"")
        changed_at(tmp_path, now)
        assert name in await drawer.names()
