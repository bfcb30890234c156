"""Errands with mail and calendar: what is told is found, what is asked and done can be said."""

from datetime import datetime, time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes
from errands.agent.parse import parse
from errands.agent.values.said import Said
from learning.days import TODAY
from learning.mail.practice import MailDeeds, MailPractice
from learning.mail.synthesis import make_script, topics_of_wish
from learning.part import Part
from learning.persona import as_persona
from learning.practice import topics_of
from learning.script import Persona, Script, ScriptKind
from learning.wishes.mail import (
    AddEvent,
    MailWish,
    MoveEvent,
    PutMailAway,
    ReplyMail,
    SendMail,
    mail_wish,
)
from sites.mail.mailbox import Folder, Letter
from sites.mail.store import MailStore
from sites.mail.tasks import PutAway, contact_of, mail_of

PRACTICE = MailPractice()
KINDS = (SendMail, ReplyMail, PutMailAway, AddEvent, MoveEvent)
scripts = st.builds(make_script, st.integers(0, 10**6), st.integers(0, 99), st.just(TODAY))


def first(kind: type[MailWish], *kinds: ScriptKind) -> Script:
    made = (make_script(number, 1, TODAY) for number in range(500))
    return next(s for s in made if isinstance(s.wish, kind) and s.kind in (kinds or ScriptKind))


@given(scripts)
def test_what_is_revealed_can_be_read_and_the_rest_cannot(script: Script) -> None:
    wish = mail_wish(script.first or script.wish)
    said = Said(script.opening, TODAY)
    for piece in {"to", "sender", "about", "subject", "text", "title"} & set(wish.pieces):
        if wish.value(piece):
            told = wish.value(piece) in said.words
            assert told == (piece in script.revealed)
    if isinstance(wish, AddEvent | MoveEvent):
        minutes = {clock.minutes for clock in said.clocks if clock.is_sure}
        assert ("day" in script.revealed) == (wish.day in {m.day for m in said.dates})
        told = {at.hour * 60 + at.minute for at in (wish.start, wish.end)} <= minutes
        assert told == ("start" in script.revealed) == ("end" in script.revealed)


@given(scripts)
def test_only_what_needs_a_yes_is_refused_or_changed(script: Script) -> None:
    wish = mail_wish(script.wish)
    assert is_yes(script.confirm) == (script.kind is not ScriptKind.REFUSED)
    assert (script.kind is ScriptKind.CHANGED) == (script.change is not None)
    if isinstance(wish, AddEvent | MoveEvent):
        assert script.kind in {ScriptKind.AT_ONCE, ScriptKind.PIECEMEAL}
    if script.change:
        assert wish.value("text") in script.change
        assert not is_yes(script.change)
    assert set(topics_of_wish(wish)) == set(script.answers)


def test_nothing_is_said_beside_a_text_that_is_to_be_written() -> None:
    script = first(SendMail, ScriptKind.PIECEMEAL)
    chatty = as_persona(script, Persona.CHATTY, PRACTICE, Random(1), TODAY)  # noqa: S311 a test
    assert chatty.answers["text"] == script.answers["text"]
    assert chatty.answers["to"] != script.answers["to"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_holds_each_kind_of_wish(kind: type[MailWish]) -> None:
    script = first(kind)
    assert Script.model_validate_json(script.model_dump_json()) == script


def store_at(folder: Path) -> MailStore:
    return MailStore(folder / "mail.db", lambda: TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_done_is_not_right(tmp_path: Path, kind: type[MailWish]) -> None:
    script = first(kind)
    deeds = MailDeeds(store_at(tmp_path).record(visitor=script.known_as))
    assert not deeds
    assert deeds.judged(script).kind == "not_done"


def test_a_mail_that_was_sent_is_judged_and_its_values_told(tmp_path: Path) -> None:
    script, store = first(SendMail), store_at(tmp_path)
    wish = mail_wish(script.wish)
    assert isinstance(wish, SendMail)
    box = store.record(visitor=script.known_as).now
    letter = Letter(id="x", to=contact_of(wish.to, box), subject=wish.subject, text=wish.text)
    store.save_letter(script.known_as, letter)
    store.send(script.known_as, "x")
    deeds = MailDeeds(store.record(visitor=script.known_as))
    assert deeds
    assert deeds.judged(script).ok
    assert dict(deeds.values) == {"to": wish.to, "subject": wish.subject, "text": wish.text}


def test_a_mail_in_the_archive_is_right_and_nothing_that_needed_a_yes(tmp_path: Path) -> None:
    made = (make_script(number, 2, TODAY) for number in range(500))
    script = next(
        s for s in made if isinstance(s.wish, PutMailAway) and s.wish.how is PutAway.ARCHIVED
    )
    wish, store = mail_wish(script.wish), store_at(tmp_path)
    assert isinstance(wish, PutMailAway)
    box = store.record(visitor=script.known_as).now
    store.move(script.known_as, mail_of(wish.sender, wish.about, box).id, Folder.ARCHIVE)
    deeds = MailDeeds(store.record(visitor=script.known_as))
    assert deeds.judged(script).ok
    assert not deeds


def line(script: Script, title: str, page: str, history: str = "", answer: str = "") -> str:
    prompt = (
        "<profile>\n</profile>\n<chat>\n"
        f"user: {' '.join(script.opening.split())}\n{answer}</chat>\n"
        f"<history>\n{history}</history>\n"
        f'<page host=a:1 title="{title} · Letterbox">\n{page}</page>\n'
    )
    said = PRACTICE.expert(Part(script, topics_of(script, PRACTICE)), TODAY, 0).line(prompt)
    parse(said)
    return said


def test_what_was_not_said_is_asked_for() -> None:
    page = 'text "To" [8] required "Subject" [9] required "Text" [10] required\n'
    told = first(SendMail, ScriptKind.AT_ONCE)
    assert line(told, "Write", page) == f'fill 8 "{told.wish.value("to")}"'
    silent = told.model_copy(update={"opening": "Send a mail"})
    assert line(silent, "Write", page) == 'ask "Who is the mail to?"'


def test_a_mail_is_found_by_who_sent_it_beside_its_link() -> None:
    script = first(ReplyMail, ScriptKind.AT_ONCE)
    wish = mail_wish(script.wish)
    assert isinstance(wish, ReplyMail)
    about = wish.about or "Hello"
    page = f'link "News" [4]\nSomebody Else · 1 May\nlink "{about}" [5]\n{wish.sender} · 2 May\n'
    assert line(script, "Inbox", page) == "click 5"


def test_who_says_no_sends_nothing() -> None:
    script = first(SendMail, ScriptKind.REFUSED)
    page = 'button "Send" [3]\nlink "Edit" [4]\n'
    assert line(script, "Check your mail", page) == "click 3"
    needs = 'click "Send" -> needs yes\n'
    no = line(script, "Check your mail", page, needs, f"user: {script.confirm}\n")
    assert no.startswith('say "All right')


def test_an_end_comes_after_its_start() -> None:
    for number in range(60):
        wish = mail_wish(make_script(number, 5, TODAY).wish)
        if isinstance(wish, AddEvent | MoveEvent):
            assert time(8) <= wish.start < wish.end
            assert datetime.combine(wish.day, wish.start).date() > TODAY
