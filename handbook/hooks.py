"""What MkDocs calls while it builds the site; `mkdocs.yml` names this file."""

import json
import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from handbook import dashboards, decisions
from handbook.diagrams import NotDrawnError, with_pictures
from handbook.links import DeadLinkError, for_the_site
from handbook.pages import GUESTS, ROOT
from handbook.reference.document import Document
from handbook.reference.page import page as reference
from handbook.reference.served import served

_DECISIONS = "adr/index.md"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Puts each decision into the navigation, behind their list."""
    for section in config.nav or []:
        for pages in section.values():
            if _DECISIONS in pages:
                pages += [
                    {f"{one.number}. {one.title}": f"adr/{one.file}"} for one in decisions.records()
                ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that stand elsewhere, and those that are made."""
    document = served()
    made = {
        **{place: (ROOT / path).read_text() for path, place in GUESTS.items()},
        _DECISIONS: decisions.index(),
        "dashboards.md": dashboards.page(),
        "reference.md": reference(Document.model_validate(document)),
        "openapi.json": json.dumps(document, ensure_ascii=False),
    }
    for place, content in made.items():
        files.append(File.generated(config, place, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turns what GitHub shows into what the site does.

    Raises:
        PluginError: A link leads nowhere, or a diagram has no picture.
    """
    del files
    place = page.file.src_uri
    repository = f"{config.repo_url}/blob/main/" if config.repo_url else None
    try:
        text = for_the_site(markdown, place, repository)
        text = with_pictures(text, "../" * place.count("/"))
    except (DeadLinkError, NotDrawnError) as error:
        raise PluginError(f"{place}: {type(error).__name__}: {error}") from error
    if place == "errors.md":
        text = re.sub(r"^\| `(\w+)` \|", r"| `\1`{ #\1 } |", text, flags=re.MULTILINE)
    return text
