"""A new package fails until it is placed: the linter knows every top-level package."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APART = {"tests"}


def test_every_package_has_its_place_in_the_import_contracts() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - APART
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert packages == set(settings["root_packages"])
    layers = [
        set(" | ".join(c["layers"]).split(" | "))
        for c in settings["contracts"]
        if c["type"] == "layers" and "containers" not in c
    ]
    assert packages in layers


def test_every_layer_contract_inside_a_package_is_exhaustive() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    inside = [c for c in settings["contracts"] if "containers" in c]
    assert inside
    assert [c["name"] for c in inside if not c.get("exhaustive")] == []
