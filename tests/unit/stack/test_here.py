"""Word of the stack that runs here: only its owner's, and none of one that has ended."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from stack import here as here_module
from stack.access import Access
from stack.command.up import word_of
from stack.failing import CommandError, ExitCode
from stack.here import Here, settings_here
from stack.layout import Layout, Ports

REDIS = "redis://127.0.0.1:7777/0"
HERE = Here(
    pid=os.getpid(),
    url="http://127.0.0.1:8080",
    key="errands_k",
    start="http://127.0.0.1:8100/",
    hosts=("127.0.0.1:8101",),
    settings={"redis_url": REDIS, "broker_url": "redis://127.0.0.1:7777/1", "api_port": "8080"},
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("ERRANDS_")]:  # noqa: TID251 tests have no settings
        monkeypatch.delenv(name)
    place = tmp_path / "stack/running.json"
    monkeypatch.setattr(here_module, "PLACE", place)
    return place


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_it_is_read_while_it_runs_by_its_owner_alone(place: Path) -> None:
    with HERE.told():
        assert Here.read() == HERE
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert Here.read() is None
    assert not place.exists()


def test_what_a_killed_one_left_is_nothing() -> None:
    with HERE.model_copy(update={"pid": ended_process()}).told():
        assert Here.read() is None


def test_one_that_ends_leaves_word_of_another(place: Path) -> None:
    other = HERE.model_copy(update={"url": "http://127.0.0.1:9999", "pid": os.getppid()})
    with HERE.told():
        place.write_text(other.model_dump_json())
    assert Here.read() == other


@pytest.mark.parametrize("text", ["", "{}", '{"pid": "no"}'])
def test_what_is_no_word_is_nothing(place: Path, text: str) -> None:
    place.parent.mkdir()
    place.write_text(text)
    assert Here.read() is None


def test_the_environment_goes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_here(HERE).redis_url == REDIS
    assert settings_here(HERE).broker_url == "redis://127.0.0.1:7777/1"
    monkeypatch.setenv("ERRANDS_REDIS_URL", "redis://elsewhere:6379/0")
    chosen = settings_here(HERE)
    assert chosen.redis_url == "redis://elsewhere:6379/0"
    assert chosen.broker_url == "redis://elsewhere:6379/1"
    assert chosen.api_port == 8080


def test_settings_that_make_no_sense_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERRANDS_API_PORT", "many")
    with pytest.raises(CommandError, match="ERRANDS_API_PORT: Input should be a valid integer"):
        settings_here(None)


def test_flags_go_before_it() -> None:
    with HERE.told():
        assert Access.chosen(None, None) == Access(HERE.url, HERE.key, HERE)
        assert Access.chosen(f"{HERE.url}/v1/", None) == Access(HERE.url, HERE.key, HERE)
        assert Access.chosen(None, "errands_mine").key == "errands_mine"
        assert Access.chosen("http://a.test", "errands_mine") == Access(
            "http://a.test", "errands_mine"
        )
        with pytest.raises(CommandError, match="no key for"):
            Access.chosen("http://a.test", None)


def test_without_it_an_address_has_to_be_named() -> None:
    with pytest.raises(CommandError, match="no API is named") as raised:
        Access.chosen(None, "errands_k")
    assert raised.value.code is ExitCode.USAGE
    assert "errands up" in raised.value.mend


def test_a_key_is_in_no_repr() -> None:
    assert "errands_k" not in repr(HERE) + repr(Access(HERE.url, HERE.key, HERE))


def test_what_up_leaves_word_of_are_settings_that_processes_read(tmp_path: Path) -> None:
    layout = Layout(ports=Ports.free(), folder=tmp_path)
    word = word_of(layout, "errands_k")
    settings = settings_here(word)
    assert word.settings.keys() <= type(settings).model_fields.keys()
    assert settings.redis_url == f"redis://127.0.0.1:{layout.ports.redis}/0"
    assert settings.broker_url == f"redis://127.0.0.1:{layout.ports.redis}/1"
    assert settings.worker_metrics_port == layout.ports.worker
    assert (word.url, word.pid) == (layout.api, os.getpid())
    assert word.hosts == (f"127.0.0.1:{layout.ports.hotels}",)
