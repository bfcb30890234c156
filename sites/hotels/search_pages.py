"""The pages on which a visitor finds a hotel."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from sites.hotels.catalogue import Sort, arrange
from sites.hotels.forms import SearchForm
from sites.hotels.site import TheSite, render
from sites.hotels.stay import Stay

router: Final = APIRouter()
_MOST_SHOWN: Final = 6


class ResultsForm(SearchForm):
    """A search with its order and its filter."""

    sort: Sort = Sort.RECOMMENDED
    breakfast: str = ""


@router.get("/")
def search(request: Request, form: Annotated[SearchForm, Query()]) -> HTMLResponse:
    """Show the search form, filled with what the address carries and nothing else."""
    return render(request, "search.html", {"form": form, "errors": {}})


@router.get("/results")
def results(
    request: Request,
    site: TheSite,
    form: Annotated[ResultsForm, Query()],
) -> HTMLResponse:
    """List the hotels that have room."""
    stay = form.stay(site.today)
    if not isinstance(stay, Stay):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "search.html", {"form": form, "errors": stay}, status)
    found = site.catalogue.with_room(stay)
    if form.breakfast:
        found = tuple(hotel for hotel in found if hotel.breakfast)
    shown = arrange(found, form.sort)[:_MOST_SHOWN]
    context = {"form": form, "stay": stay, "hotels": shown, "found": len(found), "sorts": Sort}
    return render(request, "results.html", context)


@router.get("/hotels/{hotel_id}")
def hotel(
    request: Request,
    site: TheSite,
    hotel_id: str,
    form: Annotated[SearchForm, Query()],
) -> HTMLResponse:
    """Show one hotel, with the price where the address carries a stay."""
    found = site.catalogue.find(hotel_id)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    stay = form.stay(site.today)
    if not isinstance(stay, Stay):
        return render(request, "hotel.html", {"hotel": found, "stay": None})
    has_room = site.catalogue.has_room(found, stay)
    return render(request, "hotel.html", {"hotel": found, "stay": stay, "has_room": has_room})
