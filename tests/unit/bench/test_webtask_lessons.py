"""A script in a model's place, and which seeds may be learned from."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bench.webtasks.lessons.__main__ import FIRST, LAST, main
from bench.webtasks.lessons.scripted import TaskScript
from bench.webtasks.lessons.watched import WatchedBrowsers
from bench.webtasks.pages import Episode
from bench.webtasks.script import GaveUpError, Script
from bench.webtasks.server import Course
from errands.backends.memory_browser import MemoryBrowsers
from errands.backends.memory_site import Group, Page, Part
from errands.contracts.action import Click
from errands.contracts.ids import SessionId
from errands.contracts.observation import Role, SectionKind
from errands.contracts.ports import Browser, Request
from errands.contracts.session import HostPolicy
from learning.sayable import UnsayableError

URL = "http://tasks.test/"
PARTS = tuple(Part(role=Role.BUTTON, name=name) for name in ("ONE", "TWO"))
BUTTONS = Page(title="Two", groups=(Group(kind=SectionKind.REGION, name="", parts=PARTS),))
ANY = '%llguidance {}\nstart: "click " /[0-9]+/ " ->"'


async def both(script: Script) -> None:
    for name in ("ONE", "TWO"):
        assert await script.click(name)


async def opened(grammar: str = ANY) -> tuple[TaskScript, Browser, Request]:
    """The model of a script that clicks two buttons, before a page that was looked at."""
    browsers = WatchedBrowsers(MemoryBrowsers({URL: BUTTONS}))
    browser = await browsers.open(URL, HostPolicy(allowed=("tasks.test",)), None)
    await browser.observe()
    model = TaskScript(Course(Episode("both", 100, "1")), both, browsers)
    return (
        model,
        browser,
        Request(skill="navigate", session=SessionId("s"), prompt="", grammar=grammar),
    )


async def test_each_line_waits_for_what_came_of_the_one_before() -> None:
    model, browser, request = await opened()
    for number in (1, 2):
        assert (await model.decide(request)).text == f"click {number}"
        await browser.perform(Click(element=number))
        await browser.observe()
    with pytest.raises(GaveUpError, match="nothing more"):
        await model.decide(request)


async def test_a_line_that_was_not_acted_on_is_said_again() -> None:
    model, browser, request = await opened()
    lines = [(await model.decide(request)).text for _ in range(2)]
    await browser.perform(Click(element=1))
    await browser.observe()
    assert [*lines, (await model.decide(request)).text] == ["click 1", "click 1", "click 2"]
    await model.close()


async def test_what_no_model_could_say_no_script_says() -> None:
    model, _, request = await opened('%llguidance {}\nstart: "click 2 ->"')
    with pytest.raises(UnsayableError):
        await model.decide(request)
    await model.close()


@pytest.mark.parametrize(
    "words", [["--begin", f"{FIRST - 1}"], ["--begin", f"{LAST}", "--count", "2"]]
)
def test_what_is_judged_by_is_not_learned_from(words: list[str], tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(main)
    told = CliRunner().invoke(app, ["--html", "none", "--output", str(tmp_path / "x"), *words])
    assert told.exit_code == 2
    assert not (tmp_path / "x").exists()
