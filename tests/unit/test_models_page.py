"""docs/models.md is held to the settings and to the modes that there are."""

import re
from pathlib import Path

from errands.contracts.model_api import ModelApi
from errands.settings import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs/models.md").read_text()


def rows() -> dict[str, list[str]]:
    head, _, *lines = [
        line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("|")
    ]
    assert head[0].strip() == "`ERRANDS_MODEL_API`"
    return {name.strip().strip("`"): [cell.strip() for cell in cells] for name, *cells in lines}


def test_the_table_has_every_mode_and_no_other_in_their_order() -> None:
    assert list(rows()) == list(ModelApi)


def test_the_table_says_who_is_asked_by_completions_and_who_keeps_adapters() -> None:
    completions = {name for name, (asked, *_) in rows().items() if asked == "completions"}
    assert completions == {ModelApi.VLLM, ModelApi.COMPLETIONS}
    adapters = {name for name, (_, _, adapters, *_) in rows().items() if adapters != "no"}
    assert adapters == {ModelApi.VLLM}


def test_it_says_which_mode_is_whose() -> None:
    described = re.findall(r"^- `([a-z-]+)`: ", PAGE, re.MULTILINE)
    assert described == list(ModelApi)


def test_its_settings_are_there_with_what_they_are_unless_set() -> None:
    told = dict(re.findall(r"`ERRANDS_([A-Z_]+)` \((\d+)\)", PAGE))
    fields = Settings.model_fields
    assert told.keys() > {"MODEL_REPAIRS", "MODEL_TOKENS"}
    assert {name: float(value) for name, value in told.items()} == {
        name: fields[name.lower()].default for name in told
    }
    named = set(re.findall(r"ERRANDS_([A-Z_]+)", PAGE))
    assert {name for name in named if name.lower() not in fields} == set()
