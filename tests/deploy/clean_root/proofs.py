"""What each image has to do, in containers that are locked as the compose file says.

The model server's place is taken by the tests' peer: a server of vLLM's own takes minutes to
start, and gigabytes.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from errands.client import Errands
from tests.deploy.clean_root.locked import Locked
from tests.deploy.clean_root.podman import FailedError, Podman
from tests.model_peer import ModelPeer
from tests.redis_process import free_port
from tests.worker_process import Site, broker_of

IN_INFERENCE: Final = Path(__file__).with_name("in_inference.py")
SECONDS: Final = 120
KEY: Final = re.compile(r"errands_\S+")


@dataclass(frozen=True)
class Around:
    """What the containers talk to, on this machine's loopback addresses."""

    redis_url: str
    peer: ModelPeer
    site: Site

    def settings(self, **more: int) -> dict[str, str]:
        return {
            "ERRANDS_REDIS_URL": self.redis_url,
            "ERRANDS_BROKER_URL": broker_of(self.redis_url),
            "ERRANDS_MODEL_URL": f"{self.peer.url}/v1",
            "ERRANDS_MODEL_NAME": "errands-base",
            "ERRANDS_ADAPTERS_URL": self.peer.url,
            "ERRANDS_API_HOST": "127.0.0.1",
            "ERRANDS_ALLOW_LOCAL_HOSTS": "true",
            **{f"ERRANDS_{name.upper()}": str(value) for name, value in more.items()},
        }


@dataclass(frozen=True)
class Proofs:
    """Each tells in a few words what was seen. Raises where anything else was."""

    podman: Podman
    locked: Locked
    services: Mapping[str, Mapping[str, Any]]
    around: Around

    def of(self, target: str) -> str:
        match target:
            case "api":
                return self._api()
            case "worker":
                return self._worker()
            case "inference-cpu":
                return self._inference()
            case other:
                raise ValueError(f"nothing is known to prove of {other}")

    def _api(self) -> str:
        with self._opened() as errands:
            session = errands.create_session(self.around.site.url)
            errands.close_session(session.id)
        return "answers; a key made in it opens a session"

    def _worker(self) -> str:
        """Chromium inside locks itself up: its sandbox isn't told to stay away."""
        told = free_port()
        with (
            self._opened() as errands,
            self._running("worker", worker_metrics_port=free_port()),
            self._running("reconciler", reconciler_metrics_port=told),
        ):
            _answers(f"http://127.0.0.1:{told}/readyz")
            session = errands.create_session(self.around.site.url)
            turn = errands.say(session.id, "Save Maya, please.", seconds=SECONDS)
            if self.around.site.posts != ["Maya"]:
                raise FailedError(f"{turn.reply} The form was sent as {self.around.site.posts}")
        return "a turn: its Chromium fills a form and sends it; the reconciler is ready"

    def _inference(self) -> str:
        flags = self._flags("inference", {})
        for module in ("services.inference", "services.inference.reconcile"):
            words = ["tini", "--", "python", "-m", module, "--help"]
            if "usage: " not in self.podman.once("inference-cpu", flags, words):
                raise FailedError(f"{module} tells no usage")
        word = self.podman.once("inference-cpu", flags, ["python", "-"], IN_INFERENCE.read_text())
        return f"the adapters' kernel is compiled and right; the model says `{word}`"

    @contextmanager
    def _opened(self) -> Iterator[Errands]:
        """An API that is ready, and a client with a key that was made in its container."""
        port = free_port()
        with self._running("api", api_port=port) as name:
            _answers(f"http://127.0.0.1:{port}/readyz")
            words = ("python", "-m", "services.api.keys", "create", "--tenant", "me")
            key = KEY.search(self.podman("exec", name, *words))
            if key is None:
                raise FailedError("no key was made")
            with Errands(f"http://127.0.0.1:{port}", key[0]) as errands:
                yield errands

    @contextmanager
    def _running(self, service: str, **ports: int) -> Iterator[str]:
        """The container's name. What it logged is told with what fails beside it."""
        name = f"errands-{service}"
        words = self.services[service].get("command", [])
        flags = self._flags(service, self.around.settings(**ports))
        self.podman.start(name, _target(self.services[service]), flags, words)
        try:
            yield name
        except Exception as error:
            error.add_note(f"{service}:\n{self.podman.logs(name)[-4000:]}")
            raise
        finally:
            self.podman.remove(name)

    def _flags(self, service: str, settings: Mapping[str, str]) -> list[str]:
        return self.locked.flags(self.services[service], settings)


def _target(service: Mapping[str, Any]) -> str:
    name: str = service["image"]
    return name.removeprefix("errands-").partition(":")[0]


@retry(
    retry=retry_if_exception_type((httpx.HTTPError, FailedError)),
    stop=stop_after_delay(SECONDS),
    wait=wait_fixed(0.2),
    reraise=True,
)
def _answers(url: str) -> None:
    answer = httpx.get(url, timeout=5)
    if answer.status_code != HTTPStatus.OK:
        raise FailedError(f"{url}: {answer.status_code} {answer.text[:300]}")
