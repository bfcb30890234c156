"""The scripted solution of errands with bills, as a model: it reads the prompt that a model reads.

It acts on what the person has said so far; what isn't said yet, it asks for. It knows a control by
all the ways in which the site may call it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from errands.contracts.ports import Decision, Request
from learning.asking import listed, question
from learning.bills.heard import SERVICES, Heard
from learning.form_filling import chosen, dated
from learning.part import Part
from learning.practice import LOST
from learning.prompt_text import PromptText
from learning.reaction import Reaction, reaction
from learning.sayable import decision
from learning.wishes.bills import BillsWish, Pay, TurnOff, TurnOn
from sites.bills.wording import ways

LINK: Final = "Bills — Billfold"
"""On the start page."""
ALL_RIGHT: Final = "All right, I have left everything as it is."
_TITLE: Final = re.compile(r'title="(.*?) · Billfold"')
_BILLS: Final = {
    Pay: "Which bill shall I pay?",
    TurnOn: "Which bill shall be paid automatically?",
    TurnOff: "Which bill shall no longer be paid automatically?",
}
_ASKING: Final = {
    "account": "from which account",
    "amount": "how much of it",
    "on": "on which date",
    "day": "on which day of the month",
}


@dataclass(slots=True)
class BillExpert:
    """Implements `Model` for one person's errand."""

    part: Part
    today: date

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    @property
    def _wish(self) -> BillsWish:
        return BillsWish.of(self.part.wish)

    def line(self, text: str) -> str:
        """What to do at a prompt, by its text alone."""
        prompt = PromptText(text)
        found = _TITLE.search(prompt.page)
        if found is None:
            return _click(prompt, (LINK,), "link") or LOST
        heard = Heard.of(prompt.user_lines, self.today)
        title = found[1]
        if title in ways("bills"):
            return self._at_list(prompt, heard)
        if title in ways("go_pay"):
            return self._at_payment(prompt, heard)
        if title in ways("set_up") | ways("alter"):
            return self._at_automatic(prompt, heard)
        for page, button in (("check", "pay"), ("check_auto", "turn_on"), ("go_stop", "turn_off")):
            if title in ways(page):
                return self._at_summary(prompt, button)
        return self._at_end(prompt, title) or self._at_bill(prompt, title, heard)

    def home(self, text: str) -> str | None:
        """The line towards the list of bills."""
        prompt = PromptText(text)
        found = _TITLE.search(prompt.page)
        if found is not None and found[1] in ways("bills"):
            return None
        return _to_list(prompt)

    def _at_list(self, prompt: PromptText, heard: Heard) -> str:
        wish = self._wish
        if not heard.tells("service", wish):
            return question(_BILLS[type(wish.errand)])
        if isinstance(wish.errand, Pay):
            direct = [f"{way}: {wish.service}" for way in ways("go_pay")]
            if line := _click(prompt, direct, "link"):
                return line
        return _click(prompt, (wish.service,), "link") or LOST

    def _at_bill(self, prompt: PromptText, title: str, heard: Heard) -> str:
        wish = self._wish
        if not heard.tells("service", wish):
            return question(_BILLS[type(wish.errand)])
        if title != wish.service:
            return _to_list(prompt)
        match wish.errand:
            case Pay():
                names = ways("go_pay")
            case TurnOn():
                names = ways("set_up") | ways("alter")
            case TurnOff():
                names = ways("go_stop")
            case _:
                assert_never(wish.errand)
        return _click(prompt, names, "link") or LOST

    def _at_payment(self, prompt: PromptText, heard: Heard) -> str:
        wish = self._wish
        if not isinstance(wish.errand, Pay) or not _is_of(wish, prompt):
            return _to_list(prompt)
        return (
            _asked(wish, heard)
            or chosen(prompt, ways("pay_from"), wish.errand.account)
            or _amount(prompt, wish.errand, heard)
            or _when(prompt, wish.errand, heard)
            or _click(prompt, ways("go_on"), "button")
            or LOST
        )

    def _at_automatic(self, prompt: PromptText, heard: Heard) -> str:
        wish = self._wish
        if not isinstance(wish.errand, TurnOn) or not _is_of(wish, prompt):
            return _to_list(prompt)
        return (
            _asked(wish, heard)
            or chosen(prompt, ways("pay_from"), wish.errand.account)
            or chosen(prompt, ways("day"), str(wish.errand.day))
            or _click(prompt, ways("go_on"), "button")
            or LOST
        )

    def _at_summary(self, prompt: PromptText, button: str) -> str:
        if not prompt.was_asked_for_yes and not _is_of(self._wish, prompt):
            return _to_list(prompt)
        match reaction(self.part, prompt):
            case Reaction.GO_ON:
                return _click(prompt, ways(button), "button") or LOST
            case Reaction.LEAVE:
                return f'say "{ALL_RIGHT}"'
            case Reaction.CHANGE:
                if re.search(rf": {re.escape(self._wish.service)}$", prompt.page, re.MULTILINE):
                    return _click(prompt, ways("edit"), "link") or LOST
                return _to_list(prompt)

    def _at_end(self, prompt: PromptText, title: str) -> str | None:
        """What to say where it is done."""
        service = self._wish.service
        if title in ways("turned_off"):
            return f'say "Done: {service} is no longer paid automatically."'
        for page, label, words in (
            ("paid", "payment_ref", f"{service} is paid."),
            ("planned", "payment_ref", f"The payment for {service} is scheduled."),
            ("turned_on", "auto_ref", f"{service} will be paid automatically."),
        ):
            if title in ways(page):
                labels = "|".join(ways(label))
                shown = re.search(rf"^(?:{labels}):? (\S+)$", prompt.page, re.MULTILINE)
                return f'say "{words}{f" The reference is {shown[1]}." if shown else ""}"'
        return None


def is_crossroads(page: str) -> bool:
    """Whether a page is the list of bills, or a bill."""
    title = _TITLE.search(page)
    return title is not None and (title[1] in ways("bills") or title[1] in SERVICES)


def _is_of(wish: BillsWish, prompt: PromptText) -> bool:
    """Whether a page is of this bill: another one's may have been opened by mistake."""
    return wish.service in prompt.page


def _asked(wish: BillsWish, heard: Heard) -> str | None:
    """The question for all that the form needs and nobody has told."""
    missing = [_ASKING[piece] for piece in wish.told if not heard.tells(piece, wish)]
    if not missing:
        return None
    words = listed(missing)
    return question(f"{words[0].upper()}{words[1:]} shall it be paid?")


def _amount(prompt: PromptText, errand: Pay, heard: Heard) -> str | None:
    if errand.amount is None:
        return _put_back(prompt, ways("part"), ways("full"))
    part = prompt.find(ways("part"), ("radio",))
    if part is not None and not part.on and not prompt.done_on(part.id):
        return f"check {part.id} on"
    field = prompt.find(ways("euros"), ("text",))
    words = heard.amount(errand.amount)
    if field is None or prompt.done_on(field.id) or field.value == words:
        return None
    return f'fill {field.id} "{words}"'


def _when(prompt: PromptText, errand: Pay, heard: Heard) -> str | None:
    if errand.on is None:
        return _put_back(prompt, ways("later"), ways("today"))
    later = prompt.find(ways("later"), ("radio",))
    if later is not None and not later.on and not prompt.done_on(later.id):
        return f"check {later.id} on"
    return dated(prompt, ways("date"), errand.on, heard.day(errand.on))


def _put_back(prompt: PromptText, wrong: Collection[str], usual: Collection[str]) -> str | None:
    """The usual choice, where another one was made that nobody has asked for."""
    other = prompt.find(wrong, ("radio",))
    radios = (c for c in prompt.controls if c.role == "radio")
    right = next((c for c in radios if c.name.partition(" (")[0] in usual), None)
    if other is None or right is None or not prompt.is_chosen(other, right):
        return None
    return f"check {right.id} on"


def _to_list(prompt: PromptText) -> str:
    return _click(prompt, ways("bills"), "link") or "open header"


def _click(prompt: PromptText, names: Collection[str], role: str) -> str | None:
    found = prompt.find(names, (role,))
    return None if found is None else f"click {found.id}"
