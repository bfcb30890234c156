"""The site of the browser suite: the files in browser_pages, and the same as data."""

from pathlib import Path

from errands.backends.memory_site import Group, Page, Part, Site
from errands.contracts.observation import Role, SectionKind
from tests.page_server import PageServer

_GUESTS = ("1 guest", "2 guests", "3 guests")


def serve_files(server: PageServer) -> None:
    for file in (Path(__file__).parent / "browser_pages").glob("*.html"):
        server.pages[f"/{file.name}"] = file.read_text()


def site_in_memory(host: str) -> Site:
    base = f"http://{host}"
    return {
        f"{base}/index.html": _index(),
        f"{base}/rooms.html": _rooms(),
        f"{base}/about.html": _about(),
        f"{base}/attach.html": _attach(),
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
    return Page(title="Apply", groups=(form,))


def _words(name: str, text: str) -> Group:
    paragraph = Part(role=Role.PARAGRAPH, name=text)
    return Group(kind=SectionKind.REGION, name=name, parts=(paragraph,))
