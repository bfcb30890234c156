"""The scripted solution of two errands: the way to the second, and nothing heard of the first."""

from dataclasses import dataclass, field

from errands.contracts.ports import Decision, Request
from errands.contracts.turn import StopReason
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.part import Part
from learning.person import Person
from learning.script import Errand, Order, Splice
from learning.spliced_expert import SplicedExpert

START = '<page host=a:1 title="Start">\n</page>\n'
OTHER = '<page host=a:2 title="Booking confirmed">\n</page>\n'


@dataclass(slots=True)
class Hearing:
    """An expert that remembers what it has read."""

    read: list[str] = field(default_factory=list)

    async def decide(self, request: Request) -> Decision:
        return Decision(text=self.line(request.prompt), model="test")

    def line(self, prompt: str) -> str:
        self.read.append(prompt)
        return "click 1"

    def home(self, prompt: str) -> str | None:
        return None if "Start" in prompt else "click 9"


def prompt(chat: list[str], page: str) -> str:
    lines = "".join(f"{line}\n" for line in chat)
    return f"<profile>\n</profile>\n<chat>\n{lines}</chat>\n<history>\n</history>\n{page}"


def two() -> tuple[Person, SplicedExpert, list[Hearing]]:
    first, second = (make_script(number, 4, TODAY) for number in range(2))
    errand = Errand.model_validate({n: getattr(second, n) for n in Errand.model_fields})
    splice = Splice(order=Order.THEN, errand=errand, lead="Next, please:")
    script = first.model_copy(update={"splice": splice})
    person = Person(script, (Part(script, ()), Part(errand, ())))
    experts = [Hearing(), Hearing()]
    return person, SplicedExpert(person, experts), experts


def test_the_second_errand_begins_at_the_first_page_and_hears_its_own_words_alone() -> None:
    person, expert, (first, second) = two()
    opening = person.opening()
    chat = [f"user: {opening}"]
    assert expert.line(prompt(chat, OTHER)) == "click 1"
    assert first.read == [prompt(chat, OTHER)]
    yes = person.answer("Shall I?", (), StopReason.NEEDS_YES)
    then = person.answer("Done.", (), StopReason.SAID)
    chat += ["you: Shall I?", f"user: {yes}", "you: Done.", f"user: {then}"]
    assert expert.line(prompt(chat, OTHER)) == "click 9"
    assert expert.line(prompt(chat, START)) == "click 1"
    assert second.read == [prompt(["you: Shall I?", "you: Done.", f"user: {then}"], START)]
    assert expert.line(prompt(chat, OTHER)) == "click 1"  # it has begun


def test_how_the_person_is_reached_is_known_in_the_second_errand_too() -> None:
    person, expert, (_, second) = two()
    person.said.append((person.part, "use my email a@b.org, I go to Rome on 3 May"))
    person.answer("Shall I?", (), StopReason.NEEDS_YES)
    then = person.answer("Done.", (), StopReason.SAID)
    expert.line(prompt([], START))
    expert.line(prompt(["user: use my email a@b.org, I go to Rome on 3 May"], START))
    assert second.read[-1] == prompt(["user: a@b.org"], START)
    assert then


def test_a_message_that_was_cut_short_is_known_too() -> None:
    person, expert, (_, second) = two()
    opening = person.opening()
    person.answer("Shall I?", (), StopReason.NEEDS_YES)
    then = person.answer("Done.", (), StopReason.SAID)
    expert.line(prompt([], START))
    expert.line(prompt([f"user: {opening[:9]}...", f"user: {then}"], START))
    assert second.read[-1] == prompt([f"user: {then}"], START)
