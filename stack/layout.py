"""The processes of a whole Errands on one machine: their ports, commands and settings."""

import os
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from errands.contracts.served import SERVED_MODEL_NAME
from errands.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "var/models/smollm2-135m-instruct"
MANIFEST = ROOT / "learning/adapters/manifest.json"


class MissingProgramError(Exception):
    """A program of the operating system isn't installed; `make setup` installs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    api: int
    start: int
    hotels: int
    redis: int
    model: int
    adapters: int
    worker: int
    reconciler: int

    @staticmethod
    def free() -> "Ports":
        """The usual ports, each replaced by a free one where it is taken."""
        return Ports(
            api=free(8080),
            start=free(8100),
            hotels=free(8101),
            redis=free(8379),
            model=free(8200),
            adapters=free(8201),
            worker=free(9101),
            reconciler=free(9102),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything is; `folder` holds the stack's data."""

    ports: Ports
    folder: Path
    manifest: Path = MANIFEST
    """Which adapters are served."""
    model_only: bool = False
    """Whether only the model is served, for an evaluation that hosts the loop itself."""

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.ports.api}"

    @property
    def start(self) -> str:
        return f"http://127.0.0.1:{self.ports.start}"

    @property
    def hotels(self) -> str:
        return f"http://127.0.0.1:{self.ports.hotels}"

    @property
    def model(self) -> str:
        return f"http://127.0.0.1:{self.ports.model}"

    @property
    def adapters(self) -> str:
        return f"http://127.0.0.1:{self.ports.adapters}"

    @property
    def hotels_database(self) -> Path:
        return self.folder / "hotels.db"

    def checks(self) -> dict[str, str]:
        """Addresses that answer 200 once the part is ready, slowest last."""
        model = {
            "model server": f"{self.model}/health",
            "adapters": f"{self.adapters}/readyz",
        }
        if self.model_only:
            return model
        return {
            "start page": f"{self.start}/healthz",
            "hotel site": f"{self.hotels}/healthz",
            "API": f"{self.api}/readyz",
            "worker": f"http://127.0.0.1:{self.ports.worker}/readyz",
            "reconciler": f"http://127.0.0.1:{self.ports.reconciler}/readyz",
            **model,
        }

    def environment(self) -> dict[str, str]:
        """Of every process: this one's environment, with the settings on top."""
        inherited = dict(os.environ)  # noqa: TID251 handed on, not read
        return inherited | {"PYTHONUNBUFFERED": "1"} | self.settings()

    def settings(self) -> dict[str, str]:
        """What this stack chooses, as variables of the environment."""
        return {
            "ERRANDS_REDIS_URL": f"redis://127.0.0.1:{self.ports.redis}/0",
            # An operator's own choices must not reach into this stack.
            "ERRANDS_BROKER_URL": f"redis://127.0.0.1:{self.ports.redis}/1",
            "ERRANDS_MODEL_API": "vllm",
            "ERRANDS_MODEL_NAME": SERVED_MODEL_NAME,
            "ERRANDS_MODEL_URL": f"{self.model}/v1",
            "ERRANDS_ADAPTERS_URL": self.adapters,
            "ERRANDS_MODEL_FOLDER": str(MODEL),
            "ERRANDS_ALLOW_LOCAL_HOSTS": "true",
            "ERRANDS_RECORDINGS": str(self.folder / "recordings"),
            "ERRANDS_RECORDINGS_OPEN": str(self.folder / "recordings/open"),
            "ERRANDS_FILES": str(self.folder / "files"),
            "ERRANDS_API_PORT": str(self.ports.api),
            "ERRANDS_WORKER_METRICS_PORT": str(self.ports.worker),
            "ERRANDS_RECONCILER_METRICS_PORT": str(self.ports.reconciler),
        }

    def commands(self) -> dict[str, list[str]]:
        """Each process by its name; each can be started alone."""
        ports, python = self.ports, [sys.executable, "-m"]
        model = {
            "inference": [
                *python,
                "services.inference",
                "--model",
                str(MODEL),
                "--port",
                str(ports.model),
                *("--traces-url", Settings().traces_url),
            ],
            "adapters": [
                *python,
                "services.inference.reconcile",
                "--manifest",
                str(self.manifest),
                "--server",
                self.model,
                "--port",
                str(ports.adapters),
            ],
        }
        if self.model_only:
            return model
        return {
            "redis": _redis(ports.redis, self.folder / "redis"),
            "start": [
                *python,
                "sites.server",
                "start",
                "--port",
                str(ports.start),
                "--hotels-url",
                self.hotels,
            ],
            "hotels": [
                *python,
                "sites.server",
                "hotels",
                "--port",
                str(ports.hotels),
                "--database",
                str(self.hotels_database),
            ],
            **model,
            "api": [*python, "services.api"],
            "worker": [*python, "services.worker"],
            "reconciler": [*python, "services.worker.reconciler"],
        }


def _redis(port: int, folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return [
        program("redis-server"),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        str(folder),
        "--appendonly",
        "yes",
        "--maxmemory-policy",
        "noeviction",
        "--save",
        "",
    ]


def program(name: str) -> str:
    """Raises `MissingProgramError`."""
    found = shutil.which(name)
    if found is None:
        raise MissingProgramError(f"{name} isn't installed: run `make setup`")
    return found


def check_machine() -> None:
    """Raises `MissingProgramError` where a start would fail later and less clearly."""
    program("redis-server")
    if not Settings().chromium.exists():
        raise MissingProgramError("Chromium isn't installed: run `make setup`")
    if not (MODEL / "model.safetensors").exists():
        raise MissingProgramError("the base model isn't prepared: run `make setup`")


def free(usual: int) -> int:
    """This port of the loopback address, or another one where it is taken."""
    for port in (usual, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise MissingProgramError("no free port on the loopback address")
