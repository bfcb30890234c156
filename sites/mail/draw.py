"""What a visitor finds in their mailbox at the first visit, drawn from the seed and their name."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from sites.dice import dice
from sites.mail.mailbox import Event, Folder, Mail, Mailbox, Person
from sites.writing import plain

_FIRST: Final = (
    "Ana", "Ben", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas",
    "Karin", "Leo", "Mara", "Nils", "Olga", "Pavel", "Ruth", "Tomás", "Vera", "Yusuf",
)  # fmt: skip
_LAST: Final = (
    "Lima", "Berger", "Costa", "Doyle", "Evans", "Fischer", "Grant", "Hansen", "Ito", "Jansen",
    "Keller", "Lopez", "Meyer", "Novak", "Okafor", "Petit", "Rossi", "Silva", "Weber", "Yilmaz",
)  # fmt: skip
_HOUSES: Final = (
    Person(name="City Library", address="desk@library.example.org"),
    Person(name="Parcel Point", address="news@parcels.example.org"),
)
_NEWS: Final = (
    ("Your books are due", "Two books are due back on {day}. You can renew them once."),
    ("A parcel is on its way", "Your parcel is expected on {day} before noon."),
)
_TOPICS: Final = (
    ("Lunch on {day}", "Are you free for lunch on {day}? I found a place near the park."),
    ("Photos from the trip", "I have sorted our photos. Which ones shall I print?"),
    ("The report", "The report is nearly done. Could you read it before {day}?"),
    ("Choir practice", "Practice is moved to {day}. Are you coming?"),
    ("The broken bicycle", "The bicycle is mended. When would you like to fetch it?"),
    (
        "A question about the flat",
        "The plumber could come on {day}. Is that all right?",
    ),
    ("Birthday party", "We are having a party on {day}. Will you bring a cake?"),
    ("Minutes of the meeting", "Here are the minutes. Tell me if something is missing."),
    ("Garden tools", "May I borrow your spade until {day}?"),
    ("Train tickets", "I can book the tickets today. Do you want a window seat?"),
    ("Recipe", "You asked for the recipe of the soup: leeks, potatoes, cream and nutmeg."),
    ("Chess evening", "Shall we play on {day}? I have a new clock."),
    ("The spare key", "I left the spare key with the neighbours."),
    ("School concert", "The concert is on {day}. There are two seats left."),
    ("Running on Sunday", "Six or ten kilometres this time?"),
    ("Old books", "I am giving away books. Do you want any of them?"),
)
_EVENTS: Final = (
    ("Dentist", "Dr Hall's practice"), ("Team meeting", "Room 4"), ("Yoga class", "Mill Studio"),
    ("Haircut", "Salon Nova"), ("Dinner with Mara", "Bistro Laurel"), ("Car service", "Garage Fox"),
    ("Piano lesson", "Music school"), ("Parents' evening", "Park School"), ("Book club", "Library"),
    ("Swimming", "City pool"), ("Interview", "Office, third floor"), ("Eye test", "Optician Lenz"),
)  # fmt: skip
_CONTACTS: Final = 10
_WRITERS: Final = 9
"""Contacts who have written, one of them twice."""
_ARCHIVED: Final = 2
_HALF_HOURS: Final = range(16, 38)
"""That events start at: from 8:00 to 18:30."""


def draw_mailbox(visitor: str, seed: int, today: date) -> Mailbox:
    """Draw about twelve mails, eight events and ten contacts.

    Two contacts share their first name, and one of them has written twice.
    """
    roll = dice(seed, "mail", visitor)
    owner, *contacts = _people(roll)
    mails = _mails(roll, owner, contacts, today)
    events = _events(roll, today)
    by_name = tuple(sorted(contacts, key=lambda person: plain(person.name)))
    return Mailbox(owner=owner, contacts=by_name, mails=tuple(mails), events=tuple(events))


def _people(roll: Random) -> list[Person]:
    first = roll.sample(_FIRST, _CONTACTS)
    names = zip([first[1], *first], roll.sample(_LAST, _CONTACTS + 1), strict=True)
    people = [Person(name=f"{one} {two}", address=_address(one, two)) for one, two in names]
    return [people[-1], *people[:-1]]


def _address(first: str, last: str) -> str:
    return f"{plain(first)}.{plain(last)}@example.org"


def _mails(roll: Random, owner: Person, contacts: list[Person], today: date) -> Iterator[Mail]:
    senders = [contacts[0], contacts[0], *roll.sample(contacts[1:], _WRITERS - 1)]
    topics = roll.sample(_TOPICS, len(senders) + _ARCHIVED)
    new = [*zip(senders, topics, strict=False), *zip(_HOUSES, _NEWS, strict=True)]
    old = zip(roll.sample(contacts, _ARCHIVED), topics[len(senders) :], strict=True)
    roll.shuffle(new)
    at = datetime.combine(today - timedelta(days=9), time(9))
    for number, (sender, (subject, text)) in enumerate([*old, *new]):
        at += timedelta(minutes=roll.randrange(300, 840))
        day = f"{today + timedelta(days=roll.randrange(2, 7)):%A}"
        yield Mail(
            id=f"m{number + 1}",
            folder=Folder.INBOX if number >= _ARCHIVED else Folder.ARCHIVE,
            sender=sender,
            to=owner,
            subject=subject.format(day=day),
            text=text.format(day=day),
            at=at,
        )


def _events(roll: Random, today: date) -> Iterator[Event]:
    days = sorted(roll.sample(range(1, 22), 8))
    for number, (ahead, (title, place)) in enumerate(
        zip(days, roll.sample(_EVENTS, len(days)), strict=True), start=1
    ):
        start = roll.choice(_HALF_HOURS)
        yield Event(
            id=f"e{number}",
            title=title,
            day=today + timedelta(days=ahead),
            start=_clock(start),
            end=_clock(start + roll.randrange(1, 5)),
            place=place,
        )


def _clock(half_hours: int) -> time:
    return time(half_hours // 2, 30 * (half_hours % 2))
