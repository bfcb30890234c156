"""What every page of the site is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sites.account.account import COUNTRIES, Account, Address, Section
from sites.account.look import Look
from sites.account.store import AccountStore
from sites.controls.pages import templates
from sites.visitor import Visitor

_TEMPLATES: Final = templates(Path(__file__).parent / "templates")
_TEMPLATES.env.globals["countries"] = [(country, country) for country in COUNTRIES]


@dataclass(frozen=True, slots=True)
class Site:
    """The state and the looks."""

    store: AccountStore
    look: Look
    seed: int


def _site(request: Request) -> Site:
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("The app was made without its site.")
    return site


TheSite = Annotated[Site, Depends(_site)]


def _account(site: TheSite, visitor: Visitor) -> Account:
    account = site.store.record(visitor).now
    if account.closed:
        raise HTTPException(HTTPStatus.GONE)
    return account


TheAccount = Annotated[Account, Depends(_account)]
OPEN: Final = Depends(_account)
"""What every page needs: that the account isn't closed."""


def _address(account: TheAccount, address_id: str) -> Address:
    address = account.address(address_id)
    if address is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return address


TheAddress = Annotated[Address, Depends(_address)]
"""The address that the page's own address names."""


def path_of(page: str) -> str:
    """Return where a page of the menu is."""
    return f"/settings/{page}" if page in set(Section) else f"/{page}"


_TEMPLATES.env.globals["path_of"] = path_of


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    """Answer with a page."""
    look = _site(request).look
    whole = {"look": look, "w": look.words, **context}
    return _TEMPLATES.TemplateResponse(request, template, whole, status_code=status)


def go_to(address: str) -> RedirectResponse:
    """Lead to another page."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
