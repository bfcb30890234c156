"""Adapters and the base model in one batch, on real servers with adapters that are heard."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from pydantic import BaseModel

from bench.adapter_swap.course import SKILLS, SLOTS, Course, learn_all
from bench.adapter_swap.scene import listed, reconciling
from bench.adapter_swap.traffic import Stretch
from bench.engine import engine, load
from bench.random_adapter import make
from errands.backends.manifest_file import write_manifest
from errands.contracts.served import SERVED_MODEL_NAME
from stack.layout import MODEL

pytestmark = [pytest.mark.served, pytest.mark.timeout(600)]

RANK = 8
LOUD = 0.5
"""Of the numbers in an adapter: nothing of the base model's answer is left."""
ROUNDS = 2
WORDS = 16
"""Tokens of an answer."""
PROMPTS = (
    "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,",
    "Monday, Tuesday, Wednesday, Thursday, Friday,",
    "A B C D E F G H I J K",
    "January, February, March, April, May, June,",
    "2, 4, 6, 8, 10, 12, 14, 16,",
    "one two three four five six seven",
)
"""The base model is sure of most: rounding in a batch changes nothing."""
RARE = 0.02
"""Share of answers that hang on a tie."""
LEAST_SURE = 3
"""Prompts."""
ALL = frozenset({"swapped@1", "swapped@2", "steady@1"})
"""Versions that have a turn, however slowly a machine loads them."""


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server with our operators for LoRA, or with vLLM's own, which a parameter tells."""
    flags = ["--model", str(MODEL), "--max-loras", str(SLOTS), "--kv-cache-gib", "1"]
    # Numbers of 16 bits, where a processor has them, are rounded otherwise in another batch.
    exactly = ["--no-enable-prefix-caching", "--dtype", "float32"]
    ours_or_not = ["--stock-lora-ops"] if request.param == "stock" else []
    log = tmp_path_factory.mktemp("engine") / "engine.log"
    with engine([*flags, *ours_or_not, "--", *exactly], log) as address:
        yield address


@pytest.mark.parametrize("server", ["ours"], indirect=True)
async def test_the_base_model_is_itself_beside_adapters_in_all_slots(
    server: str, tmp_path: Path
) -> None:
    assert await share_that_is_not_its_own(server, loud(tmp_path)) == 0


@pytest.mark.long  # says something of vLLM, nothing of ours
@pytest.mark.parametrize("server", ["stock"], indirect=True)
async def test_with_vllms_own_operators_it_is_not(server: str, tmp_path: Path) -> None:
    assert await share_that_is_not_its_own(server, loud(tmp_path)) > 0


@pytest.mark.parametrize("server", ["ours"], indirect=True)
async def test_versions_that_come_and_go_fail_nobody_and_mix_nothing(
    server: str, tmp_path: Path
) -> None:
    manifest, path = listed(tmp_path, MODEL, SKILLS), tmp_path / "manifest.json"
    answers = await learn_all(server, tmp_path, manifest, prompts=8)
    write_manifest(path, manifest)
    with reconciling(server, path) as adapters:
        course = Course(server, adapters, answers, manifest, path, Stretch(15, ALL, longest=300))
        tally, swaps = await course.swapped()
    assert (tally.failed, tally.foreign, tally.mixed) == ([], [], [])
    assert len(tally.ties) < RARE * len(tally.seconds)
    assert swaps > 3
    assert tally.versions >= ALL


def loud(folder: Path) -> dict[str, Path]:
    """An adapter for each slot."""
    names = [f"loud-{number}" for number in range(SLOTS)]
    return {n: make(folder / n, MODEL, RANK, seed, LOUD) for seed, n in enumerate(names)}


async def share_that_is_not_its_own(server: str, adapters: Mapping[str, Path]) -> float:
    """Of the base model's answers beside all adapters at once: how many it doesn't give alone."""
    async with httpx.AsyncClient(base_url=server, timeout=120) as client:
        alone = await sure_answers(client)
        assert len(alone) >= LEAST_SURE
        await load(server, adapters)
        wrong = 0
        for _ in range(ROUNDS):
            # The adapters' answers are the longest: all slots are taken until the others end.
            prompt, own = next(iter(alone.items()))
            loud = [answer(client, name, prompt, 2 * WORDS) for name in adapters]
            *others, beside = await asyncio.gather(*loud, answers(client, tuple(alone)))
            assert own not in [text[: len(own)] for text in others]
            wrong += sum(beside[asked] != text for asked, text in alone.items())
    return wrong / (ROUNDS * len(alone))


async def sure_answers(client: httpx.AsyncClient) -> dict[str, str]:
    """By prompt: what the base model says alone, where it says the same among its own kind."""
    alone = {prompt: await answer(client, SERVED_MODEL_NAME, prompt) for prompt in PROMPTS}
    together = await answers(client, PROMPTS)
    return {prompt: text for prompt, text in alone.items() if together[prompt] == text}


async def answers(client: httpx.AsyncClient, prompts: tuple[str, ...]) -> dict[str, str]:
    """The base model's, of one batch."""
    texts = await asyncio.gather(*(answer(client, SERVED_MODEL_NAME, p) for p in prompts))
    return dict(zip(prompts, texts, strict=True))


class Choice(BaseModel):
    text: str


class Completion(BaseModel):
    choices: list[Choice]


async def answer(client: httpx.AsyncClient, model: str, prompt: str, words: int = WORDS) -> str:
    body = {
        "model": model,
        "prompt": prompt,
        "max_tokens": words,
        "temperature": 0,
        "ignore_eos": True,
    }
    response = await client.post("/v1/completions", json=body)
    response.raise_for_status()
    return Completion.model_validate_json(response.content).choices[0].text
