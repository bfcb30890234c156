"""schemathesis against a real API on a real Redis: `python -m tests.fuzz.run`, or `make fuzz`.

No worker runs: turns wait. Two tenants' keys and a labeler's are used, each tenant's things must
stay its own. Ends with schemathesis's exit code: 0 where it found nothing.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from tenacity import retry, stop_after_delay, wait_fixed

from errands.backends.redis_connection import connect
from errands.backends.redis_keys import RedisKeys
from errands.contracts.ids import LabelerName, TenantId
from errands.contracts.keys import ApiKey, LabelerKey, Scope
from errands.contracts.model_api import ModelApi
from services.api.auth import new_key, new_labeler_key
from tests.redis_process import RedisProcess, free_port

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = 20260101


@dataclass(frozen=True)
class Bounds:
    """`examples` are of an operation in each phase; a whole run takes `seconds` at most."""

    seconds: int
    examples: int
    steps: int = 6


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="%(default)s")
    parser.add_argument("--examples", type=int, default=200, help="of an operation: %(default)s")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        redis = RedisProcess(Path(folder))
        redis.start()
        try:
            return fuzz(redis.url, Path(folder), Bounds(chosen.seconds, chosen.examples))
        finally:
            redis.kill()


def fuzz(redis_url: str, folder: Path, bounds: Bounds) -> int:
    """Returns the exit code."""
    keys = asyncio.run(_keys(redis_url))
    with served(redis_url, folder) as url:
        return _explored(url, folder, keys, bounds)


async def _keys(redis_url: str) -> dict[str, str]:
    """By the name of whose they are."""
    made: dict[str, tuple[ApiKey | LabelerKey, str]] = {
        "maya": new_key(TenantId("maya-inc"), frozenset(Scope)),
        "noah": new_key(TenantId("noah-ltd"), frozenset(Scope)),
        "anna": new_labeler_key(LabelerName("anna")),
    }
    client = connect(redis_url)
    for key, _ in made.values():
        await RedisKeys(client).add(key)
    await client.aclose()
    return {name: text for name, (_, text) in made.items()}


@contextmanager
def served(redis_url: str, folder: Path) -> Iterator[str]:
    """The API's own process, and where it listens."""
    port = free_port()
    settings = {
        "ERRANDS_REDIS_URL": redis_url,
        "ERRANDS_ALLOW_LOCAL_HOSTS": "1",
        "ERRANDS_KEY_POSTS_A_MINUTE": "0",
        "ERRANDS_MODEL_API": ModelApi.TEXT,
        "ERRANDS_RECORDINGS": str(folder / "recordings"),
        "ERRANDS_FILES": str(folder / "files"),
        "ERRANDS_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "services.api", "--port", str(port)]
    environment = {**os.environ, **settings}  # noqa: TID251 the process's own, and ours
    process = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 our own words
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(30)


@retry(stop=stop_after_delay(300), wait=wait_fixed(0.1), reraise=True)
def _wait_for(url: str) -> None:
    httpx.get(f"{url}/readyz").raise_for_status()


def _explored(url: str, folder: Path, keys: dict[str, str], bounds: Bounds) -> int:
    config = folder / "schemathesis.toml"
    config.write_text(_config(folder, keys, bounds))
    environment = {
        **os.environ,  # noqa: TID251 as above
        "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
        "FUZZ_KEYS": " ".join(text.split("_")[1] for text in keys.values()),
    }
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config)),
        *("run", f"{url}/openapi.json", "--max-time", str(bounds.seconds)),
        *("--max-examples", str(bounds.examples), "--seed", str(SEED), "--warnings", "off"),
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603 as above


def _config(folder: Path, keys: dict[str, str], bounds: Bounds) -> str:
    """Every check is on, and every phase. Two tenants look at each other's things."""
    users = [
        {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {text}"}]}
        for name, text in keys.items()
    ]
    (folder / "users.json").write_text(json.dumps({"auth": users}))
    return f"""
continue-on-failure = true
request-timeout = 20
max-stream-events = 1
suppress-health-check = ["all"]

[cache]
enabled = false

[auth.wfc]
path = "{folder / "users.json"}"
peers = ["maya", "noah"]

[phases.stateful]
max-steps = {bounds.steps}
"""


if __name__ == "__main__":
    sys.exit(main())
