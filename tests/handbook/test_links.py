"""Links of the pages as GitHub follows them, and as they are turned for the site."""

from pathlib import Path

import pytest

from handbook.diagrams import NotDrawnError, every_diagram, with_pictures
from handbook.links import (
    LINK,
    DeadLinkError,
    for_the_site,
    heading_anchors,
    is_local,
    outside_code,
    target_of,
)
from handbook.pages import ROOT, sources


def local_links(path: Path) -> list[str]:
    found: list[str] = []

    def note(text: str) -> str:
        found.extend(link["target"] for link in LINK.finditer(text))
        return text

    outside_code(path.read_text(), note)
    return [target for target in found if is_local(target) or target.startswith("#")]


@pytest.mark.parametrize("path", [*sources()], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere_on_github(path: Path) -> None:
    source = str(path.relative_to(ROOT))
    for link in local_links(path):
        led = target_of(source, link) if is_local(link) else target_of(source, path.name + link)
        assert (ROOT / led.path).exists(), link
        if led.anchor:
            assert led.anchor in heading_anchors((ROOT / led.path).read_text()), link


@pytest.mark.parametrize(
    ("page", "link", "moved"),
    [
        ("wire.md", "[it](integrate.md#errors)", "[it](integrate.md#errors)"),
        ("wire.md", "[it](../CHANGELOG.md)", "[it](changelog.md)"),
        ("index.md", "[it](docs/wire.md)", "[it](wire.md)"),
        ("index.md", "[decisions](docs/adr)", "[decisions](adr/index.md)"),
        ("learning.md", "[it](../docs/labelling.md)", "[it](labelling.md)"),
        ("learning.md", "[suites/README.md](suites/README.md)", "[suites/README.md](suites.md)"),
        ("adr/0005-the-yes-is-code.md", "[it](../wire.md)", "[it](../wire.md)"),
        ("wire.md", "[it](https://example.org/)", "[it](https://example.org/)"),
        ("wire.md", "[it](#problems)", "[it](#problems)"),
    ],
)
def test_links_between_pages_are_moved(page: str, link: str, moved: str) -> None:
    assert for_the_site(link, page, None) == moved


def test_a_file_that_is_no_page_is_named_or_linked_to_where_the_repository_is() -> None:
    link = "[the table](../errands/settings.py) [errands/settings.py](../errands/settings.py)"
    named = "the table (`errands/settings.py`) `errands/settings.py`"
    assert for_the_site(link, "wire.md", None) == named
    address = "https://example.org/blob/main/"
    assert f"({address}errands/settings.py)" in for_the_site(link, "wire.md", address)


def test_a_link_to_no_file_is_an_error_and_code_is_left_alone() -> None:
    with pytest.raises(DeadLinkError, match=r"wire.md: ../no.py"):
        for_the_site("[it](../no.py)", "wire.md", None)
    code = "```\n[it](../no.py)\n```\n"
    assert for_the_site(code, "wire.md", None) == code


def test_a_picture_of_the_readme_is_moved_too() -> None:
    picture = "![The page](docs/pictures/chat-light.webp#gh-light-mode-only)"
    moved = "![The page](pictures/chat-light.webp#gh-light-mode-only)"
    assert for_the_site(picture, "index.md", None) == moved
    with pytest.raises(DeadLinkError, match=r"README.md: docs/pictures/no.webp"):
        for_the_site("![No](docs/pictures/no.webp)", "index.md", None)


def test_anchors_are_github_s() -> None:
    text = "# What's new, in `a_b`\n\n## Same\n\n## Same\n\n```sh\n# none\n```\n"
    assert heading_anchors(text) == {"whats-new-in-a_b", "same", "same-1"}


def test_every_diagram_has_a_title_and_its_picture_in_light_and_dark() -> None:
    diagrams = every_diagram()
    assert diagrams
    for diagram in diagrams:
        assert diagram.title
        shown = with_pictures(f"```mermaid\n{diagram.source}```\n", "../")
        assert shown.count(f"![{diagram.title}](../pictures/diagrams/") == 2


def test_a_changed_diagram_wants_another_picture() -> None:
    block = f"```mermaid\n{every_diagram()[0].source}  more --> nodes\n```"
    with pytest.raises(NotDrawnError):
        with_pictures(block, "")
