"""One suite for every `LiveWire`."""

import asyncio

import pytest
from pydantic import ValidationError

from errands.contracts.ids import ViewerId
from errands.contracts.live import Frame, GivenBack, HeldBy, PageShown, Touched, Watched
from errands.contracts.touch import Go, Going, KeyEvent, Keystroke, Mouse, MouseEvent, Typed
from tests.ports.stores import ANNA, BERT, ONE, TWO, Stores
from tests.worker_process import until

MAYA = ViewerId("maya")
PAGE = PageShown(
    worker=ANNA, width=1280, height=900, address="https://zoë.test/", held_by=HeldBy.NOBODY
)
SAID = (
    Watched(session=ONE, viewer=MAYA),
    Touched(session=ONE, viewer=MAYA, touch=Mouse(event=MouseEvent.WHEEL, x=1.5, y=2, dy=-120)),
    Touched(session=ONE, viewer=MAYA, touch=Keystroke(event=KeyEvent.DOWN, key="é", text="é")),
    Touched(session=ONE, viewer=MAYA, touch=Typed(text="Zoë")),
    Touched(session=ONE, viewer=MAYA, touch=Go(action=Going.BACK)),
    GivenBack(session=ONE, viewer=MAYA),
)


async def test_a_worker_hears_what_it_is_told_in_order(stores: Stores) -> None:
    async with asyncio.timeout(30), stores.live.hear(ANNA) as heard:
        for said in SAID:
            await stores.live.tell(BERT, said)
            await stores.live.tell(ANNA, said)
        assert [await anext(heard) for _ in SAID] == list(SAID)


async def test_all_who_watch_see_what_is_shown_of_their_session(stores: Stores) -> None:
    shown = [Frame(ANNA, b"\xff\xd8\xff\x00\xff{}"), PAGE, Frame(ANNA, b"")]
    async with (
        asyncio.timeout(30),
        stores.live.watch(ONE) as first,
        stores.live.watch(ONE) as second,
    ):
        await stores.live.show(TWO, PAGE)
        for one in shown:
            await stores.live.show(ONE, one)
        for watched in (first, second):
            assert [await anext(watched) for _ in shown] == shown


async def test_who_watches_is_counted_and_what_nobody_sees_is_gone(stores: Stores) -> None:
    async def unwatched() -> bool | None:
        """A server may notice late that a watcher of an earlier test has left."""
        return await stores.live.viewers(ONE) == 0 or None

    await until(unwatched)
    await stores.live.show(ONE, PAGE)
    async with asyncio.timeout(30), stores.live.watch(ONE) as watched:
        assert await stores.live.viewers(ONE) == 1
        await stores.live.show(ONE, Frame(BERT, b"later"))
        assert await anext(watched) == Frame(BERT, b"later")
        async with stores.live.watch(ONE):
            assert await stores.live.viewers(ONE) == 2
        assert await stores.live.viewers(TWO) == 0


def test_what_is_typed_is_in_no_words_about_it() -> None:
    secret = "canary-7f3"
    typed = Touched(session=ONE, viewer=MAYA, touch=Typed(text=secret))
    key = Touched(session=ONE, viewer=MAYA, touch=Keystroke(event=KeyEvent.DOWN, key=secret))
    assert secret not in repr(typed) + str(typed) + repr(key) + repr(typed.touch)
    with pytest.raises(ValidationError) as refused:
        Typed.model_validate({"type": "text", "text": secret, "more": secret})
    assert secret not in str(refused.value)
