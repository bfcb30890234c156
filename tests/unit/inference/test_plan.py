import pytest

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion
from services.inference.plan import Load, Unload, answering, plan

BASE = "smollm2-135m-instruct"


def version(name: str) -> AdapterVersion:
    skill, _, number = name.partition("@")
    return AdapterVersion(
        skill=SkillName(skill),
        version=int(number),
        path=f"{skill}/{number}",
        sha256="0" * 64,
        rank=8,
        base_model=BASE,
    )


def manifest(*listed: str, live: dict[str, int]) -> AdapterManifest:
    return AdapterManifest(
        base_model=BASE,
        adapters=tuple(version(name) for name in listed),
        live={SkillName(skill): number for skill, number in live.items()},
    )


TWO_SKILLS = manifest("book@1", "fill@1", "fill@2", live={"book": 1, "fill": 2})


@pytest.mark.parametrize(
    ("loaded", "steps"),
    [
        ((), (Load(version("book@1")), Load(version("fill@2")))),
        (("book@1", "fill@2"), ()),
        (("book@1", "fill@1", "fill@2"), (Unload("fill@1"),)),
        (("book@1", "fill@1"), (Load(version("fill@2")),)),
        (("book@1", "fill@2", "gone@4"), (Unload("gone@4"),)),
        (("book@1", "fill@2", "somebody-elses"), ()),
    ],
    ids=["restart", "in step", "old", "new version not loaded", "skill gone", "stranger"],
)
def test_plan(loaded: tuple[str, ...], steps: tuple[Load | Unload, ...]) -> None:
    assert plan(TWO_SKILLS, loaded) == steps


def test_rolling_back_loads_the_older_and_keeps_the_newer_meanwhile() -> None:
    rolled_back = manifest("fill@1", "fill@2", live={"fill": 1})
    assert plan(rolled_back, ("fill@2",)) == (Load(version("fill@1")),)
    assert plan(rolled_back, ("fill@1", "fill@2")) == (Unload("fill@2"),)


@pytest.mark.parametrize(
    ("loaded", "names"),
    [
        ((), {}),
        (("fill@1",), {"fill": "fill@1"}),
        (("fill@1", "fill@2", "book@1"), {"book": "book@1", "fill": "fill@2"}),
    ],
)
def test_a_skill_answers_with_what_is_loaded(
    loaded: tuple[str, ...], names: dict[str, str]
) -> None:
    assert answering(TWO_SKILLS, loaded) == names


@pytest.mark.parametrize(
    ("loaded", "name"),
    [
        (("fill@1", "fill@2", "fill@4"), "fill@2"),
        (("fill@1", "fill@4"), "fill@1"),
        (("fill@1", "fill@5"), "fill@1"),
        (("fill@4", "fill@5"), "fill@4"),
        (("fill@5",), "fill@5"),
    ],
    ids=["live before", "older", "not the one being tried", "newer", "what there is"],
)
def test_while_the_live_version_cant_be_loaded_another_one_stands_in(
    loaded: tuple[str, ...], name: str
) -> None:
    listed = manifest("fill@1", "fill@2", "fill@3", "fill@4", "fill@5", live={"fill": 2})
    skill = SkillName("fill")
    wanted = listed.with_live(skill, 3).with_canary(skill, 5, 0.1)
    assert answering(wanted, loaded) == {skill: name}
