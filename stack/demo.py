"""A person books hotels through the running stack, and the site's database tells if it is so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.console import Console
from rich.markup import escape

from errands.client import Errands, Step, StepTaken, Told, Turn, TurnEnded
from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from learning.repertoire import person_of
from learning.script import Script, ScriptKind
from learning.wishes.hotels import HotelsWish
from sites.hotels.booking import Booking
from sites.hotels.store import HotelStore
from sites.hotels.tasks import Preference, check
from sites.verdict import Verdict
from stack.layout import Layout
from stack.step_line import step_line

MAX_TURNS = 16


def scripts(today: date) -> tuple[Script, ...]:
    """Three people: one says all at once, one is asked piece by piece, one changes their mind."""
    return (_at_once(today), _piecemeal(today), _changed(today))


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says."""

    text: str


Heard = Said | Step | Turn


def play(script: Script, layout: Layout, key: str, console: Console) -> bool:
    """One conversation on the console; true where the booking is right."""
    console.rule(f"[bold]{script.kind.value.replace('_', ' ')}")
    with console.status("thinking"):
        for heard in conversation(script, layout, key):
            console.print(_told(heard))
    for booking in _booked(script, layout):
        console.print(f"[bold]in the hotel site's database:[/] {escape(_described(booking))}")
    verdict = verdict_on(script, layout)
    colour = "green" if verdict.ok else "red"
    console.print(f"[{colour}]{'right' if verdict.ok else 'wrong'}: {escape(verdict.detail)}[/]")
    return verdict.ok


def conversation(script: Script, layout: Layout, key: str) -> Iterator[Heard]:
    """The person and the service over the REST API, each step and each end of a turn."""
    person = person_of(script)
    hosts = [url.removeprefix("http://") for url in (layout.start, layout.hotels)]
    with Errands(layout.api, key) as client:
        start = f"{layout.start}/?visit={script.id}"
        session = client.create_session(start, profile=script.profile, allowed_hosts=hosts).id
        events = client.follow(session)
        message: str | None = person.opening()
        for _ in range(MAX_TURNS):
            if message is None:
                break
            yield Said(message)
            turn = client.create_turn(session, message)
            for heard in _heard(events, turn):
                yield heard
                if isinstance(heard, Turn):
                    turn = heard
            reason = StopReason(turn.stop_reason or StopReason.SAID)
            message = person.answer(
                turn.reply or "", tuple(map(SlotName, turn.asked_slots)), reason
            )
        client.close_session(session)
        events.close()


def _heard(events: Iterator[Told], turn: Turn) -> Iterator[Step | Turn]:
    """The turn's steps as they happen, and last the turn as it ended."""
    for told in events:
        match told.event:
            case StepTaken(step=step) if step.turn == turn.id:
                yield step
            case TurnEnded(turn=ended) if ended.id == turn.id:
                yield ended
                return
            case _:
                pass


def verdict_on(script: Script, layout: Layout) -> Verdict:
    """What the site's database says of the wish."""
    return check(HotelsWish.of(script.wish).on_site(), _booked(script, layout))


def _booked(script: Script, layout: Layout) -> Sequence[Booking]:
    return HotelStore(layout.hotels_database).bookings(visitor=script.id)


def _told(heard: Heard) -> str:
    match heard:
        case Said():
            return f"[bold cyan]user[/]  {escape(heard.text)}"
        case Step():
            return f"      [dim]{heard.timings.total:6.0f} ms  {escape(step_line(heard))}[/]"
        case Turn():
            return f"[bold green]you[/]   {escape(heard.reply or '')}"


def _described(booking: Booking) -> str:
    return (
        f"{booking.ref}: {booking.hotel_name}, {booking.city}, {booking.check_in} to"
        f" {booking.check_out}, {booking.guests} guests, {booking.first_name} {booking.last_name},"
        f" {booking.email}, {booking.phone}, {booking.price_total} euros"
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _next(today: date, month: int, day: int) -> date:
    """The next such day: the same words every day of the year, so that a run can be repeated."""
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _wish(today: date, **pieces: object) -> HotelsWish:
    check_in = _next(today, 5, 12)
    usual = {
        "check_in": check_in,
        "check_out": check_in + timedelta(days=3),
        "first_name": "Maya",
        "last_name": "Okafor",
        "email": "maya.okafor@example.org",
        "phone": "+44 20 5550 1234",
    }
    return HotelsWish.model_validate({**usual, **pieces})


def _profile(wish: HotelsWish) -> dict[str, str]:
    names = ("first_name", "last_name", "email", "phone")
    return {name: str(getattr(wish, name)) for name in names}


def _script(kind: ScriptKind, wish: HotelsWish, opening: str, **rest: object) -> Script:
    stay = f"{_day(wish.check_in)} to {_day(wish.check_out)}"
    answers = {
        "city": wish.city,
        "dates": stay,
        "check_in": _day(wish.check_in),
        "check_out": _day(wish.check_out),
        "guests": f"{wish.guests} people",
        "preference": "with breakfast please",
        "first_name": wish.first_name,
        "last_name": wish.last_name,
        "email": wish.email,
        "phone": wish.phone,
    }
    fields: dict[str, object] = {
        "id": f"demo-{kind.value}",
        "kind": kind,
        "profile": _profile(wish),
        "opening": opening,
        "answers": answers,
        "confirm": "yes, please book it",
        "revealed": (),
        "wish": wish,
    }
    return Script.model_validate({**fields, **rest})


def _at_once(today: date) -> Script:
    wish = _wish(today, city="Lisbon", guests=2, preference=Preference.CHEAPEST)
    stay = f"from {_day(wish.check_in)} to {_day(wish.check_out)}"
    opening = f"Please book a hotel in Lisbon {stay} for two people, the cheapest one."
    return _script(ScriptKind.AT_ONCE, wish, opening)


def _piecemeal(today: date) -> Script:
    wish = _wish(today, city="Kyoto", guests=3, preference=Preference.BREAKFAST)
    known = {name: value for name, value in _profile(wish).items() if name.endswith("name")}
    return _script(ScriptKind.PIECEMEAL, wish, "Hi, I need a hotel in Kyoto", profile=known)


def _changed(today: date) -> Script:
    first = _wish(today, city="Oslo", guests=2, preference=Preference.BEST_RATED)
    wish = first.model_copy(update={"guests": 4})
    stay = f"from {_day(first.check_in)} for 3 nights"
    opening = f"We want to stay in Oslo {stay}, 2 guests, the best rated hotel."
    change = "actually, make it 4 people"
    return _script(ScriptKind.CHANGED, wish, opening, change=change, first=first)
