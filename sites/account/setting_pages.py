"""The pages of settings, and what is saved on them."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from sites.account.account import SECTIONS, Section, Setting
from sites.account.forms import Errors, SettingsForm, Values, values_of, wrong_settings
from sites.account.look import Editing, Menu
from sites.account.site import OPEN, Site, TheAccount, TheSite, go_to, path_of, render
from sites.visitor import Visitor

router: Final = APIRouter(dependencies=[OPEN])


@router.get("/")
def home(request: Request, site: TheSite, account: TheAccount) -> Response:
    """Lead to the first section, or list them all."""
    if site.look.menu is Menu.OVERVIEW:
        return render(request, "overview.html", {"account": account})
    return go_to(path_of(site.look.pages[0]))


@router.get("/settings/{section}")
def section(
    request: Request, site: TheSite, account: TheAccount, section: Section, saved: str = ""
) -> HTMLResponse:
    """Show a section, as one form or with a link at each setting."""
    values = values_of(account.settings, site.look.sections[section])
    if site.look.editing is Editing.TOGETHER:
        return _ask(request, section, values, {}, saved=bool(saved))
    context = {"page": section, "values": values, "saved": bool(saved)}
    return render(request, "settings.html", context)


@router.post("/settings/{section}")
def save(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    section: Section,
    form: Annotated[SettingsForm, Form()],
) -> Response:
    """Save a section, or say what is wrong with it."""
    return _save(request, site, visitor, section, form.values(SECTIONS[section]))


def _one(section: Section, setting: Setting) -> Setting:
    if setting not in SECTIONS[section]:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return setting


One = Annotated[Setting, Depends(_one)]


@router.get("/settings/{section}/{setting}")
def one_setting(
    request: Request, account: TheAccount, section: Section, setting: One
) -> HTMLResponse:
    """Show one setting in a form of its own."""
    return _ask(request, section, values_of(account.settings, (setting,)), {})


@router.post("/settings/{section}/{setting}")
def save_one(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    section: Section,
    setting: One,
    form: Annotated[SettingsForm, Form()],
) -> Response:
    """Save one setting, or say what is wrong with it."""
    return _save(request, site, visitor, section, form.values((setting,)))


def _save(request: Request, site: Site, visitor: str, section: Section, values: Values) -> Response:
    if errors := wrong_settings(values):
        return _ask(request, section, values, errors)
    site.store.change(visitor, lambda account: account.with_settings(values))
    return go_to(f"/settings/{section}?saved=yes")


def _ask(
    request: Request, section: Section, values: Values, errors: Errors, *, saved: bool = False
) -> HTMLResponse:
    alone = next(iter(values)) if len(values) == 1 else None
    context = {"page": section, "values": values, "errors": errors, "saved": saved}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "form.html", {**context, "alone": alone}, status)
