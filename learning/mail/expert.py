"""The scripted solution of errands with mail and calendar: it reads the prompt a model reads.

It acts on what the person has said so far, and asks for what isn't said yet.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from errands.agent.values.said import Said
from errands.contracts.ports import Decision, Request
from learning.asking import question
from learning.mail.heard import spelled, tells
from learning.part import Part
from learning.practice import LOST
from learning.prompt_text import PromptText
from learning.reaction import Reaction, reaction
from learning.sayable import decision
from learning.site_form import Put, next_line
from learning.wishes.mail import (
    AddEvent,
    MailWish,
    MoveEvent,
    PutMailAway,
    ReplyMail,
    SendMail,
    mail_wish,
)
from sites.controls.field import Typing
from sites.mail.look import Look
from sites.mail.tasks import PutAway
from sites.mail.wording import Word
from sites.variant import Variant

LINK: Final = "Mail and calendar — Letterbox"
"""On the start page."""
ALL_RIGHT: Final = "All right, I have left everything as it is."
_TITLE: Final = re.compile(r'title="(.*?) · Letterbox"')
_ROW: Final = re.compile(
    r'^link "(?P<name>[^"]*)" \[(?P<id>\d+)\](?P<beside>(?:\n[^\n"#]*$)?)', re.MULTILINE
)
_QUESTIONS: Final = {
    "to": "Who is the mail to?",
    "sender": "Whose mail do you mean?",
    "about": "There are several mails. Which one do you mean?",
    "subject": "What is the subject?",
    "text": "What shall it say?",
    "title": "Which event is it?",
    "day": "On which day?",
    "hours": "From what time to what time?",
}


@dataclass(slots=True)
class MailExpert:
    """Implements `Model` for one person's errand."""

    part: Part
    today: date
    look: Look

    @classmethod
    def of(cls, part: Part, today: date, variant: int) -> "MailExpert":
        return cls(part, today, Look(Variant.of(variant)))

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    @property
    def _wish(self) -> MailWish:
        return mail_wish(self.part.wish)

    def line(self, text: str) -> str:
        """What to do at a prompt, by its text alone."""
        prompt = PromptText(text)
        title = _TITLE.search(prompt.page)
        if title is None:
            return _click(prompt, LINK) or LOST
        said = Said("\n".join(prompt.user_lines), self.today)
        if self._is_saved(prompt):
            return self._told_at_end(prompt)
        words = self.look.words
        if title[1] in {words[Word.CHECK], words[Word.SURE]} or prompt.has(words[Word.DELETE]):
            return self._confirm(prompt)
        match self._wish:
            case SendMail() as wish:
                return self._send(prompt, wish, said, title[1])
            case ReplyMail() | PutMailAway() as wish:
                return self._at_mails(prompt, wish, said, title[1])
            case wish:
                return self._plan(prompt, wish, said, title[1])

    def home(self, text: str) -> str | None:
        """The line towards the inbox."""
        prompt = PromptText(text)
        title = _TITLE.search(prompt.page)
        if title is not None and title[1] == self.look.words[Word.INBOX]:
            return None
        return _click(prompt, "Letterbox") or "open header"

    def _send(self, prompt: PromptText, wish: SendMail, said: Said, title: str) -> str:
        words = self.look.words
        if title != words[Word.WRITE]:
            return _click(prompt, words[Word.WRITE]) or "open header"
        to = wish.to if self._chooses_recipient else spelled(wish.to, said.words) or wish.to
        puts: dict[str, Put | str | None] = {
            "to": _unsaid("to", wish, said) or Put(to),
            "subject": _unsaid("subject", wish, said) or _as_said(wish.subject, said),
            "text": _unsaid("text", wish, said) or _as_said(wish.text, said),
        }
        line = next_line(prompt, self.look.letter_fields(), puts)
        return line or _click(prompt, words[Word.NEXT]) or LOST

    @property
    def _chooses_recipient(self) -> bool:
        return self.look.letter_fields()[0].control is not Typing.TEXT

    def _at_mails(
        self, prompt: PromptText, wish: ReplyMail | PutMailAway, said: Said, title: str
    ) -> str:
        words = self.look.words
        if title == words[Word.INBOX]:
            unsaid = _unsaid("sender", wish, said)
            about = _unsaid("about", wish, said) if wish.about else None
            return unsaid or about or self._open_mail(prompt, wish)
        is_of = wish.sender in prompt.page and wish.about in f"{title}\n{prompt.page}"
        if title in {words[Word.CALENDAR], words[Word.WRITE], words[Word.NEW_EVENT]} or not is_of:
            return _click(prompt, words[Word.INBOX]) or "open header"
        if title == words[Word.REPLY] and isinstance(wish, ReplyMail):
            text = _unsaid("text", wish, said) or _as_said(wish.text, said)
            line = next_line(prompt, self.look.reply_fields(), {"text": text})
            return line or _click(prompt, words[Word.NEXT]) or LOST
        if isinstance(wish, ReplyMail):
            return _click(prompt, words[Word.REPLY]) or LOST
        way = Word.ARCHIVE if wish.how is PutAway.ARCHIVED else Word.BIN
        return _click(prompt, words[way]) or LOST

    def _open_mail(self, prompt: PromptText, wish: ReplyMail | PutMailAway) -> str:
        for row in _ROW.finditer(prompt.page):
            shown = row["name"] + row["beside"]
            if wish.sender in shown and wish.about in shown:
                return f"click {row['id']}"
        return LOST

    def _plan(self, prompt: PromptText, wish: AddEvent | MoveEvent, said: Said, title: str) -> str:
        words = self.look.words
        if title == words[Word.CALENDAR]:
            if isinstance(wish, AddEvent):
                return _click(prompt, words[Word.NEW_EVENT]) or LOST
            return _unsaid("title", wish, said) or _click(prompt, wish.title) or LOST
        if title in {words[Word.NEW_EVENT], words[Word.ALTER]}:
            return self._fill_event(prompt, wish, said)
        if isinstance(wish, MoveEvent) and title == wish.title:
            return _click(prompt, words[Word.ALTER]) or LOST
        return _click(prompt, words[Word.CALENDAR]) or "open header"

    def _fill_event(self, prompt: PromptText, wish: AddEvent | MoveEvent, said: Said) -> str:
        for topic in ("title", "day", "hours"):
            if unsaid := _unsaid(topic, wish, said):
                return unsaid
        span = next(m.text for m in reversed(said.dates) if m.day == wish.day)
        times = {"start": wish.start, "end": wish.end}
        fields = self.look.event_fields()
        typed = any(f.control in {Typing.TIME, Typing.TEXT} for f in fields if f.name == "start")
        puts: dict[str, Put | str | None] = {"on": Put(span, day=wish.day)}
        for name, moment in times.items():
            puts[name] = Put(f"{moment:%H:%M}" if typed else self.look.time(moment))
        if isinstance(wish, AddEvent):
            puts["title"] = _as_said(wish.title, said)
            puts["place"] = _as_said(wish.place, said) if wish.place else None
        return next_line(prompt, fields, puts) or _click(prompt, self.look.words[Word.SAVE]) or LOST

    def _confirm(self, prompt: PromptText) -> str:
        words = self.look.words
        match reaction(self.part, prompt):
            case Reaction.GO_ON:
                return (
                    _click(prompt, words[Word.SEND]) or _click(prompt, words[Word.DELETE]) or LOST
                )
            case Reaction.LEAVE:
                return f'say "{ALL_RIGHT}"'
            case Reaction.CHANGE:
                return _click(prompt, words[Word.EDIT]) or LOST

    def _is_saved(self, prompt: PromptText) -> bool:
        buttons = (Word.SEND, Word.DELETE, Word.SAVE, Word.ARCHIVE)
        done = {f'click "{self.look.words[word]}" -> page changed' for word in buttons}
        return prompt.last_line in done

    def _told_at_end(self, prompt: PromptText) -> str:
        found = re.search(rf"{self.look.words[Word.REFERENCE]}:? (\w+)", prompt.page)
        number = f" The reference is {found[1]}." if found else ""
        match self._wish:
            case SendMail() | ReplyMail():
                return f'say "Your mail is sent.{number}"'
            case PutMailAway() as wish:
                return f'say "The mail from {wish.sender} is {wish.how.value}.{number}"'
            case wish:
                return f'say "{wish.title} is in your calendar."'


def _unsaid(topic: str, wish: MailWish, said: Said) -> str | None:
    return None if tells(topic, wish, said) else question(_QUESTIONS[topic])


def _as_said(text: str, said: Said) -> Put:
    return Put(spelled(text, said.words) or text)


def _click(prompt: PromptText, name: str) -> str | None:
    control = prompt.find((name,), ("link", "button"))
    return None if control is None else f"click {control.id}"
