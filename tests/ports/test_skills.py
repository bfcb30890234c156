"""One suite for every `SkillSource`."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from errands.backends.served_skills import FixedSkills, ToldSkills
from errands.contracts.errors import SkillsUnknownError
from errands.contracts.ids import SkillName
from errands.contracts.ports import SkillSource
from errands.contracts.skill import AdapterManifest, AdapterVersion, Score, ServedSkills
from services.inference.adapter_table import table_of

FILL = SkillName("fill-form")


def version(number: int) -> AdapterVersion:
    return AdapterVersion(
        skill=FILL,
        version=number,
        path=f"fill-form/{number}",
        sha256="0" * 64,
        rank=8,
        base_model="base",
        scores=(Score(suite="hotels", conversations=48, successes=43),),
    )


MANIFEST = AdapterManifest(base_model="base", adapters=(version(1), version(2)), live={FILL: 2})
SERVED = ServedSkills(manifest=MANIFEST, answering={FILL: "fill-form@1"})


def answered(status: int, body: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, text=body)


@pytest.fixture(params=["memory", "told"])
async def source(request: pytest.FixtureRequest) -> AsyncIterator[SkillSource]:
    if request.param == "memory":
        yield FixedSkills(SERVED)
        return
    warm = frozenset({"fill-form@1"})
    table = table_of(MANIFEST, warm, warm, {}, is_up=True).model_dump_json()
    transport = httpx.MockTransport(answered(200, table))
    async with httpx.AsyncClient(transport=transport) as client:
        yield ToldSkills("http://adapters.test/adapters", client)


async def test_what_is_listed_and_what_answers(source: SkillSource) -> None:
    assert await source.read() == SERVED


async def test_what_nobody_knows_is_an_error() -> None:
    with pytest.raises(SkillsUnknownError):
        await FixedSkills(None).read()


@pytest.mark.parametrize(
    ("status", "body"), [(503, "{}"), (200, "{}"), (200, "no json"), (200, '{"manifest": {}}')]
)
async def test_who_tells_nothing_of_use_is_an_error(status: int, body: str) -> None:
    transport = httpx.MockTransport(answered(status, body))
    async with httpx.AsyncClient(transport=transport) as client:
        with pytest.raises(SkillsUnknownError):
            await ToldSkills("http://adapters.test/adapters", client).read()


async def test_who_is_away_is_an_error(client: httpx.AsyncClient) -> None:
    with pytest.raises(SkillsUnknownError):
        await ToldSkills("http://127.0.0.1:9/adapters", client).read()
