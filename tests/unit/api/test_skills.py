"""Skills by REST."""

from datetime import date

import httpx

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion, Canary, Score, ServedSkills
from tests.unit.api.house import House, is_problem

FILL, GO = SkillName("fill-form"), SkillName("navigate")


def version(skill: SkillName, number: int) -> AdapterVersion:
    return AdapterVersion(
        skill=skill,
        version=number,
        path=f"{skill}/{number}",
        sha256="0" * 64,
        rank=8,
        base_model="base",
        created=date(2026, 11, 24),
        scores=(Score(suite="hotels", conversations=48, successes=43),) if number > 1 else (),
    )


async def test_skills_are_listed_with_all_their_versions(
    house: House, maya: httpx.AsyncClient
) -> None:
    manifest = AdapterManifest(
        base_model="base",
        adapters=(version(FILL, 1), version(FILL, 2), version(FILL, 3), version(GO, 1)),
        live={FILL: 2},
        canary={FILL: Canary(version=3, share=0.1)},
    )
    house.skills.skills = ServedSkills(manifest=manifest, answering={FILL: "fill-form@1"})
    body = (await maya.get("/v1/skills")).json()
    assert body["base_model"] == "base"
    fill, go = body["skills"]
    assert (fill["name"], fill["live"], fill["answering"]) == ("fill-form", 2, "fill-form@1")
    assert fill["canary"] == {"version": 3, "share": 0.1}
    assert [one["version"] for one in fill["versions"]] == [3, 2, 1]
    assert fill["versions"][1] == {
        "version": 2,
        "name": "fill-form@2",
        "rank": 8,
        "base_model": "base",
        "created": "2026-11-24",
        "scores": [{"suite": "hotels", "conversations": 48, "successes": 43}],
    }
    assert fill["versions"][2]["scores"] == []
    assert (go["live"], go["answering"], go["canary"]) == (None, None, None)


async def test_skills_that_nobody_can_tell_of(house: House, maya: httpx.AsyncClient) -> None:
    house.skills.skills = None
    answer = await maya.get("/v1/skills")
    assert is_problem(answer, 503, "skills_unknown")
    assert int(answer.headers["retry-after"]) > 0
