"""What a person wants of the bill site."""

from datetime import date
from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict, Field

from learning.wishes.site import SiteName, SiteWish
from sites.bills.tasks import AutomaticWish, BillWish, NoAutomaticWish, PayWish
from sites.writing import money


class _Errand(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pay(_Errand):
    """`amount` is in cents, `None` is all that is left; `on` is `None` for today."""

    kind: Literal["pay"] = "pay"
    account: str
    amount: int | None = None
    on: date | None = None


class TurnOn(_Errand):
    """From then on the bill is paid by itself, on this day of each month."""

    kind: Literal["turn_on"] = "turn_on"
    account: str
    day: int


class TurnOff(_Errand):
    kind: Literal["turn_off"] = "turn_off"


BillErrand: TypeAlias = Annotated[Pay | TurnOn | TurnOff, Field(discriminator="kind")]


class BillsWish(SiteWish):
    """A `BillWish` as it stands in a file; `payee` is another name of the bill."""

    site: Literal[SiteName.BILLS] = SiteName.BILLS
    service: str
    payee: str
    errand: BillErrand

    def on_site(self) -> BillWish:
        match self.errand:
            case Pay(account=account, amount=amount, on=on):
                return PayWish(self.service, account, amount, on)
            case TurnOn(account=account, day=day):
                return AutomaticWish(self.service, account, day)
            case TurnOff():
                return NoAutomaticWish(self.service)
            case _:
                assert_never(self.errand)

    @property
    def told(self) -> tuple[str, ...]:
        """What has to be told besides the bill; what is done anyway has not."""
        return tuple(name for name in self.pieces[2:] if self.value(name))

    @property
    def pieces(self) -> tuple[str, ...]:
        """The names of what it holds."""
        own = tuple(name for name in type(self.errand).model_fields if name != "kind")
        return ("service", "payee", *own)

    def value(self, piece: str) -> str:
        """A piece in plain words; nothing where this errand has none such."""
        if piece in type(self).model_fields:
            return str(getattr(self, piece))
        found = getattr(self.errand, piece, None)
        if found is None:
            return ""
        return money(found) if piece == "amount" else str(found)
