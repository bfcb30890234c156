"""The scripted solution of the hotel errand, as a model: it reads the prompt that a model reads.

It makes training data and proves the errand solvable through the loop. It acts on what the
person has said so far, never on what they only want: what isn't said yet, it asks for.
"""

import re
from dataclasses import dataclass
from datetime import date

from errands.agent.values.said import Said
from errands.contracts.ports import Decision, Request
from learning.asking import ask_of_person
from learning.part import Part
from learning.prompt_text import Control, PromptText
from learning.reaction import Reaction, reaction
from learning.sayable import decision
from learning.wishes.hotels import HotelsWish
from sites.hotels.tasks import Preference

_PERSONAL = {
    "First name": "first_name",
    "Last name": "last_name",
    "Email": "email",
    "Phone": "phone",
}
QUESTION = "Would you like the cheapest, the best rated, or one with breakfast?"
ALL_RIGHT = "All right, I have not booked anything."
SORTS = {
    Preference.CHEAPEST: "Price (low to high)",
    Preference.BEST_RATED: "Guest rating (high to low)",
}


@dataclass(slots=True)
class HotelExpert:
    """Implements `Model` for one person's errand."""

    part: Part
    today: date

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    def line(self, text: str) -> str:
        """What to do at a prompt, by its text alone."""
        prompt = PromptText(text)
        said = Said("\n".join(prompt.user_lines), self.today)
        if prompt.has("City"):
            return self._search(prompt, said)
        if prompt.has("Sort by"):
            return self._choose(prompt)
        if prompt.has("First name"):
            return self._introduce(prompt, said)
        return self._go_on(prompt)

    def home(self, text: str) -> str | None:
        """The line towards an empty search form."""
        prompt = PromptText(text)
        fields = ("City", "Check-in", "Check-out")
        if prompt.has("City") and not any(prompt.control(name).value for name in fields):
            return None
        for name in ("Search again", "Lodgings"):
            if prompt.has(name):
                return f"click {prompt.control(name).id}"
        return "open header"

    def _go_on(self, prompt: PromptText) -> str:
        if "Booking confirmed" in prompt.page:
            reference = re.search(r"Reference:? (\w+)", prompt.page)
            number = f" Your reference is {reference[1]}." if reference else ""
            return f'say "Your booking is confirmed.{number}"'
        if prompt.has("Confirm booking"):
            return self._confirm(prompt)
        for name in ("Reserve", "Hotels — Lodgings"):
            if prompt.has(name):
                return f"click {prompt.control(name).id}"
        return 'say "I can\'t go on from this page."'

    def _confirm(self, prompt: PromptText) -> str:
        match reaction(self.part, prompt):
            case Reaction.CHANGE:
                return f"click {prompt.control('Change search').id}"
            case Reaction.LEAVE:
                return f'say "{ALL_RIGHT}"'
            case Reaction.GO_ON:
                return f"click {prompt.control('Confirm booking').id}"

    @property
    def _wish(self) -> HotelsWish:
        return HotelsWish.of(self.part.wish)

    def _search(self, prompt: PromptText, said: Said) -> str:
        """Field after field: a value that was said, else a question."""
        for name in ("City", "Check-in", "Check-out", "Guests"):
            field = prompt.control(name)
            done = (
                prompt.done_on(field.id)
                if _searching_again(prompt)
                else (prompt.done_on(field.id) or bool(field.value))
            )
            if not done:
                return self._search_field(field, said)
        return f"click {prompt.control('Search').id}"

    def _search_field(self, field: Control, said: Said) -> str:
        wish = self._wish
        match field.name:
            case "City":
                city = _spelled(wish.city, said.words)
                question = 'ask "Which city would you like to stay in?" city'
                return f'fill {field.id} "{city}"' if city else question
            case "Check-in":
                span = _span_of(wish.check_in, said)
                return f'fill {field.id} "{span}"' if span else self._ask_check_in(said)
            case "Check-out":
                span = _span_of(wish.check_out, said) or _length(self._nights, said)
                question = 'ask "When would you like to check out?" check_out'
                return f'fill {field.id} "{span}"' if span else question
            case _:
                return self._guests(field, said)

    @property
    def _nights(self) -> int:
        return (self._wish.check_out - self._wish.check_in).days

    def _ask_check_in(self, said: Said) -> str:
        if _length(self._nights, said) or _span_of(self._wish.check_out, said):
            return 'ask "When would you like to check in?" check_in'
        return 'ask "When would you like to check in and check out?" check_in check_out'

    def _guests(self, field: Control, said: Said) -> str:
        guests = self._wish.guests
        if guests not in said.numbers:
            return 'ask "How many guests will stay?" guests'
        return f'select {field.id} "{guests} guest{"" if guests == 1 else "s"}"'

    def _choose(self, prompt: PromptText) -> str:
        preference = self._wish.preference
        if not self._preference_said:
            return f'ask "{QUESTION}"'
        if preference is Preference.BREAKFAST:
            box = prompt.control("Breakfast included")
            if box.on is False:
                return f"check {box.id} on"
        elif prompt.control("Sort by").value != SORTS[preference]:
            return f'select {prompt.control("Sort by").id} "{SORTS[preference]}"'
        return f"click {_first_hotel(prompt).id}"

    @property
    def _preference_said(self) -> bool:
        revealed = "preference" in self.part.errand.revealed
        return revealed or "preference" in self.part.asked or self.part.changed

    def _introduce(self, prompt: PromptText, said: Said) -> str:
        for name, slot in _PERSONAL.items():
            field = prompt.control(name)
            if prompt.done_on(field.id) or field.value:
                continue
            if prompt.defined(slot):
                return f"fill {field.id} @{slot}"
            value = str(getattr(self._wish, slot))
            if value in said.words:
                return f'fill {field.id} "{value}"'
            return self._ask_personal(prompt, said)
        return f"click {prompt.control('Continue').id}"

    def _ask_personal(self, prompt: PromptText, said: Said) -> str:
        return ask_of_person(
            [
                slot
                for slot in _PERSONAL.values()
                if not prompt.defined(slot) and str(getattr(self._wish, slot)) not in said.words
            ]
        )


def _first_hotel(prompt: PromptText) -> Control:
    known = {"Lodgings", "My bookings", "Change search"}
    return next(c for c in prompt.controls if c.role == "link" and c.name not in known)


def _searching_again(prompt: PromptText) -> bool:
    return prompt.last_line.startswith('click "Change search"')


def _spelled(city: str, words: str) -> str | None:
    found = re.search(re.escape(city), words, re.IGNORECASE)
    return found[0] if found else None


def _span_of(day: date, said: Said) -> str | None:
    return next((m.text for m in reversed(said.dates) if m.day == day), None)


def _length(nights: int, said: Said) -> str | None:
    return next((m.text for m in reversed(said.stays) if m.days == nights), None)
