import pytest
from pydantic import ValidationError

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion, UnknownVersionError

BASE = "smollm2-135m-instruct"
SKILL = SkillName("fill-form")


def adapter(version: int = 1, skill: str = SKILL, **changes: object) -> AdapterVersion:
    fields: dict[str, object] = {
        "skill": skill,
        "version": version,
        "path": f"{skill}/{version}",
        "sha256": "0" * 64,
        "rank": 8,
        "base_model": BASE,
    }
    return AdapterVersion.model_validate(fields | changes)


def test_a_version_is_served_under_skill_and_number() -> None:
    assert adapter(3).name == "fill-form@3"


@pytest.mark.parametrize("name", ["", "Fill", "1st", "a_b", "a/b", "../x", "a" * 42, "a\n", "a@1"])
def test_a_skill_name_that_is_unsafe_in_a_path_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        adapter(skill=name, path="fine/1")


@pytest.mark.parametrize("path", ["", "/abs", "../up", "a/../../b", "a\\b"])
def test_a_path_out_of_the_manifest_folder_is_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        adapter(path=path)


@pytest.mark.parametrize(
    "changes", [{"version": 0}, {"rank": 0}, {"sha256": "xyz"}, {"base_model": ""}, {"more": 1}]
)
def test_fields_are_checked(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AdapterVersion.model_validate(adapter().model_dump() | changes)


def test_a_live_version_must_be_listed() -> None:
    with pytest.raises(ValidationError, match="live but not listed: fill-form@2"):
        AdapterManifest(base_model=BASE, adapters=(adapter(1),), live={SKILL: 2})


def test_a_version_is_listed_once() -> None:
    with pytest.raises(ValidationError, match="more than once"):
        AdapterManifest(base_model=BASE, adapters=(adapter(1), adapter(1)))


def test_adapters_of_another_base_model_are_refused() -> None:
    with pytest.raises(ValidationError, match="not made for"):
        AdapterManifest(base_model=BASE, adapters=(adapter(base_model="other"),))


def test_a_new_version_goes_live_only_when_asked() -> None:
    first = AdapterManifest(base_model=BASE).with_version(adapter(1), live=True)
    second = first.with_version(adapter(2))
    assert second.live_version(SKILL) == adapter(1)
    assert second.with_live(SKILL, 2).live_version(SKILL) == adapter(2)
    assert second.with_live(SKILL, 2).with_live(SKILL, 1).live == {SKILL: 1}
    assert first.adapters == (adapter(1),)


def test_a_listed_version_cannot_be_replaced() -> None:
    manifest = AdapterManifest(base_model=BASE, adapters=(adapter(1),))
    with pytest.raises(ValidationError, match="more than once"):
        manifest.with_version(adapter(1, sha256="1" * 64))


def test_an_unlisted_version_cannot_go_live() -> None:
    with pytest.raises(UnknownVersionError):
        AdapterManifest(base_model=BASE).with_live(SKILL, 1)


def test_a_skill_without_a_live_version_has_none() -> None:
    assert AdapterManifest(base_model=BASE, adapters=(adapter(1),)).live_version(SKILL) is None


def test_a_manifest_survives_its_file() -> None:
    manifest = AdapterManifest(base_model=BASE).with_version(adapter(1), live=True)
    assert AdapterManifest.model_validate_json(manifest.model_dump_json()) == manifest


def tried(share: float = 0.25) -> AdapterManifest:
    both = AdapterManifest(base_model=BASE).with_version(adapter(1), live=True)
    return both.with_version(adapter(2)).with_canary(SKILL, 2, share)


def test_a_canary_is_served_beside_the_live_version() -> None:
    assert tried().live_adapters() == (adapter(1),)
    assert tried().canary_adapters() == (adapter(2),)
    assert tried().without_canary(SKILL).canary_adapters() == ()


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5])
def test_a_canary_answers_for_some_sessions_not_for_none_or_all(share: float) -> None:
    with pytest.raises(ValidationError):
        tried(share)


def test_the_live_version_is_no_canary_and_a_skill_without_one_has_none() -> None:
    with pytest.raises(ValidationError, match="can't be tried"):
        tried().with_canary(SKILL, 1, 0.5)
    with pytest.raises(ValidationError, match="can't be tried"):
        AdapterManifest(base_model=BASE).with_version(adapter(1)).with_canary(SKILL, 1, 0.5)
    with pytest.raises(UnknownVersionError):
        tried().with_canary(SKILL, 3, 0.5)


def test_going_live_ends_the_canary_and_is_undone_by_a_rollback() -> None:
    live = tried().with_live(SKILL, 2)
    assert live.live == {SKILL: 2}
    assert live.canary == {}
    assert live.rolled_back(SKILL).live == {SKILL: 1}
    assert live.rolled_back(SKILL).rolled_back(SKILL).live == {SKILL: 2}


def test_nothing_to_roll_back_to_is_said() -> None:
    with pytest.raises(UnknownVersionError, match="nothing was live before"):
        tried().rolled_back(SKILL)


def test_the_same_version_live_again_forgets_nothing() -> None:
    live = tried().with_live(SKILL, 2).with_live(SKILL, 2)
    assert live.rolled_back(SKILL).live == {SKILL: 1}
