"""The page on which an account is closed."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sites.account.site import OPEN, TheAccount, TheSite, render
from sites.reference import reference
from sites.visitor import Visitor

router: Final = APIRouter(dependencies=[OPEN])


@router.get("/closing")
def ask_to_close(request: Request, account: TheAccount) -> HTMLResponse:
    """Show what is about to be lost."""
    return render(request, "closing.html", {"account": account, "ref": ""})


@router.post("/closing")
def close(request: Request, site: TheSite, account: TheAccount, visitor: Visitor) -> HTMLResponse:
    """Close the account for good."""
    site.store.change(visitor, lambda now: now.model_copy(update={"closed": True}))
    ref = reference(sum(visitor.encode()), site.seed)
    return render(request, "closing.html", {"account": account, "ref": ref})
