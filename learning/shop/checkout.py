"""The shop's checkout as a scripted solution fills it, a page at a time."""

from dataclasses import dataclass
from typing import Final

from learning.asking import ask_of_person, listed, question
from learning.form_filling import chosen
from learning.prompt_text import PromptText
from learning.shop.heard import ADDRESS, Heard, spelled
from learning.site_form import Put, next_line
from learning.wishes.shop import ShopWish
from sites.controls.control import Choosing
from sites.controls.field import Field, Typing
from sites.shop.details import Section
from sites.shop.look import CountryField, Look
from sites.shop.wording import Label, Wording

_PERSONAL: Final = ("first_name", "last_name", "email", "phone")
_TYPED: Final = frozenset({Section.ADDRESS, Section.CONTACT})


@dataclass(frozen=True, slots=True)
class Checkout:
    """What stands on a page is filled first; a question comes once nothing known is left."""

    look: Look
    wording: Wording

    def sections(self, title: str) -> tuple[Section, ...]:
        """What the page of this title asks for; nothing where it is no page of the checkout."""
        pages = {self.wording.of(sections[0]): sections for sections in self.look.steps}
        return pages.get(title, ())

    def line(
        self, prompt: PromptText, sections: tuple[Section, ...], wish: ShopWish, heard: Heard
    ) -> str | None:
        """The next line; `None` where all is filled."""
        lines = (
            self._typed(prompt, sections, wish, heard),
            self._taken(prompt, sections, wish, heard),
            self._of_person(prompt, sections, wish, heard),
            self._where(prompt, sections, wish, heard),
            self._how(sections, wish, heard),
        )
        return next((line for line in lines if line), None)

    def _typed(
        self, prompt: PromptText, sections: tuple[Section, ...], wish: ShopWish, heard: Heard
    ) -> str | None:
        names = [name for one in sections if one in _TYPED for name in self.look.fields[one]]
        fields = [
            Field(name=name, label=self.wording.of(name), control=_control(name, self.look))
            for name in names
        ]
        return next_line(prompt, fields, {n: _put(n, prompt, wish, heard) for n in names})

    def _taken(
        self, prompt: PromptText, sections: tuple[Section, ...], wish: ShopWish, heard: Heard
    ) -> str | None:
        """Delivery and payment, as far as they were said."""
        ways = {
            Section.DELIVERY: (Label.DELIVERY, wish.delivery),
            Section.PAYMENT: (Label.PAYMENT, wish.payment),
        }
        for section, (label, way) in ways.items():
            if section in sections and heard.tells(section, wish):
                line = chosen(prompt, (self.wording[label],), self.wording.of(way))
                if line is not None:
                    return line
        return None

    def _of_person(
        self, prompt: PromptText, sections: tuple[Section, ...], wish: ShopWish, heard: Heard
    ) -> str | None:
        names = {name for one in sections if one in _TYPED for name in self.look.fields[one]}
        unknown = [n for n in _PERSONAL if n in names and not _put(n, prompt, wish, heard)]
        return ask_of_person(unknown) if unknown else None

    def _where(
        self, prompt: PromptText, sections: tuple[Section, ...], wish: ShopWish, heard: Heard
    ) -> str | None:
        is_known = all(_put(name, prompt, wish, heard) for name in ADDRESS)
        is_asked = Section.ADDRESS in sections and not is_known
        return question("What is the delivery address?") if is_asked else None

    def _how(self, sections: tuple[Section, ...], wish: ShopWish, heard: Heard) -> str | None:
        words = self.wording
        if Section.DELIVERY in sections and not heard.tells("delivery", wish):
            ways = listed([words.of(one) for one in self.look.deliveries])
            return question(f"Which delivery would you like? There are {ways}.")
        if Section.PAYMENT in sections and not heard.tells("payment", wish):
            ways = listed([words.of(one) for one in self.look.payments])
            return question(f"How would you like to pay? There are {ways}.")
        return None


def _control(name: str, look: Look) -> Typing | Choosing:
    is_listed = name == "country" and look.country is CountryField.SELECT
    return Choosing.SELECT if is_listed else Typing.TEXT


def _put(name: str, prompt: PromptText, wish: ShopWish, heard: Heard) -> Put | None:
    """A detail as it is known; `None` where it has to be asked for.

    A name that was not asked for is only taken where somebody introduces themselves.
    """
    value = wish.value(name)
    if prompt.defined(name):
        return Put(value, slot=name)
    if name in {"first_name", "last_name"}:
        return None
    said = spelled(value, heard.said.words)
    return Put(said) if said else None
