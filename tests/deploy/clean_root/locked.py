"""What the compose file says of a service, as flags of podman's."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

USER: Final = 10001
ELSEWHERE: Final = frozenset(
    {
        *("build", "image", "command", "environment"),  # asked for apart
        *("networks", "ports", "depends_on", "restart", "stop_grace_period"),  # of the whole
        "healthcheck",
    }
)


class Locked:
    """Flags of one service. Named volumes are folders below `volumes`, shared by all services."""

    def __init__(self, deploy: Path, volumes: Path, owner: int = USER) -> None:
        self._deploy = deploy
        self._volumes = volumes
        self._owner = owner
        self._words: Mapping[str, Callable[[Any], list[str]]] = {
            "read_only": lambda yes: ["--read-only", "--read-only-tmpfs=false"] if yes else [],
            "cap_drop": lambda names: [f"--cap-drop={name}" for name in names],
            "security_opt": lambda all_: [f"--security-opt={self._option(one)}" for one in all_],
            "tmpfs": lambda paths: [f"--tmpfs={path}" for path in paths],
            "shm_size": lambda size: [f"--shm-size={size}"],
            "mem_limit": lambda size: [f"--memory={size}"],
            "volumes": lambda all_: [f"--volume={self._volume(one)}" for one in all_],
            "init": lambda yes: ["--init"] if yes else [],
        }

    def flags(self, service: Mapping[str, Any], settings: Mapping[str, str]) -> list[str]:
        """Raises `KeyError` for what is known neither here nor as something to leave out.

        `settings` stand in place of the service's own. The network is this machine's.
        """
        found = ["--network=host"]
        for name, value in service.items():
            if name not in ELSEWHERE:
                found += self._words[name](value)
        return [*found, *(f"--env={k}={v}" for k, v in self._environment(service, settings))]

    def _environment(
        self, service: Mapping[str, Any], settings: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        own = {name: str(value) for name, value in service.get("environment", {}).items()}
        return sorted((own | {k: v for k, v in settings.items() if own}).items())

    def _option(self, option: str) -> str:
        name, _, value = option.partition("=")
        return f"{name}={self._deploy / value}" if name == "seccomp" else option

    def _volume(self, volume: str) -> str:
        source, _, rest = volume.partition(":")
        if source.startswith("."):
            return f"{(self._deploy / source).resolve()}:{rest}"
        folder = self._volumes / source
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, self._owner, -1)  # as the service `volumes` does
        return f"{folder}:{rest}"
