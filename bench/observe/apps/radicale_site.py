"""Runs Radicale as behind a proxy that has already signed the person in."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server

from radicale.app import Application
from radicale.config import load


def main(folder: Path, port: int, person: str) -> None:
    configuration = load()
    wanted = {
        "auth": {"type": "remote_user"},
        "storage": {"filesystem_folder": str(folder / "collections")},
    }
    configuration.update(wanted, "bench")
    application = Application(configuration)

    def signed_in(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        answer: Iterable[bytes] = application({**environ, "REMOTE_USER": person}, start)
        return answer

    with make_server("127.0.0.1", port, signed_in) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
