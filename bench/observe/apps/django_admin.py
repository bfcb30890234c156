"""Django's administration with its own users and groups."""

from pathlib import Path

from bench.observe.apps.app import INSTALLED, App


def _seed(_: Path) -> None:
    """The site makes its own, for the tables are made with its models."""


def _words(folder: Path, port: int) -> list[str]:
    return ["-m", "bench.observe.apps.django_site", str(folder), str(port)]


APP = App(
    name="django-admin",
    program=INSTALLED / "python",
    words=_words,
    seed=_seed,
    ready="/admin/",
)
