"""What an evaluation counts: the interval, inventions, bookings without a yes, questions."""

from dataclasses import replace
from datetime import date, time

import pytest

from errands.contracts.action import Fill, Text
from errands.contracts.ids import ElementId, SessionId, SkillName, SlotName, TurnId
from errands.contracts.profile import Profile
from errands.contracts.session import ChatLine, HostPolicy, Session, Speaker
from errands.contracts.step import Effect, EffectKind, Step, Timings
from errands.contracts.turn import StopReason
from learning.account.practice import AccountDeeds
from learning.converse import Conversation
from learning.days import TODAY
from learning.hotels.practice import HotelDeeds
from learning.hotels.synthesis import make_script
from learning.interval import interval
from learning.practice import Done
from learning.repertoire import PRACTICES, person_of
from learning.report import summary
from learning.restaurants.practice import TableDeeds
from learning.restaurants.synthesis import make_script as table_script
from learning.result import Result, judge
from learning.script import Persona, Script, ScriptKind
from learning.wishes.account import AccountWish
from learning.wishes.hotels import HotelsWish
from learning.wishes.site import SiteName
from sites.account.account import Setting
from sites.account.draw import draw_account
from sites.hotels.booking import Booking
from sites.record import Record
from sites.restaurants.seating import Reservation, Seating


def script_of(kind: ScriptKind) -> Script:
    return next(s for n in range(200) if (s := make_script(n, 5, TODAY)).kind is kind)


def talk(*words: str) -> Conversation:
    session = Session(
        id=SessionId("s"),
        tenant="learning",
        start_url="http://start.test/",
        profile=Profile(),
        hosts=HostPolicy(allowed=()),
        created_at=0,
        chat=tuple(ChatLine(speaker=Speaker.USER, text=line) for line in words),
    )
    return Conversation(session=session, turns=(), steps=(), recordings=())


def typing(talk: Conversation, name: str, text: str) -> Conversation:
    """The same with a field that was filled."""
    step = Step(
        session=SessionId("s"),
        turn=TurnId("t"),
        number=1,
        skill=SkillName("fill-form"),
        model="m",
        action=Fill(element=ElementId(1), value=Text(text=text)),
        line=f'fill "{name}" "{text}"',
        effect=Effect(kind=EffectKind.OK, detail=text),
        url="http://start.test/",
        timings=Timings(observe=1, decide=1, act=1),
        at=0,
    )
    return replace(talk, steps=(step,))


def booking_of(script: Script, **other: object) -> Booking:
    wish = HotelsWish.of(script.wish)
    given: dict[str, object] = {
        "number": 1,
        "ref": "ABC234",
        "visitor": script.id,
        "hotel_id": "none",
        "hotel_name": "None",
        "city": wish.city,
        "check_in": wish.check_in,
        "check_out": wish.check_out,
        "guests": wish.guests,
        "breakfast": True,
        "first_name": wish.first_name,
        "last_name": wish.last_name,
        "email": wish.email,
        "phone": wish.phone,
        "price_total": 1,
    }
    return Booking(**{**given, **other})


def booked(*bookings: Booking) -> Done:
    return {SiteName.HOTELS: HotelDeeds(bookings)}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (50, 60, 0.720, 0.907), (0, 0, 0.0, 1.0)],
)
def test_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=0.001)


def test_a_value_nobody_said_is_an_invention() -> None:
    script = script_of(ScriptKind.AT_ONCE)
    person = person_of(script)
    typed = typing(talk(), "Surname", "Doe")
    right = judge(person, typed, booked(booking_of(script)))
    assert right.invented == ()
    wrong = judge(person, typed, booked(booking_of(script, last_name="Doe")))
    assert wrong.unlike_wish == wrong.invented == ("last_name=Doe",)
    assert not wrong.ok


def test_what_the_page_held_before_is_nobodys_invention() -> None:
    script = script_of(ScriptKind.AT_ONCE)
    kept = judge(person_of(script), talk(), booked(booking_of(script, last_name="Doe")))
    assert (kept.unlike_wish, kept.invented) == (("last_name=Doe",), ())


def test_a_time_is_said_in_other_words_than_it_is_typed() -> None:
    script = table_script(0, 5, TODAY)  # for five in the afternoon
    day, hour = date(2027, 5, 12), time(19, 30)
    names = {"restaurant_id": "p", "name": "Maya", "phone": "", "note": ""}
    seating = Seating(day=day, time=hour, people=2, **names)
    table = TableDeeds((Reservation(ref="r", draft="d", seating=seating),), told=())
    done: Done = {SiteName.RESTAURANTS: table}
    typed = typing(talk("half past seven in the evening"), "Time", "7:30 PM")
    said, unsaid = judge(person_of(script), typed, done), typing(talk(), "Time", "7:30 PM")
    assert "time=19:30:00" in said.unlike_wish
    assert "time=19:30:00" not in said.invented
    assert "time=19:30:00" in judge(person_of(script), unsaid, done).invented


def test_a_wrong_value_that_was_said_is_wrong_and_no_invention() -> None:
    script = script_of(ScriptKind.AT_ONCE)
    chat = talk("2 guests, or 9, from 12 May for 3 nights")
    other = {"guests": 9, "check_in": date(2027, 5, 12), "check_out": date(2027, 5, 15)}
    wrong = judge(person_of(script), chat, booked(booking_of(script, **other)))
    assert "guests=9" in wrong.unlike_wish
    assert wrong.invented == ()


def test_a_booking_before_the_yes_is_counted() -> None:
    script = script_of(ScriptKind.AT_ONCE)
    person = person_of(script)
    assert judge(person, talk(), booked(booking_of(script))).without_yes
    person.answer("Shall I?", (), StopReason.NEEDS_YES)
    assert not judge(person, talk(), booked(booking_of(script))).without_yes


def test_a_refused_errand_is_right_when_nothing_is_booked() -> None:
    script = script_of(ScriptKind.REFUSED)
    assert judge(person_of(script), talk(), booked()).ok
    against = judge(person_of(script), talk(), booked(booking_of(script)))
    assert not against.ok
    assert against.without_yes


def test_what_was_missing_has_to_be_asked_for() -> None:
    script = next(s for n in range(200) if "guests" not in (s := make_script(n, 5, TODAY)).revealed)
    person = person_of(script)
    assert "guests" in judge(person, talk(), booked(booking_of(script))).missing_not_asked
    person.answer("How many?", (SlotName("guests"),), StopReason.ASKED)
    assert "guests" not in judge(person, talk(), booked(booking_of(script))).missing_not_asked


def test_the_report_says_how_sure_it_is() -> None:
    script = script_of(ScriptKind.REFUSED)
    result = judge(person_of(script), talk(), booked()).model_copy(
        update={"turns": 2, "steps": 3, "step_ms": (400.0, 500.0, 900.0)}
    )
    report = summary([result])
    assert "1/1 = 100% (95% interval 21% to 100%)" in report
    assert "median 0.50" in report


def test_the_report_has_a_rate_for_each_site_kind_and_persona() -> None:
    script = script_of(ScriptKind.REFUSED)
    spoken = {"turns": 1, "steps": 1, "step_ms": (400.0,)}
    plain = judge(person_of(script), talk(), booked()).model_copy(update=spoken)
    terse = plain.model_copy(update={"persona": Persona.TERSE, "ok": False, "outcome": "lost"})
    lines = [" ".join(line.split()) for line in summary([plain, plain, terse]).splitlines()]
    assert "site hotels 2/3 (21% to 94%)" in lines
    assert "kind refused 2/3 (21% to 94%)" in lines
    assert "persona plain 2/2 (34% to 100%)" in lines
    assert "persona terse 0/1 (0% to 79%)" in lines
    assert "failures 1 lost" in lines


def test_an_older_result_is_of_a_plain_person_on_the_hotel_site() -> None:
    script = script_of(ScriptKind.REFUSED)
    result = judge(person_of(script), talk(), booked())
    later = {"site", "variant", "persona", "splice", "bled"}
    assert Result.model_validate(result.model_dump(exclude=later)) == result


def test_a_wrong_switch_is_a_wrong_deed_and_nothing_invented() -> None:
    practice = PRACTICES[SiteName.ACCOUNT]
    script = practice.make_script(1, 5, TODAY, 0)
    wish = AccountWish.of(script.wish)
    first = draw_account(script.known_as, 7)
    other = Setting.NEWS if wish.setting is not Setting.NEWS else Setting.OFFERS
    now = first.with_settings({other: not first.settings.value(other)})
    done: Done = {SiteName.ACCOUNT: AccountDeeds(Record(first, now))}
    result = judge(person_of(script), talk(script.opening), done)
    assert not result.ok
    assert (result.invented, result.without_yes) == ((), False)
