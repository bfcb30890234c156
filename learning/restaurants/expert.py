"""The scripted solution of the restaurant errands, as a model: it reads the prompt a model reads.

It acts on what the person has said so far, and asks for what isn't said yet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from errands.agent.values.said import Said
from errands.contracts.ports import Decision, Request
from learning.asking import ask_of_person, listed, question
from learning.part import Part
from learning.practice import LOST
from learning.prompt_text import PromptText
from learning.reaction import Reaction, reaction
from learning.restaurants.heard import spelled, tells
from learning.sayable import decision
from learning.site_form import Put, next_line
from learning.wishes.restaurants import (
    NamedTable,
    OpeningHours,
    PickedTable,
    RestaurantsWish,
    TableErrand,
    restaurants_wish,
)
from sites.controls.control import Choosing
from sites.restaurants.hours import Weekday
from sites.restaurants.look import Filters, Look
from sites.restaurants.tasks import By, Edge
from sites.restaurants.wording import Word
from sites.variant import Variant

LINK: Final = "Restaurants — Good Tables"
"""On the start page."""
BRAND: Final = "Good Tables"
ALL_RIGHT: Final = "All right, I have not reserved anything."
_TITLE: Final = re.compile(r'title="(.*?) · Good Tables"')
_RESULTS: Final = "Restaurants in "
_QUESTIONS: Final = {
    "city": "Which city is it in?",
    "restaurant": "Which restaurant do you mean?",
    "cuisine": "Which cuisine would you like?",
    "preference": "Would you like the best rated or the cheapest one?",
    "weekday": "Which day of the week do you mean?",
}
_ASKING: Final = {"day": "on which day", "time": "at what time", "people": "for how many people"}
_PERSONAL: Final = ("first_name", "last_name", "phone")


@dataclass(slots=True)
class TableExpert:
    """Implements `Model` for one person's errand."""

    part: Part
    today: date
    look: Look

    @classmethod
    def of(cls, part: Part, today: date, variant: int) -> "TableExpert":
        return cls(part, today, Look(Variant.of(variant)))

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    def line(self, text: str) -> str:
        """What to do at a prompt, by its text alone."""
        prompt = PromptText(text)
        title = _TITLE.search(prompt.page)
        if title is None:
            return _click(prompt, LINK) or LOST
        said = Said("\n".join(prompt.user_lines), self.today)
        words = self.look.words
        if title[1].startswith(_RESULTS):
            return self._choose(prompt, said)
        ways: dict[str, Callable[[PromptText, Said], str]] = {
            words[Word.FIND]: self._search,
            words[Word.ASK]: self._reserve,
            words[Word.CHECK]: self._confirm,
            words[Word.RESERVED]: self._end,
        }
        return ways.get(title[1], self._at_restaurant)(prompt, said)

    def home(self, text: str) -> str | None:
        """The line towards an empty search form."""
        prompt = PromptText(text)
        title = _TITLE.search(prompt.page)
        if title is not None and title[1] == self.look.words[Word.FIND]:
            return None
        return _click(prompt, BRAND) or "open header"

    @property
    def _wish(self) -> RestaurantsWish:
        return restaurants_wish(self.part.wish)

    def _search(self, prompt: PromptText, said: Said) -> str:
        """The city first: once it stands there, nothing keeps from asking for more."""
        wish, fields = self._wish, self.look.search_fields()
        if unsaid := _ask_unless("city", wish, said):
            return unsaid
        typed = spelled(wish.city, said.words) or wish.city
        city = Put(wish.city if self._chooses_city else typed)
        if line := next_line(prompt, fields, {"city": city}):
            return line
        if isinstance(wish, PickedTable):
            unsaid = _ask_unless("cuisine", wish, said)
            cuisine = {"cuisine": Put(wish.cuisine.value)}
            if line := unsaid or next_line(prompt, fields, cuisine):
                return line
        return _click(prompt, self.look.words[Word.SEARCH]) or LOST

    @property
    def _chooses_city(self) -> bool:
        """Whether the city is one of a list; else it is typed as it was said."""
        fields = self.look.search_fields()
        return any(f.name == "city" and isinstance(f.control, Choosing) for f in fields)

    def _choose(self, prompt: PromptText, said: Said) -> str:
        wish = self._wish
        if not isinstance(wish, PickedTable):
            unsaid = _ask_unless("restaurant", wish, said)
            return unsaid or _click(prompt, wish.restaurant) or LOST
        if unsaid := _ask_unless("preference", wish, said):
            return unsaid
        words = self.look.words
        best = Word.RATING_FIRST if wish.preference is By.BEST_RATED else Word.PRICE_FIRST
        needs = {"outdoor": wish.outdoor, "vegetarian": wish.vegetarian}
        puts: dict[str, Put | str | None] = {"sort": Put(words[best])}
        puts |= {name: Put("yes") for name, needed in needs.items() if needed}
        if line := next_line(prompt, self.look.filter_fields(), puts):
            return line
        if not prompt.untouched and self.look.filters is not Filters.AT_ONCE:
            return _click(prompt, words[Word.APPLY]) or LOST
        return self._first_found(prompt)

    def _first_found(self, prompt: PromptText) -> str:
        others = {BRAND, self.look.words[Word.MINE], "Change search"}
        links = (c for c in prompt.controls if c.role == "link" and c.name not in others)
        found = next(links, None)
        return f"click {found.id}" if found else LOST

    def _at_restaurant(self, prompt: PromptText, said: Said) -> str:
        wish = self._wish
        if isinstance(wish, NamedTable | OpeningHours) and wish.restaurant not in prompt.page:
            return _click(prompt, BRAND) or "open header"
        if not isinstance(wish, OpeningHours):
            return _click(prompt, self.look.words[Word.ASK]) or LOST
        return _ask_unless("weekday", wish, said) or self._hours(prompt, wish)

    def _hours(self, prompt: PromptText, wish: OpeningHours) -> str:
        days = f"{wish.weekday.name.capitalize()}s"
        row = re.escape(self.look.weekday(Weekday(wish.weekday)))
        found = re.search(
            rf"^{row}\b\W*(?P<opens>.+?)(?: to (?P<closes>.+))?$", prompt.page, re.MULTILINE
        )
        if found is None:
            return LOST
        if not found["closes"]:
            return f'say "{wish.restaurant} is closed on {days}."'
        verb = {Edge.OPENS: "opens", Edge.CLOSES: "closes"}[wish.edge]
        return f'say "{wish.restaurant} {verb} at {found[wish.edge.value]} on {days}."'

    def _reserve(self, prompt: PromptText, said: Said) -> str:
        wish = self._wish
        if isinstance(wish, OpeningHours):
            return "back"
        fields = self.look.when_fields()
        details = self.look.detail_fields()
        if not self.look.in_two_steps:
            fields = (*fields, *details)
        elif prompt.has(self.look.words[Word.NAME]):
            fields = details
        unsaid = [each for each in _ASKING if not tells(each, wish, said)]
        has_time = any(field.name == "time" for field in fields)
        if unsaid and (has_time or unsaid != ["time"]):
            asked = listed([_ASKING[each] for each in unsaid])
            return question(f"{asked[:1].upper()}{asked[1:]} would you like the table?")
        puts = self._seating(wish, said) | self._person(prompt, wish, said)
        go_on = _click(prompt, self.look.words[Word.NEXT])
        return next_line(prompt, fields, puts) or go_on or LOST

    def _seating(self, wish: TableErrand, said: Said) -> dict[str, Put | str | None]:
        span = next(m.text for m in reversed(said.dates) if m.day == wish.day)
        note = spelled(wish.note, said.words) if wish.note else None
        return {
            "on": Put(span, day=wish.day),
            "people": Put(self.look.people(wish.people)),
            "time": Put(self.look.time(wish.time)),
            "note": Put(note) if note else None,
        }

    def _person(
        self, prompt: PromptText, wish: TableErrand, said: Said
    ) -> dict[str, Put | str | None]:
        """Names and number as they are known, or the question for all that is missing."""
        unknown = [
            slot
            for slot in _PERSONAL
            if not prompt.defined(slot) and not (slot == "phone" and wish.phone in said.phones)
        ]
        if unknown:
            asked = ask_of_person(unknown)
            return {"name": asked, "phone": asked}
        known = prompt.defined("phone")
        name = f"{wish.first_name} {wish.last_name}"
        return {"name": Put(name), "phone": Put(wish.phone, slot="phone" if known else "")}

    def _confirm(self, prompt: PromptText, _: Said) -> str:
        words = self.look.words
        match reaction(self.part, prompt):
            case Reaction.GO_ON:
                return _click(prompt, words[Word.RESERVE]) or LOST
            case Reaction.LEAVE:
                return f'say "{ALL_RIGHT}"'
            case Reaction.CHANGE:
                wish = self._wish
                if isinstance(wish, NamedTable) and wish.restaurant not in prompt.page:
                    return _click(prompt, BRAND) or "open header"
                return _click(prompt, words[Word.EDIT]) or LOST

    def _end(self, prompt: PromptText, _: Said) -> str:
        found = re.search(rf"{self.look.words[Word.REFERENCE]}:? (\w+)", prompt.page)
        number = f" Your reference is {found[1]}." if found else ""
        return f'say "Your table is reserved.{number}"'


def _ask_unless(piece: str, wish: RestaurantsWish, said: Said) -> str | None:
    return None if tells(piece, wish, said) else question(_QUESTIONS[piece])


def _click(prompt: PromptText, name: str) -> str | None:
    control = prompt.find((name,), ("link", "button"))
    return None if control is None else f"click {control.id}"
