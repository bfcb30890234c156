"""What is different between the variants of this site."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from sites.bills.wording import words
from sites.controls.control import Choosing, Dating
from sites.variant import Variant


class Layout(StrEnum):
    """How the bills are listed."""

    TABLE = "table"
    LIST = "list"
    CARDS = "cards"


class Asking(StrEnum):
    """How amount and day are asked for."""

    RADIO = "radio"
    """The usual one, or another in a field that opens."""
    FIELD = "field"
    """A field that holds the usual one."""


class Part(StrEnum):
    """One of the things that a payment needs."""

    ACCOUNT = "account"
    AMOUNT = "amount"
    WHEN = "when"


Steps = tuple[tuple[Part, ...], ...]
"""What is asked on one page after another."""
_A, _M, _W = Part
_PAGES: Final[tuple[Steps, ...]] = (
    ((_A, _M, _W),),
    ((_A,), (_M, _W)),
    ((_A, _M, _W),),
    ((_A, _M), (_W,)),
    ((_M, _W, _A),),
    ((_M,), (_W,), (_A,)),
)
_BOTH: Final = (Asking.RADIO, Asking.FIELD, Asking.RADIO, Asking.FIELD, Asking.FIELD, Asking.RADIO)
_DAYS: Final = (Choosing.SELECT, Choosing.LISTBOX, Choosing.MENU)


@dataclass(frozen=True, slots=True)
class Look:
    """The words, the order and the controls of one variant."""

    words: dict[str, str]
    menu: tuple[str, ...]
    layout: Layout
    columns: tuple[str, ...]
    pay_in_list: bool
    steps: Steps
    account: Choosing
    amount: Asking
    when: Asking
    dating: Dating
    day_of_month: Choosing

    @classmethod
    def of(cls, variant: Variant) -> Self:
        """The look of a variant."""
        steps = variant.choose("steps", _PAGES)
        columns = ("payee", "amount_due", "due", "reference", "status")
        return cls(
            words=words(variant),
            menu=variant.arrange("menu", ("bills", "accounts", "payments", "all_auto")),
            layout=variant.choose("layout", tuple(Layout)),
            columns=variant.arrange("columns", columns),
            pay_in_list=variant.choose("pay_in_list", (False, True, False, True, True, False)),
            steps=tuple(variant.arrange(f"step {parts}", parts) for parts in steps),
            account=variant.choose("account", tuple(Choosing)),
            amount=variant.choose("amount", _BOTH),
            when=variant.choose("when_asked", _BOTH),
            dating=variant.choose("dating", tuple(Dating)),
            day_of_month=variant.choose("day_of_month", _DAYS),
        )
