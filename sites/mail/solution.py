"""The errands done by a script, in any variant: each wish can be met with the page alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import assert_never

from playwright.async_api import Page, expect

from sites.controls.field import Field, Typing
from sites.controls.solution import put
from sites.mail.look import Deleting, Look
from sites.mail.tasks import (
    EventWish,
    MailWish,
    MoveWish,
    PutAway,
    PutAwayWish,
    ReplyWish,
    SendWish,
)
from sites.mail.wording import Word
from sites.variant import Variant


async def solve(page: Page, url: str, wish: MailWish, variant: Variant) -> None:
    """Do what the wish describes."""
    by = _Hand(page, Look(variant))
    await page.goto(url)
    match wish:
        case SendWish():
            await by.follow(Word.WRITE)
            letter = {"to": wish.to, "subject": wish.subject, "text": wish.text}
            await by.send(by.look.letter_fields(), letter)
        case ReplyWish():
            await by.open_mail(wish.sender, wish.subject)
            await by.follow(Word.REPLY)
            await by.send(by.look.reply_fields(), {"text": wish.text})
        case PutAwayWish():
            await by.open_mail(wish.sender, wish.subject)
            await by.put_away(wish.how)
        case EventWish():
            await by.follow(Word.CALENDAR)
            await by.follow(Word.NEW_EVENT)
            await by.save(wish, {"title": wish.title, "place": wish.place})
        case MoveWish():
            await by.follow(Word.CALENDAR)
            await page.get_by_role("link", name=wish.title, exact=True).click()
            await by.follow(Word.ALTER)
            await by.save(wish, {})
        case _:
            assert_never(wish)


@dataclass(frozen=True, slots=True)
class _Hand:
    page: Page
    look: Look

    async def follow(self, word: Word) -> None:
        await self.page.get_by_role("link", name=self.look.words[word], exact=True).click()

    async def press(self, word: Word) -> None:
        await self.page.get_by_role("button", name=self.look.words[word], exact=True).click()

    async def fill(self, fields: Iterable[Field], wanted: Mapping[str, str]) -> None:
        for field in fields:
            if field.name in wanted:
                await put(self.page, field, wanted[field.name])

    async def sees(self, word: Word) -> None:
        heading = self.page.get_by_role("heading", name=self.look.words[word], exact=True)
        await expect(heading).to_be_visible()

    async def open_mail(self, sender: str, subject: str) -> None:
        rows = self.page.locator("main :is(li, article, tr)").filter(has_text=sender)
        await rows.filter(has_text=subject).get_by_role("link").click()

    async def send(self, fields: Iterable[Field], letter: Mapping[str, str]) -> None:
        await self.fill(fields, letter)
        await self.press(Word.NEXT)
        await self.press(Word.SEND)
        await self.sees(Word.SENT)

    async def put_away(self, how: PutAway) -> None:
        match how:
            case PutAway.ARCHIVED:
                await self.press(Word.ARCHIVE)
                await self.page.wait_for_url("**/folder/**")
            case PutAway.DELETED:
                await self._open_bin()
                await self.press(Word.DELETE)
                await self.sees(Word.DELETED)

    async def _open_bin(self) -> None:
        match self.look.deleting:
            case Deleting.PAGE:
                await self.follow(Word.BIN)
            case Deleting.DIALOG:
                await self.press(Word.BIN)
            case Deleting.DISCLOSURE:
                await self.page.get_by_text(self.look.words[Word.BIN], exact=True).click()

    async def save(self, wish: EventWish | MoveWish, about: Mapping[str, str]) -> None:
        fields = self.look.event_fields()
        in_words = not any(field.control is Typing.TIME for field in fields)

        def clock(moment: time) -> str:
            return self.look.time(moment) if in_words else f"{moment:%H:%M}"

        when = {"on": f"{wish.day}", "start": clock(wish.start), "end": clock(wish.end)}
        await self.fill(fields, {**about, **when})
        await self.press(Word.SAVE)
        await self.sees(Word.SAVED)
