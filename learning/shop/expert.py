"""The scripted solution of errands at the shop: it reads the prompt a model reads.

It acts on what the person has said so far, and asks for what isn't said yet.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from errands.agent.values.said import Said
from errands.contracts.ports import Decision, Request
from learning.asking import question
from learning.form_filling import chosen
from learning.part import Part
from learning.practice import LOST
from learning.prompt_text import PromptText
from learning.reaction import Reaction, reaction
from learning.sayable import decision
from learning.shop.checkout import Checkout
from learning.shop.draw import CATALOGUE, product_of
from learning.shop.heard import Heard, spelled
from learning.wishes.shop import BuyProduct, BuyRest, PickProduct, ShopWish, shop_wish
from sites.shop.look import Look, Sorting
from sites.shop.product import OptionKind
from sites.shop.wording import Label, Wording
from sites.variant import Variant

LINK: Final = "Shop — Tidewell"
"""On the start page."""
BRAND: Final = "Tidewell"
ALL_RIGHT: Final = "All right, I have not ordered anything."
_TITLE: Final = re.compile(r'title="(.*?) · Tidewell"')
_FOLDED: Final = re.compile(r"^\.\.\. .*\bnavigation \d", re.MULTILINE)
"""The departments are among the parts of the page that aren't shown."""
_NAMES: Final = frozenset(product.name for product in CATALOGUE.products)
_QUESTIONS: Final = {
    "product": "Which product would you like?",
    "category": "Which department is it in?",
    "preference": "Would you like the cheapest or the best rated one?",
    "remove": "Which one shall I take out?",
}
_ASKING: Final = {
    OptionKind.SIZE: "Which size would you like?",
    OptionKind.COLOUR: "Which colour would you like?",
}


@dataclass(slots=True)
class ShopExpert:
    """Implements `Model` for one person's errand."""

    part: Part
    today: date
    look: Look
    wording: Wording

    @classmethod
    def of(cls, part: Part, today: date, variant: int) -> "ShopExpert":
        drawn = Variant.of(variant)
        return cls(part, today, Look.of(drawn), Wording(drawn))

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    def line(self, text: str) -> str:
        """What to do at a prompt, by its text alone."""
        prompt = PromptText(text)
        found = _TITLE.search(prompt.page)
        if found is None:
            return _click(prompt, LINK) or LOST
        heard = Heard(Said("\n".join(prompt.user_lines), self.today), self.wording)
        title, words = found[1], self.wording
        if title in _NAMES:
            return self._at_product(prompt, heard)
        checkout = Checkout(self.look, words)
        if sections := checkout.sections(title):
            line = checkout.line(prompt, sections, self._wish, heard)
            return line or _click(prompt, words[Label.CONTINUE]) or LOST
        ways: dict[str, Callable[[PromptText, Heard], str]] = {
            words[Label.CATEGORIES]: self._begin,
            words[Label.CART]: self._at_cart,
            words[Label.SUMMARY]: self._confirm,
            words[Label.DONE]: self._end,
        }
        return ways.get(title, self._choose)(prompt, heard)

    def home(self, text: str) -> str | None:
        """The line towards the departments."""
        prompt = PromptText(text)
        title = _TITLE.search(prompt.page)
        if title is not None and title[1] == self.wording[Label.CATEGORIES]:
            return None
        return _click(prompt, BRAND) or "open header"

    @property
    def _wish(self) -> ShopWish:
        return shop_wish(self.part.wish)

    def _begin(self, prompt: PromptText, heard: Heard) -> str:
        match self._wish:
            case BuyProduct() as wish:
                return _ask_unless("product", wish, heard) or self._search(prompt, wish, heard)
            case PickProduct() as wish:
                unsaid = _ask_unless("category", wish, heard)
                return unsaid or self._to_department(prompt, wish)
            case wish:
                return _ask_unless("remove", wish, heard) or self._to_cart(prompt)

    def _to_department(self, prompt: PromptText, wish: PickProduct) -> str:
        opened = "open navigation" if _FOLDED.search(prompt.page) else LOST
        return _click(prompt, self.wording.of(wish.category)) or opened

    def _search(self, prompt: PromptText, wish: BuyProduct, heard: Heard) -> str:
        box = prompt.find((self.wording[Label.SEARCH_BOX],))
        if box is None:
            return "open header"
        if prompt.done_on(box.id):
            return _click(prompt, self.wording[Label.SEARCH]) or LOST
        return f'fill {box.id} "{spelled(wish.product, heard.said.words) or wish.product}"'

    def _to_cart(self, prompt: PromptText) -> str:
        called = f"{self.wording[Label.CART]} ("
        links = (c for c in prompt.controls if c.role == "link" and c.name.startswith(called))
        found = next(links, None)
        return f"click {found.id}" if found else "open header"

    def _choose(self, prompt: PromptText, heard: Heard) -> str:
        """Among the products that were found."""
        match self._wish:
            case BuyProduct() as wish:
                return _click(prompt, product_of(wish).name) or LOST
            case PickProduct() as wish:
                unsaid = _ask_unless("preference", wish, heard)
                return unsaid or self._narrow(prompt, wish) or self._first_found(prompt)
            case _:
                return self._to_cart(prompt)

    def _narrow(self, prompt: PromptText, wish: PickProduct) -> str | None:
        words, best = self.wording, self.wording.of(wish.preference)
        most = prompt.control(words[Label.MOST])
        if most.value != str(wish.euros) and not prompt.done_on(most.id):
            return f'fill {most.id} "{wish.euros}"'
        apply = _click(prompt, words[Label.FILTER]) or LOST
        if self.look.sorting is Sorting.LINKS:
            if most.value != str(wish.euros):
                return apply
            is_sorted = prompt.last_line == f'click "{best}" -> page changed'
            return None if is_sorted else _click(prompt, best)
        sort = chosen(prompt, (words[Label.SORT],), best)
        return sort or (None if prompt.untouched else apply)

    def _first_found(self, prompt: PromptText) -> str:
        links = (c for c in prompt.controls if c.role == "link" and c.name in _NAMES)
        found = next(links, None)
        return f"click {found.id}" if found else LOST

    def _at_product(self, prompt: PromptText, heard: Heard) -> str:
        wish, words = self._wish, self.wording
        if isinstance(wish, BuyRest) or "was added" in prompt.page:
            return self._to_cart(prompt)
        option = product_of(wish).option
        if option is not None:
            if not heard.tells("option", wish):
                return question(_ASKING[option.kind])
            if line := chosen(prompt, (words.of(option.kind),), wish.option):
                return line
        line = _counted(prompt, words[Label.QUANTITY], wish.quantity)
        return line or _click(prompt, words[Label.ADD]) or LOST

    def _at_cart(self, prompt: PromptText, _: Heard) -> str:
        match self._wish:
            case BuyRest() as wish:
                line = self._take_out(prompt, wish)
            case wish:
                line = self._put_right(prompt, wish)
        return line or _click(prompt, self.wording[Label.CHECKOUT]) or LOST

    def _take_out(self, prompt: PromptText, wish: BuyRest) -> str | None:
        if reaction(self.part, prompt) is Reaction.LEAVE:
            return f'say "{ALL_RIGHT}"'
        gone = product_of(wish).name
        names = [name for name in self._in_cart(prompt) if name.split(", ")[0] == gone]
        return _click(prompt, f"{self.wording[Label.REMOVE]} {names[0]}") if names else None

    def _put_right(self, prompt: PromptText, wish: BuyProduct | PickProduct) -> str | None:
        """What a change of mind makes different in the cart."""
        words = self.wording
        wanted = ", ".join(filter(None, (product_of(wish).name, wish.option)))
        held = self._in_cart(prompt)
        for name in held:
            if name != wanted:
                return _click(prompt, f"{words[Label.REMOVE]} {name}")
        if not held:
            return _click(prompt, BRAND) or "open header"
        label = f"{words[Label.QUANTITY]} of {wanted}"
        if line := _counted(prompt, label, wish.quantity):
            return line
        is_sent = prompt.untouched or prompt.control(label).value == str(wish.quantity)
        return None if is_sent else _click(prompt, f"{words[Label.UPDATE]} {wanted}")

    def _in_cart(self, prompt: PromptText) -> list[str]:
        """The products of the cart, with their sizes or colours."""
        begins = f"{self.wording[Label.REMOVE]} "
        buttons = [c.name for c in prompt.controls if c.role == "button"]
        return [name.removeprefix(begins) for name in buttons if name.startswith(begins)]

    def _confirm(self, prompt: PromptText, _: Heard) -> str:
        words = self.wording
        match reaction(self.part, prompt):
            case Reaction.GO_ON:
                return _click(prompt, words[Label.PLACE]) or LOST
            case Reaction.LEAVE:
                return f'say "{ALL_RIGHT}"'
            case Reaction.CHANGE:
                way = Label.CHANGE if self._is_right_in_cart(prompt) else Label.CART
                return _click(prompt, words[way]) or LOST

    def _is_right_in_cart(self, prompt: PromptText) -> bool:
        wish = self._wish
        if isinstance(wish, BuyRest):
            return True
        wanted = ", ".join(filter(None, (product_of(wish).name, wish.option)))
        return f"{wish.quantity} x {wanted}:" in prompt.page

    def _end(self, prompt: PromptText, _: Heard) -> str:
        found = re.search(r"Reference (\w+)", prompt.page)
        number = f" The reference is {found[1]}." if found else ""
        return f'say "Your order is placed.{number}"'


def _counted(prompt: PromptText, label: str, quantity: int) -> str | None:
    box = prompt.control(label)
    if box.value == str(quantity) or prompt.done_on(box.id):
        return None
    verb = "select" if box.role == "select" else "fill"
    return f'{verb} {box.id} "{quantity}"'


def _ask_unless(topic: str, wish: ShopWish, heard: Heard) -> str | None:
    return None if heard.tells(topic, wish) else question(_QUESTIONS[topic])


def _click(prompt: PromptText, name: str) -> str | None:
    control = prompt.find((name,), ("link", "button"))
    return None if control is None else f"click {control.id}"
