import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.mail.app import create_app
from sites.mail.draw import draw_mailbox
from sites.mail.mailbox import Folder, Mailbox
from sites.mail.store import MailStore
from sites.times import TimeStyle, write_time
from sites.variant import HELD_OUT, TRAINING, Variant

TODAY = date(2027, 1, 15)
FIRST = draw_mailbox("abc", 7, TODAY)
MAIL = FIRST.in_folder(Folder.INBOX)[0]
EVENT = FIRST.events[0]
ANA = FIRST.contacts[0]
LETTER = {"to": ANA.address, "subject": "Lunch", "text": "Shall we meet at noon?\nAt mine."}
WHEN = {"on": "2027-02-03", "start": "14:30", "end": "15:00"}
PLAN = WHEN | {"title": "Dance class", "place": "Mill Studio"}
ALERTS = re.compile(r'role="alert"[^>]*>([^<]+)<')


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "mail.db"


@pytest.fixture
def store(database: Path) -> MailStore:
    return MailStore(database, lambda: TODAY)


@pytest.fixture
def site(database: Path) -> Iterator[TestClient]:
    with TestClient(create_app(database, TODAY)) as client:
        client.get("/?visit=abc")
        yield client


def letter_on(page: str) -> dict[str, str]:
    found = re.search(r'name="letter" value="(\w+)"', page)
    assert found
    return {"letter": found[1]}


def now(store: MailStore) -> Mailbox:
    return store.record(visitor="abc").now


@pytest.mark.parametrize("visitor", ["abc", "def", "ghi", "jkl"])
def test_a_mailbox_has_what_errands_need(visitor: str) -> None:
    box = draw_mailbox(visitor, 7, TODAY)
    inbox = box.in_folder(Folder.INBOX)
    assert (len(inbox), len(box.events), len(box.contacts)) == (12, 8, 10)
    assert len(box.in_folder(Folder.ARCHIVE)) == 2
    senders = [mail.sender.name for mail in inbox]
    assert sorted(senders.count(name) for name in set(senders)) == [1] * 10 + [2]
    assert len({mail.subject for mail in inbox}) == 12
    assert len({person.address for person in (*box.contacts, box.owner)}) == 11
    assert len({person.name.split()[0] for person in box.contacts}) == 9
    assert len({event.title for event in box.events}) == 8
    assert all(event.start < event.end and event.day > TODAY for event in box.events)
    assert all(mail.at.date() < TODAY for mail in box.mails)


def test_seed_and_visitor_decide_the_mailbox(database: Path, store: MailStore) -> None:
    assert draw_mailbox("abc", 7, TODAY) == FIRST == now(store)
    assert draw_mailbox("abc", 8, TODAY) != FIRST != draw_mailbox("def", 7, TODAY)
    later = MailStore(database, lambda: TODAY + timedelta(days=1))
    assert later.record(visitor="abc").first == FIRST


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
def test_every_variant_shows_every_page(tmp_path: Path, number: int) -> None:
    site = TestClient(create_app(tmp_path / "mail.db", TODAY, variant=Variant.of(number)))
    site.get("/?visit=abc")
    folders = [f"/folder/{folder}" for folder in Folder]
    mail = [f"/mail/{MAIL.id}{page}" for page in ("", "/reply", "/delete")]
    events = [f"/calendar{page}" for page in ("", "/new", "/e1", "/e1/edit")]
    for path in ("/", "/write", "/contacts", *folders, *mail, *events):
        page = site.get(path)
        assert page.status_code == 200
        ids = re.findall(r'\bid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))


def test_the_inbox_lists_its_mails_the_latest_first(site: TestClient) -> None:
    page = site.get("/").text
    listed = re.findall(r'<a href="/mail/(\w+)">([^<]+)</a><p>([^<]+)</p>', page)
    inbox = FIRST.in_folder(Folder.INBOX)
    assert [id_ for id_, _, _ in listed] == [mail.id for mail in inbox]
    assert all(m.sender.name in beside for m, (_, _, beside) in zip(inbox, listed, strict=True))
    assert [mail.at for mail in inbox] == sorted((mail.at for mail in inbox), reverse=True)


def test_a_sent_mail_keeps_every_field(site: TestClient, store: MailStore) -> None:
    check = site.post("/write", data=LETTER).text
    for shown in (ANA.name, ANA.address, "Lunch", "Shall we meet at noon?"):
        assert shown in check
    assert now(store).mails == FIRST.mails
    page = site.post("/send", data=letter_on(check)).text
    assert "<h1>Mail sent</h1>" in page
    assert re.search(r"Reference: <strong>[2-9A-HJ-NP-Z]{6}<", page)
    (*others, mail) = now(store).mails
    assert tuple(others) == FIRST.mails
    assert (mail.folder, mail.sender, mail.to) == (Folder.SENT, FIRST.owner, ANA)
    assert (mail.subject, mail.text, mail.answers) == ("Lunch", LETTER["text"], "")
    assert "Lunch" in site.get("/folder/sent").text
    assert "Lunch" not in site.get("/").text


def test_sending_twice_sends_one_mail(site: TestClient, store: MailStore) -> None:
    letter = letter_on(site.post("/write", data=LETTER).text)
    first, second = (site.post("/send", data=letter) for _ in range(2))
    assert first.url == second.url
    assert len(now(store).mails) == len(FIRST.mails) + 1
    assert str(site.get("/check").url).endswith("/")


def test_a_letter_that_another_took_the_place_of_is_not_sent(
    site: TestClient, store: MailStore
) -> None:
    letter = letter_on(site.post("/write", data=LETTER).text)
    site.post("/write", data=LETTER | {"subject": "Dinner"})
    assert site.post("/send", data=letter).status_code == 404
    assert now(store).mails == FIRST.mails


def test_a_reply_answers_its_mail(site: TestClient, store: MailStore) -> None:
    check = site.post("/write", data={"text": "Gladly", "answers": MAIL.id}).text
    site.post("/send", data=letter_on(check))
    reply = now(store).mails[-1]
    assert (reply.to, reply.subject) == (MAIL.sender, f"Re: {MAIL.subject}")
    assert (reply.text, reply.answers) == ("Gladly", MAIL.id)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("to", "", "Say who the mail is for."),
        ("to", "Nobody", "Nobody is no contact and no address."),
        ("subject", " ", "Enter a subject."),
        ("subject", "x" * 101, "Enter a subject."),
        ("text", "", "Write something."),
    ],
)
def test_a_mail_that_lacks_something_is_refused(
    site: TestClient, store: MailStore, field: str, typed: str, said: str
) -> None:
    page = site.post("/write", data=LETTER | {field: typed})
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]
    assert f'aria-describedby="{field}-error"' in page.text
    assert ("Shall we meet at noon?" in page.text) == (field != "text")
    assert now(store).letter is None


def test_a_reply_without_words_is_refused(site: TestClient, store: MailStore) -> None:
    page = site.post("/write", data={"answers": MAIL.id}).text
    assert ALERTS.findall(page) == ["Write something."]
    assert f'name="answers" value="{MAIL.id}"' in page
    assert now(store).letter is None


def test_a_name_finds_its_contact_where_it_is_only_ones(site: TestClient, store: MailStore) -> None:
    firsts = [person.name.split()[0] for person in FIRST.contacts]
    shared = next(name for name in firsts if firsts.count(name) > 1)
    page = site.post("/write", data=LETTER | {"to": shared}).text
    (said,) = ALERTS.findall(page)
    both = [person.name for person in FIRST.contacts if person.name.startswith(f"{shared} ")]
    assert said == f"Which one: {both[0]} or {both[1]}?"
    alone = next(p for p in FIRST.contacts if firsts.count(p.name.split()[0]) == 1)
    for typed in (alone.name.upper(), alone.name.split()[0], alone.address):
        site.post("/write", data=LETTER | {"to": typed})
        letter = now(store).letter
        assert letter
        assert letter.to == alone
    site.post("/write", data=LETTER | {"to": "someone@example.com"})
    letter = now(store).letter
    assert letter
    assert letter.to.address == "someone@example.com"


def test_what_was_written_can_be_edited(site: TestClient) -> None:
    check = site.post("/write", data=LETTER).text
    edit = re.search(r'href="(/write[^"]+)">Edit', check)
    assert edit
    page = site.get(edit[1]).text
    assert 'value="Lunch"' in page
    assert "At mine.</textarea>" in page
    assert "At mine." not in site.get("/write").text


def test_a_mail_is_archived_and_brought_back(site: TestClient, store: MailStore) -> None:
    site.post(f"/mail/{MAIL.id}/move")
    moved = now(store).mail(MAIL.id)
    assert moved == MAIL.model_copy(update={"folder": Folder.ARCHIVE})
    assert "Move to inbox" in site.get(f"/mail/{MAIL.id}").text
    site.post(f"/mail/{MAIL.id}/move")
    assert now(store) == FIRST


def test_a_mail_is_deleted_once_it_was_shown_again(site: TestClient, store: MailStore) -> None:
    page = site.get(f"/mail/{MAIL.id}/delete").text
    assert MAIL.subject in page
    assert MAIL.sender.name in page
    assert now(store) == FIRST
    for _ in range(2):
        done = site.post(f"/mail/{MAIL.id}/delete").text
        assert "<h1>Mail deleted</h1>" in done
    assert now(store).mails == tuple(mail for mail in FIRST.mails if mail != MAIL)


def test_an_event_keeps_every_field(site: TestClient, store: MailStore) -> None:
    page = site.post("/calendar/new", data=PLAN).text
    assert "<h1>Event saved</h1>" in page
    (event,) = set(now(store).events) - set(FIRST.events)
    assert (event.title, event.place, event.day) == ("Dance class", "Mill Studio", date(2027, 2, 3))
    assert (f"{event.start:%H:%M}", f"{event.end:%H:%M}") == ("14:30", "15:00")
    assert "Dance class" in site.get("/calendar").text


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5, 6, 7, 100])
def test_an_edited_event_shows_what_it_was_and_changes_in_place(
    tmp_path: Path, number: int
) -> None:
    database = tmp_path / "mail.db"
    site = TestClient(create_app(database, TODAY, variant=Variant.of(number)))
    site.get("/?visit=abc")
    page = site.get(f"/calendar/{EVENT.id}/edit").text
    fields = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page)
    chosen = re.findall(r'<select[^>]* name="(\w+)".*?value="(\w[^"]*)" selected', page, re.DOTALL)
    shown = {name: value.replace("&#39;", "'") for name, value in (*fields, *chosen)}
    site.post(f"/calendar/{EVENT.id}", data=shown)
    box = MailStore(database, lambda: TODAY).record(visitor="abc").now
    assert box.event(EVENT.id) == EVENT
    site.post(f"/calendar/{EVENT.id}", data=shown | {"title": "Other"})
    box = MailStore(database, lambda: TODAY).record(visitor="abc").now
    assert box.event(EVENT.id) == EVENT.model_copy(update={"title": "Other"})
    assert len(box.events) == len(FIRST.events)


def test_a_time_that_is_typed_stands_there_as_the_site_writes_it(tmp_path: Path) -> None:
    site = TestClient(create_app(tmp_path / "mail.db", TODAY, variant=Variant.of(1)))
    site.get("/?visit=abc")
    page = site.get(f"/calendar/{EVENT.id}/edit").text
    assert f'value="{write_time(EVENT.start, TimeStyle.HALVES)}"' in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Enter a title."),
        ("on", "2027-02-30", "Enter a date."),
        ("start", "", "Enter a time, like 14:30."),
        ("end", "soon", "Enter a time, like 14:30."),
        ("end", "14:30", "It has to end after it starts."),
        ("place", "x" * 101, "This is too long."),
    ],
)
def test_an_event_that_lacks_something_is_refused(
    site: TestClient, store: MailStore, field: str, typed: str, said: str
) -> None:
    page = site.post("/calendar/new", data=PLAN | {field: typed})
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]
    assert f'aria-describedby="{field}-error"' in page.text
    assert ("Dance class" in page.text) == (field != "title")
    assert now(store) == FIRST


def test_visitors_see_only_their_own(site: TestClient, database: Path) -> None:
    letter = letter_on(site.post("/write", data=LETTER).text)
    stranger = TestClient(create_app(database, TODAY))
    assert stranger.post("/send", data=letter).status_code == 404
    sent = site.post("/send", data=letter)
    assert stranger.get(sent.url.path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/mail/m99", "/sent/m3", "/deleted/m3", "/calendar/e99", "/calendar/e99/edit", "/nothing"],
)
def test_a_missing_page_is_a_page(site: TestClient, path: str) -> None:
    page = site.get(path)
    assert page.status_code == 404
    assert "<h1>Page not found</h1>" in page.text
    assert site.get("/healthz").json() == {"status": "ok"}
