from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from errands.backends.manifest_file import read_manifest
from learning import promote
from learning.compare import UnlikeScriptsError, compare
from learning.proof import NoProofError, Proof
from learning.result import Result
from learning.script import ScriptKind
from learning.wishes.site import SiteName


def result(name: str, *, ok: bool, invented: tuple[str, ...] = (), yes: bool = True) -> Result:
    return Result(
        id=name,
        site=SiteName.HOTELS,
        variant=0,
        kind=ScriptKind.AT_ONCE,
        ok=ok,
        outcome="ok",
        unlike_wish=(),
        invented=invented,
        without_yes=not yes,
        missing_not_asked=(),
        asked_needlessly=(),
        turns=1,
        steps=1,
        step_ms=(1.0,),
        rejections=(),
        prompt_tokens=1,
        cached_tokens=0,
        completion_tokens=1,
        chat=(),
        lines=(),
    )


def run(marks: str) -> list[Result]:
    """A script a letter: `+` is right."""
    return [result(str(number), ok=mark == "+") for number, mark in enumerate(marks)]


def write(folder: Path, suite: str, results: list[Result]) -> None:
    folder.mkdir(exist_ok=True)
    lines = "".join(f"{one.model_dump_json()}\n" for one in results)
    (folder / f"{suite}.jsonl").write_text(lines)


def test_five_wins_and_no_loss_are_better_and_four_may_be_chance() -> None:
    five = compare(run("-----+"), run("++++++"))
    assert five.is_better
    assert five.better_by_chance == pytest.approx(1 / 32)
    assert not compare(run("----+"), run("+++++")).is_better


def test_the_same_results_are_neither_better_nor_worse() -> None:
    pairs = compare(run("+-"), run("+-"))
    assert (pairs.is_better, pairs.is_worse, pairs.gain) == (False, False, 0.0)


@given(st.lists(st.sampled_from(["++", "+-", "-+", "--"]), max_size=30))
def test_a_gain_one_way_is_a_loss_the_other(marks: list[str]) -> None:
    before, after = (run("".join(pair[i] for pair in marks)) for i in (0, 1))
    there, back = compare(before, after), compare(after, before)
    assert there.gain == -back.gain
    assert there.better_by_chance == back.worse_by_chance
    assert not (there.is_better and there.is_worse)


def test_runs_of_other_scripts_are_no_pairs() -> None:
    with pytest.raises(UnlikeScriptsError, match="1"):
        compare(run("+"), run("+-"))


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """The new version wins its suite, and does as well on another."""
    before, after = tmp_path / "before", tmp_path / "after"
    write(before, "forms", run("------"))
    write(after, "forms", run("++++++"))
    write(before, "shop", run("+-"))
    write(after, "shop", run("+-"))
    return before, after


def test_a_surely_better_version_may_go_live(runs: tuple[Path, Path]) -> None:
    assert list(Proof.read(*runs, "forms").against()) == []


def test_better_by_chance_is_not_enough(runs: tuple[Path, Path]) -> None:
    assert ["shop: not surely better" in r for r in Proof.read(*runs, "shop").against()] == [True]


def test_a_version_that_is_worse_elsewhere_stays_out(runs: tuple[Path, Path]) -> None:
    before, after = runs
    write(before, "shop", run("++++++"))
    write(after, "shop", run("------"))
    (reason,) = Proof.read(before, after, "forms").against()
    assert reason.startswith("shop: worse")


def test_an_invented_value_or_a_missing_yes_outweighs_all_gains(runs: tuple[Path, Path]) -> None:
    before, after = runs
    write(after, "shop", [result("0", ok=True, invented=("city=Rome",)), result("1", ok=True)])
    assert list(Proof.read(before, after, "forms").against()) == ["shop: invented city=Rome in 0"]
    write(after, "shop", [result("0", ok=True, yes=False), result("1", ok=True)])
    assert list(Proof.read(before, after, "forms").against()) == [
        "shop: an effect without a yes in 0"
    ]


def test_a_suite_that_one_version_did_not_play_is_no_proof(runs: tuple[Path, Path]) -> None:
    before, after = runs
    (after / "shop.jsonl").unlink()
    with pytest.raises(NoProofError, match="shop"):
        Proof.read(before, after, "forms")
    with pytest.raises(NoProofError, match="bills"):
        Proof.read(before, before, "bills")


def test_small_suites_prove_it_together(runs: tuple[Path, Path]) -> None:
    before, after = runs
    for suite in ("shop", "mail"):
        write(before, suite, run("---+"))
        write(after, suite, run("++++"))
    assert list(Proof.read(before, after, "shop").against()) != []
    together = Proof.read(before, after, "shop", "mail")
    assert list(together.against()) == []
    assert together.own.score.conversations == 8
    write(before, "mail", run("+++++++"))
    write(after, "mail", run("-------"))
    reasons = Proof.read(before, after, "shop", "mail").against()
    assert any(reason.startswith("mail: worse") for reason in reasons)


def test_promotion_asks_for_the_proof(
    runs: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = runs
    adapter, manifest = tmp_path / "adapter", tmp_path / "m/manifest.json"
    adapter.mkdir()
    for name in ("adapter_model.safetensors", "adapter_config.json"):
        (adapter / name).write_text('{"r": 8}')
    given_files = {"skill": "fill-form", "adapter": adapter, "manifest": manifest}
    with pytest.raises(typer.BadParameter, match="--unproven"):
        promote.main(**given_files)
    with pytest.raises(typer.Exit) as refused:
        promote.main(**given_files, suite=["shop"], before=before, after=after)
    assert refused.value.exit_code == promote.NOT_PROVEN
    assert "not surely better" in capsys.readouterr().err
    assert not manifest.exists()
    promote.main(**given_files, suite=["forms"], before=before, after=after)
    assert '"fill-form":1' in manifest.read_text().replace(" ", "")
    (promoted,) = read_manifest(manifest).adapters
    own = Proof.read(before, after, "forms").own
    assert promoted.scores[0] == own.score
    assert own.score.successes == sum(one.ok for one in own.after)
    assert {score.suite for score in promoted.scores} == {path.stem for path in after.iterdir()}
