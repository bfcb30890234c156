"""The pages on which a visitor finds a restaurant."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from sites.restaurants.catalogue import Search
from sites.restaurants.forms import SearchForm
from sites.restaurants.site import TheSite, render

router: Final = APIRouter()


@router.get("/")
def find(request: Request, site: TheSite, form: Annotated[SearchForm, Query()]) -> HTMLResponse:
    """Show the search, filled with what the address carries and nothing else."""
    context = {"fields": site.look.search_fields(), "form": form, "errors": {}}
    return render(request, "search.html", context)


@router.get("/results")
def results(request: Request, site: TheSite, form: Annotated[SearchForm, Query()]) -> HTMLResponse:
    """List what a search finds."""
    search = form.search()
    if not isinstance(search, Search):
        context = {"fields": site.look.search_fields(), "form": form, "errors": search}
        return render(request, "search.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    found = site.catalogue.search(search)
    context = {"search": search, "found": found, "fields": site.look.filter_fields(), "form": form}
    return render(request, "results.html", context)


@router.get("/restaurants/{restaurant_id}")
def restaurant(request: Request, site: TheSite, restaurant_id: str) -> HTMLResponse:
    """Show one restaurant with its opening hours."""
    return render(request, "restaurant.html", {"restaurant": site.restaurant(restaurant_id)})
