"""Requests that are sent at once, and how many tokens a second come of it."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

_TIMEOUT = 900.0
_FIRST_TOKEN = 1000
_LAST_TOKEN = 40_000
"""Ordinary tokens, of which prompts are drawn: no prompt is in the cache."""


@dataclass(frozen=True, slots=True)
class Load:
    """Tokens of one request."""

    name: str
    prompt: int
    answer: int


@dataclass(frozen=True, slots=True)
class Wave:
    """`models` are asked in turn by `requests` requests."""

    load: Load
    requests: int
    models: Sequence[str]


async def measure(client: httpx.AsyncClient, wave: Wave, draw: random.Random) -> float:
    """Tokens a second, prompts' and answers' together, from the first request to the last answer.

    Raises:
        httpx.HTTPStatusError: the server refused one.
    """
    bodies = [_body(wave, number, draw) for number in range(wave.requests)]
    begun = time.perf_counter()
    answers = await asyncio.gather(*(_ask(client, body) for body in bodies))
    seconds = time.perf_counter() - begun
    return sum(answers) / seconds


def _body(wave: Wave, number: int, draw: random.Random) -> dict[str, object]:
    prompt = [draw.randrange(_FIRST_TOKEN, _LAST_TOKEN) for _ in range(wave.load.prompt)]
    return {
        "model": wave.models[number % len(wave.models)],
        "prompt": prompt,
        "max_tokens": wave.load.answer,
        "ignore_eos": True,
        "temperature": 0,
    }


async def _ask(client: httpx.AsyncClient, body: dict[str, object]) -> int:
    response = await client.post("/v1/completions", json=body, timeout=_TIMEOUT)
    response.raise_for_status()
    return int(response.json()["usage"]["total_tokens"])
