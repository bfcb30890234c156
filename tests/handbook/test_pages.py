"""Pages that say what code says."""

import json
import re
from pathlib import Path
from typing import Final

from PIL import Image

from errands.agent.parse import ParseFailure, parse
from handbook.diagrams import FOLDER as DIAGRAMS
from handbook.diagrams import every_diagram
from handbook.pages import DOCS
from handbook.pictures.shots import MOST_BYTES
from services.api.problems import REQUEST_ID, Code, ProblemError, problem_response

CONCEPTS: Final = (DOCS / "concepts.md").read_text()
ERRORS: Final = (DOCS / "errors.md").read_text()


def test_every_problem_says_what_to_do() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", ERRORS, re.MULTILINE)
    codes = [code for code, _ in rows]
    assert len(codes) == len({*codes})
    assert {*codes} == {*Code}


def test_the_problem_on_the_page_is_one() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", ERRORS, re.DOTALL)[0])
    scope = {"path": shown["instance"], "state": {REQUEST_ID: shown["request_id"]}}
    answered = problem_response(ProblemError(Code(shown["code"])), scope)
    assert shown == json.loads(answered.body)


def test_every_line_on_the_page_of_concepts_is_one_of_the_language() -> None:
    table = re.findall(r"^\| (`.+?`) \|", CONCEPTS, re.MULTILINE)
    lines = [line for cell in table for line in re.findall(r"`([^`]+)`", cell)]
    played = re.findall(r"^ ?\d+ [a-z-]+ +(.+?) -> ", CONCEPTS, re.MULTILINE)
    assert len(lines) > 10
    assert len(played) > 10
    assert [line for line in (*lines, *played) if isinstance(parse(line), ParseFailure)] == []


def test_pictures_are_small_and_shown_somewhere() -> None:
    texts = "".join(path.read_text() for path in DOCS.rglob("*.md"))
    drawn = {DOCS / one.picture(scheme) for one in every_diagram() for scheme in ("light", "dark")}
    assert drawn == {*(DOCS / DIAGRAMS).iterdir()}
    for path in sorted((DOCS / "pictures").glob("*.webp")):
        assert path.stat().st_size < MOST_BYTES
        assert is_shown(path, texts), path.name
        with Image.open(path) as picture:
            assert picture.size == (1280, 800)


def is_shown(path: Path, texts: str) -> bool:
    return f"pictures/{path.name}" in texts
