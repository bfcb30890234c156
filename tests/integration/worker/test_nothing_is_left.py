"""Of a session that is closed nothing stays: not in Redis, nor among files or recordings."""

import pytest
from pydantic import SecretStr

from errands.backends.folder_files import FolderFiles
from errands.contracts.errors import NotFoundError
from errands.contracts.files import FileLimits
from errands.contracts.ids import SessionId, SlotName
from errands.contracts.session import Session
from errands.contracts.turn import TurnStatus
from tests.kept import in_files, in_redis
from tests.worker_process import Bench, Processes, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]


async def test_a_closed_session_is_removed_everywhere_and_no_other_is(
    errands_bench: Bench, processes: Processes
) -> None:
    processes.pictures, processes.closed_hours = True, 0
    worker = processes.worker()
    files = FolderFiles(processes.folder / "files", FileLimits())
    gone, stays = [await played(errands_bench, files) for _ in range(2)]
    worker.terminate()
    assert await processes.exit_code(worker) == 0
    for session in (gone, stays):
        assert all((await places_of(session.id, errands_bench, processes)).values())
    await errands_bench.sessions.close(gone.id)
    processes.reconciler()
    await until(lambda: is_gone(errands_bench, gone.id))
    left = await places_of(gone.id, errands_bench, processes)
    assert left == {"redis": set(), "files": set(), "recordings": set()}
    assert all((await places_of(stays.id, errands_bench, processes)).values())


async def played(errands_bench: Bench, files: FolderFiles) -> Session:
    session = await errands_bench.session({SlotName("pin"): SecretStr("4711")})
    await files.of(session.id).put("a.txt", f"A file of {session.id}".encode())
    turn = await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    assert turn.status is TurnStatus.SAID
    return session


async def is_gone(errands_bench: Bench, session: SessionId) -> bool | None:
    try:
        await errands_bench.sessions.load(session)
    except NotFoundError:
        return True
    return None


async def places_of(
    session: SessionId, errands_bench: Bench, processes: Processes
) -> dict[str, set[str]]:
    """By store, where the session is named."""
    stores = {
        "redis": await in_redis(errands_bench.redis),
        "files": in_files(processes.folder / "files"),
        "recordings": in_files(processes.folder / "recordings"),
    }
    return {
        store: {name for name, text in kept.items() if session in f"{name} {text}"}
        for store, kept in stores.items()
    }
