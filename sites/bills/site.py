"""What every page of the site is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sites.bills.household import Bill, Household
from sites.bills.look import Look
from sites.bills.store import BillStore
from sites.controls.pages import templates
from sites.visitor import Visitor
from sites.writing import money

_TEMPLATES: Final = templates(Path(__file__).parent / "templates")


@dataclass(frozen=True, slots=True)
class Site:
    """The state and the looks."""

    store: BillStore
    look: Look

    @property
    def today(self) -> date:
        """Return the day that it is on the site."""
        return self.store.today


def _site(request: Request) -> Site:
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("The app was made without its site.")
    return site


TheSite = Annotated[Site, Depends(_site)]


def _household(site: TheSite, visitor: Visitor) -> Household:
    return site.store.record(visitor).now


TheHousehold = Annotated[Household, Depends(_household)]


def _bill(household: TheHousehold, bill_id: str) -> Bill:
    bill = household.bill(bill_id)
    if bill is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return bill


TheBill = Annotated[Bill, Depends(_bill)]
"""The bill of the address."""


def account_options(household: Household) -> list[tuple[str, str]]:
    """Return the accounts to choose from, with what is in them."""
    return [
        (
            account.id,
            f"{account.name} ending {account.ending} ({money(household.balance(account))})",
        )
        for account in household.accounts
    ]


_TEMPLATES.env.globals["account_options"] = account_options


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    """Answer with a page."""
    site = _site(request)
    whole = {"look": site.look, "w": site.look.words, "today": site.today, **context}
    return _TEMPLATES.TemplateResponse(request, template, whole, status_code=status)


def go_to(address: str) -> RedirectResponse:
    """Lead to another page."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
