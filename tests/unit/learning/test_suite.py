"""Suites that are drawn: reproducible, in their own looks, from seeds that nobody learns from."""

from collections import Counter
from pathlib import Path

import pytest
import typer

from learning import record, selfplay, suite
from learning.case import read_suite
from learning.episode import Episode, episodes_to_learn_of
from learning.hotels import reword
from learning.repertoire import practice_of
from learning.script import Script, ScriptKind, read_scripts
from learning.seeds import DEV_SEEDS, HELD_OUT_SEEDS
from learning.wishes.site import SiteName
from sites.variant import HELD_OUT, TRAINING

SUITES = Path(suite.__file__).parent / "suites"
SITES = (SiteName.BILLS, SiteName.ACCOUNT, SiteName.RESTAURANTS, SiteName.MAIL)
DRAWN = [
    *((f"{site}.jsonl", site, 24, HELD_OUT, HELD_OUT_SEEDS) for site in SITES),
    (
        "shop.jsonl",
        SiteName.SHOP,
        24,
        HELD_OUT,
        HELD_OUT_SEEDS,
    ),  # kept out of training: none to tune by
    *((f"{site}-dev.jsonl", site, 12, TRAINING[:8], DEV_SEEDS) for site in SITES),
    *((f"{site}-dev-2.jsonl", site, 24, TRAINING[8:], DEV_SEEDS) for site in SITES),
]


def draw(
    output: Path, sites: str = "bills", seed: int = 900_999, **options: object
) -> list[Script]:
    suite.main(output=output, sites=sites, seed=seed, **{"scripts": 6, **options})  # type: ignore[arg-type]
    return list(read_scripts(output))


def test_the_same_options_give_the_same_file(tmp_path: Path) -> None:
    draw(tmp_path / "one.jsonl", sites="bills,mail")
    draw(tmp_path / "other.jsonl", sites="bills,mail")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "other.jsonl").read_bytes()


def test_each_look_is_played_as_often_as_the_others(tmp_path: Path) -> None:
    looks = Counter(script.variant for script in draw(tmp_path / "suite.jsonl", sites="account"))
    assert looks == {100: 2, 101: 2, 102: 1, 103: 1}


def test_only_the_kinds_that_are_asked_for_are_in_it(tmp_path: Path) -> None:
    drawn = draw(tmp_path / "suite.jsonl", kinds="changed,refused")
    assert {script.kind for script in drawn} <= {ScriptKind.CHANGED, ScriptKind.REFUSED}
    assert len(drawn) == 6


@pytest.mark.parametrize(
    ("sites", "seed", "variants"),
    [
        ("bills", 1, "100-103"),
        ("bills", 901_000, "100-103"),
        ("bills", 900_000, "0-7"),
        ("bills", 900_000, "0,100"),
        ("hotels", 900_000, "100-103"),
    ],
)
def test_a_suite_of_other_seeds_or_looks_is_refused(
    tmp_path: Path, sites: str, seed: int, variants: str
) -> None:
    with pytest.raises(typer.BadParameter):
        draw(tmp_path / "suite.jsonl", sites=sites, seed=seed, variants=variants)
    assert not (tmp_path / "suite.jsonl").exists()


@pytest.mark.parametrize("seed", [900_000, 900_999, 901_000, 901_999])
def test_nothing_is_learned_from_a_suites_seed(tmp_path: Path, seed: int) -> None:
    with pytest.raises(typer.BadParameter, match=f"seed {seed} is kept for suites"):
        record.main(output=tmp_path / "episodes.jsonl", episodes=1, seed=seed)
    with pytest.raises(typer.BadParameter, match="kept for suites"):
        selfplay.main(output=tmp_path / "episodes.jsonl", scripts=1, seed=seed)
    with pytest.raises(typer.BadParameter, match="kept for suites"):
        reword.main(samples=tmp_path, output=tmp_path, seed=seed)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [name for name, *_, seeds in DRAWN if seeds == HELD_OUT_SEEDS])
def test_a_recording_of_a_held_out_suite_is_not_learned_from(name: str, tmp_path: Path) -> None:
    path = tmp_path / "episodes.jsonl"
    played = [
        Episode(script=script, ok=True, outcome="ok", recordings=())
        for script in read_scripts(SUITES / name)
    ]
    path.write_text("".join(f"{episode.model_dump_json()}\n" for episode in played))
    assert list(episodes_to_learn_of(path)) == []


@pytest.mark.parametrize(("name", "site", "many", "looks", "seeds"), DRAWN)
def test_a_committed_suite_keeps_to_its_looks_and_seeds(
    name: str, site: SiteName, many: int, looks: range, seeds: range
) -> None:
    scripts = list(read_scripts(SUITES / name))
    assert len({script.id for script in scripts}) == len(scripts) == many
    assert {script.site for script in scripts} == {site}
    assert {script.variant for script in scripts} == set(looks)
    assert {int(script.id[1:].partition("-")[0]) in seeds for script in scripts} == {True}


@pytest.mark.parametrize("name", [name for name, *_ in DRAWN])
def test_a_committed_suite_asks_for_what_can_be_asked(name: str) -> None:
    for script in read_scripts(SUITES / name):
        known = {topic.name for topic in practice_of(script).topics}
        assert set(script.answers) <= known


@pytest.mark.parametrize("path", sorted(SUITES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_suite_can_be_evaluated(path: Path) -> None:
    lines = read_suite(path)
    assert lines.scripts or lines.steps
    assert {practice_of(script).site for script in lines.scripts} <= set(SiteName)
