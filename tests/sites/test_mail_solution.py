from datetime import date, time
from pathlib import Path

import pytest
from playwright.async_api import Page

from sites.mail.app import create_app
from sites.mail.draw import draw_mailbox
from sites.mail.mailbox import Folder
from sites.mail.solution import solve
from sites.mail.store import MailStore
from sites.mail.tasks import (
    EventWish,
    MailWish,
    MoveWish,
    PutAway,
    PutAwayWish,
    ReplyWish,
    SendWish,
    check,
)
from sites.variant import Variant
from tests.sites.serving import served

pytestmark = pytest.mark.browser

TODAY = date(2027, 1, 15)


def wishes_of(visitor: str) -> list[MailWish]:
    box = draw_mailbox(visitor, 7, TODAY)
    inbox = box.in_folder(Folder.INBOX)
    senders = [mail.sender.name for mail in inbox]
    alone = next(mail for mail in inbox if senders.count(mail.sender.name) == 1)
    twice = next(mail for mail in inbox if senders.count(mail.sender.name) == 2)
    when = (date(2027, 2, 3), time(14, 30), time(16))
    return [
        SendWish(box.contacts[-1].name, "A question", "Are you coming on Friday?"),
        ReplyWish(alone.sender.name, "Yes, gladly."),
        PutAwayWish(twice.sender.name, PutAway.ARCHIVED, twice.subject),
        PutAwayWish(twice.sender.name, PutAway.DELETED, twice.subject),
        EventWish("Dance class", *when, "Mill Studio"),
        MoveWish(box.events[3].title, *when),
    ]


@pytest.mark.parametrize("number", [0, 2, 5, 100])
async def test_the_script_does_every_errand(tmp_path: Path, page: Page, number: int) -> None:
    variant = Variant.of(number)
    store = MailStore(tmp_path / "mail.db", lambda: TODAY)
    async with served(create_app(tmp_path / "mail.db", TODAY, variant=variant)) as url:
        for at in range(len(wishes_of(""))):
            visitor = f"visitor-{at}"
            wish = wishes_of(visitor)[at]
            await solve(page, f"{url}/?visit={visitor}", wish, variant)
            verdict = check(wish, store.record(visitor=visitor))
            assert verdict.ok, (wish, verdict)
