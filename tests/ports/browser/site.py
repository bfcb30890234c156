"""The site of the browser suite: the files in `pages`, and the same as data."""

from collections.abc import Iterator
from pathlib import Path

from errands.backends.memory_site import Group, Page, Part, Site
from errands.contracts.observation import Role, SectionKind
from tests.page_server import PageServer

PRICES = "room,price\nsmall,80\n"
_GUESTS = ("1 guest", "2 guests", "3 guests")
_CITIES = ("Rome, Italy", "Romford, England", "Nice, France")


def serve_files(server: PageServer) -> None:
    for file in (Path(__file__).parent / "pages").glob("*.html"):
        server.pages[f"/{file.name}"] = file.read_text()
    server.pages["/prices.csv"] = PRICES


def site_in_memory(host: str) -> Site:
    base = f"http://{host}"
    return {
        f"{base}/index.html": _index(),
        f"{base}/rooms.html": _rooms(),
        f"{base}/about.html": _about(),
        f"{base}/attach.html": _attach(),
        f"{base}/controls.html": _controls(),
        f"{base}/lists.html": _lists(),
        f"{base}/dates.html": _dates(),
        f"{base}/menus.html": _menus(),
        f"{base}/events.html": _events(),
        f"{base}/feed.html": _feed(),
        f"{base}/log.html": _log(),
    }


def _index() -> Page:
    form = Group(
        kind=SectionKind.FORM,
        name="Search",
        parts=(
            Part(role=Role.TEXT_FIELD, name="City", required=True),
            Part(role=Role.DATE_FIELD, name="Arrival", required=True),
            Part(role=Role.SELECT, name="Guests", options=_GUESTS, required=True),
            Part(role=Role.PASSWORD_FIELD, name="PIN"),
            Part(role=Role.CHECKBOX, name="Breakfast", checked=False),
            Part(role=Role.BUTTON, name="Search", submits=True, to="/rooms.html"),
        ),
    )
    more = Group(
        kind=SectionKind.REGION,
        name="More",
        parts=(
            Part(role=Role.BUTTON, name="Remove the offer", removes="Offer"),
            Part(role=Role.LINK, name="Offer", to="/about.html"),
            Part(role=Role.BUTTON, name="Idle"),
            Part(role=Role.LINK, name="About", to="/about.html"),
            Part(role=Role.LINK, name="Elsewhere", to="http://elsewhere.test/"),
        ),
    )
    return Page(
        title="Find a room", groups=(_words("Find a room", "Rooms by the sea."), form, more)
    )


def _rooms() -> Page:
    small, large = (
        (
            Part(role=Role.PARAGRAPH, name=name, item=item),
            Part(role=Role.LINK, name="Book", item=item, to="/about.html"),
        )
        for item, name in ((1, "Small room"), (2, "Large room"))
    )
    rooms = Group(kind=SectionKind.LIST, name="Rooms", parts=(*small, *large))
    return Page(title="Rooms", groups=(rooms,))


def _about() -> Page:
    return Page(title="About", groups=(_words("About", "Four rooms since 1902."),))


def _attach() -> Page:
    form = Group(
        kind=SectionKind.FORM,
        name="Application",
        parts=(Part(role=Role.FILE_FIELD, name="CV"), Part(role=Role.BUTTON, name="Wait")),
    )
    return Page(title="Apply", groups=(_heading("Apply"), form))


def _controls() -> Page:
    parts = (
        Part(role=Role.TEXT_FIELD, name="Name"),
        Part(role=Role.TEXT_FIELD, name="Note", multiline=True),
        Part(role=Role.EMAIL_FIELD, name="Email"),
        Part(role=Role.PHONE_FIELD, name="Phone"),
        Part(role=Role.NUMBER_FIELD, name="Rooms", minimum="1", maximum="9"),
        Part(role=Role.NUMBER_FIELD, name="Volume", value="5", minimum="0", maximum="10"),
        Part(role=Role.NUMBER_FIELD, name="Price", value="20", minimum="0", maximum="50"),
        Part(role=Role.TEXT_FIELD, name="Letter", multiline=True),
        Part(role=Role.CHECKBOX, name="Parking", checked=False),
        Part(role=Role.RADIO, name="Ship it", checked=False, one_of="way"),
        Part(role=Role.RADIO, name="Collect it", checked=False, one_of="way"),
        Part(role=Role.CHECKBOX, name="Dark", checked=False),
        Part(role=Role.BUTTON, name="Closed", disabled=True),
    )
    return _form("Controls", *parts)


def _lists() -> Page:
    return _form(
        "Lists",
        Part(role=Role.SELECT, name="Guests", options=_GUESTS),
        Part(role=Role.SELECT, name="Size", value="Any", options=("Small", "Large"), drawn=True),
        Part(role=Role.SELECT, name="Colour", value="Any", options=("Red", "Blue"), drawn=True),
        Part(role=Role.COMBOBOX, name="City", options=_CITIES),
    )


def _dates() -> Page:
    return _form(
        "Dates",
        Part(role=Role.DATE_FIELD, name="Arrival"),
        Part(role=Role.DATE_FIELD, name="Departure", date_form="%m/%d/%Y"),
    )


def _menus() -> Page:
    parts = (
        Part(role=Role.TAB, name="Rates", checked=True, one_of="tabs"),
        Part(role=Role.TAB, name="Rules", checked=False, one_of="tabs"),
        Part(role=Role.PARAGRAPH, name="Rooms from 80", under="Rates"),
        Part(role=Role.PARAGRAPH, name="No pets", under="Rules"),
        Part(role=Role.BUTTON, name="Products", opens=True),
        Part(role=Role.LINK, name="Lamps", under="Products", to="/about.html"),
    )
    return _region("Menus", *parts)


def _events() -> Page:
    return _region(
        "Events",
        Part(role=Role.BUTTON, name="Save", asks="Saved"),
        Part(role=Role.BUTTON, name="Delete", asks="Delete all?"),
        Part(role=Role.BUTTON, name="Name", asks="Your name?"),
        Part(role=Role.LINK, name="Leaflet", to="/about.html", new_tab=True),
        Part(role=Role.BUTTON, name="Pop-up", to="/rooms.html", new_tab=True),
        Part(
            role=Role.LINK,
            name="Prices",
            to="/prices.csv",
            downloads="prices.csv",
            content=PRICES.encode(),
        ),
    )


def _feed() -> Page:
    first, *later = _screens("News", items=True)
    news = Group(kind=SectionKind.LIST, name="News", parts=first, later=tuple(later))
    return Page(title="Feed", groups=(_heading("Feed"), news))


def _log() -> Page:
    first, *later = _screens("Line", items=False)
    lines = Group(kind=SectionKind.REGION, name="Log", parts=first, later=tuple(later), keeps=False)
    return Page(title="Log", groups=(lines,))


def _screens(name: str, *, items: bool) -> Iterator[tuple[Part, ...]]:
    for start in (1, 11, 21):
        yield tuple(
            Part(role=Role.LINK, name=f"{name} {n}", item=n * items, to="/about.html")
            for n in range(start, start + 10)
        )


def _form(name: str, *parts: Part) -> Page:
    return Page(title=name, groups=(Group(kind=SectionKind.FORM, name=name, parts=parts),))


def _region(name: str, *parts: Part) -> Page:
    return Page(title=name, groups=(Group(kind=SectionKind.REGION, name=name, parts=parts),))


def _heading(name: str) -> Group:
    heading = Part(role=Role.HEADING, name=name)
    return Group(kind=SectionKind.REGION, name=name, parts=(heading,))


def _words(name: str, text: str) -> Group:
    paragraph = Part(role=Role.PARAGRAPH, name=text)
    return Group(kind=SectionKind.REGION, name=name, parts=(paragraph,))
