"""What a person does in Chromium, written down as the lines of the action language."""

import pytest

from errands.agent.demonstration import PERSON, Demonstration
from errands.agent.veil import Veil
from errands.agent.view.lens import Lens
from errands.backends.memory import ManualClock, MemoryRecordings
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import to_line
from errands.contracts.ids import SessionId, SlotName, TenantId, TurnId
from errands.contracts.profile import Profile
from errands.contracts.recording import Recording
from errands.contracts.session import HostPolicy, Session, Speaker
from errands.contracts.touch import KeyEvent, Keystroke, Mouse, MouseEvent, Touch, Typed
from errands.contracts.turn import Turn
from services.worker.scribe import Scribe
from tests.integration.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FORM = """<h1>Log in</h1><form onsubmit="said.textContent = 'Welcome'; return false">
    <label>Name <input id=name_></label> <label>E-mail <input id=mail></label>
    <label>Password <input id=pw type=password></label>
    <label for=stay>Stay</label><input id=stay type=checkbox>
    <label>Country <select id=land><option>Peru<option>Chad</select></label>
    <button id=go>Log in</button></form><p id=said></p>"""
PROFILE = Profile.of({SlotName("email"): "maya@example.org"})


class Person:
    """Their hand, with the scribe beside it as in a takeover."""

    def __init__(self, browser: PlaywrightBrowser) -> None:
        self.browser = browser
        self.kept = MemoryRecordings()
        session = Session(
            id=SessionId("one"),
            tenant=TenantId("t"),
            start_url="http://shop.test/",
            profile=PROFILE,
            hosts=HostPolicy(allowed=()),
            created_at=0,
        ).said(Speaker.USER, "Log me in, I am Zoe")
        turn = Turn(id=TurnId("taken_1"), session=session.id, number=0, message="", created_at=0)
        demonstration = Demonstration(session, turn, ManualClock(), Lens())
        self.scribe = Scribe(browser, demonstration, self.kept, PROFILE, Veil.over(()))
        self.scribe.begin()

    async def sees(self) -> None:
        """What came of what they did has been read."""
        assert self.scribe._looking is not None
        await self.scribe._looking

    async def does(self, touch: Touch) -> None:
        await self.scribe.before(touch)
        await self.browser.screen.touch(touch)
        await self.scribe.after(touch)

    async def clicks(self, selector: str) -> None:
        box = await self.browser._tabs.current.locator(selector).bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for event in (MouseEvent.MOVE, MouseEvent.DOWN, MouseEvent.UP):
            await self.does(Mouse(event=event, x=x, y=y))
        await self.sees()

    async def types(self, text: str) -> None:
        await self.does(Typed(text=text))

    async def presses(self, key: str) -> None:
        for event in KeyEvent:
            await self.does(Keystroke(event=event, key=key))
        await self.sees()

    async def recordings(self) -> list[Recording]:
        await self.scribe.end()
        return [one async for one in self.kept.read()]


async def person(show: Open, body: str = FORM) -> Person:
    found = Person(await show(body))
    await found.sees()
    return found


async def test_what_is_done_is_written_as_lines_with_the_page_they_were_done_on(
    show: Open,
) -> None:
    maya = await person(show)
    await maya.clicks("#name_")
    await maya.types("Zoe")
    await maya.clicks("#mail")
    await maya.types("maya@example.org")
    await maya.clicks("label[for=stay]")
    await maya.clicks("#land")
    await maya.presses("ArrowDown")
    await maya.clicks("#go")
    found = await maya.recordings()
    lines = [to_line(one.action) for one in found]
    assert lines == [
        'fill 1 "Zoe"',
        "fill 2 @email",
        "check 4 on",
        'select 5 "Chad"',
        "click 6",
    ]
    assert {one.model for one in found} == {PERSON}
    assert [one.number for one in found] == [1, 2, 3, 4, 5]
    assert all('"Name" [1]' in one.prompt and one.output == to_line(one.action) for one in found)
    assert 'fill 1 "Zoe" -> ok' in found[1].prompt
    assert "Log me in, I am Zoe" in found[0].prompt


async def test_what_is_typed_into_a_field_for_secrets_is_nowhere(show: Open) -> None:
    maya = await person(show)
    await maya.clicks("#pw")
    await maya.types("canary-7f3")
    await maya.presses("Enter")
    found = await maya.recordings()
    assert [one.action.kind for one in found] == ["press"]
    assert "canary-7f3" not in "".join(one.model_dump_json() for one in found)


async def test_a_page_that_was_not_read_yet_is_not_written_about(show: Open) -> None:
    browser = await show(FORM)
    box = await browser._tabs.current.locator("#go").bounding_box()
    assert box is not None
    maya = Person(browser)
    for event in (MouseEvent.DOWN, MouseEvent.UP):
        await maya.does(Mouse(event=event, x=box["x"] + 5, y=box["y"] + 5))
    assert await maya.browser._tabs.current.inner_text("#said") == "Welcome"
    await maya.sees()
    await maya.clicks("#stay")
    assert [to_line(one.action) for one in await maya.recordings()] == ["check 4 on"]
