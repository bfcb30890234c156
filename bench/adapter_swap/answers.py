"""What each version answers, and which prompts tell the versions apart beyond doubt."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LENGTH = 6
GRAMMAR = f'%llguidance {{}}\nstart: /[{LETTERS}]{{{LENGTH}}}/ "\\n"\n'
_WORDS = (
    "river",
    "seven",
    "paper",
    "quiet",
    "metal",
    "orange",
    "window",
    "carpet",
    "north",
    "salt",
)
_PROMPT_WORDS = 120
_TRIALS = 4
_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class Answers:
    """By version and prompt."""

    texts: Mapping[str, Mapping[str, str]]

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(next(iter(self.texts.values())))


def draw_prompts(count: int) -> list[str]:
    draw = random.Random(2)  # noqa: S311 prompts, not secrets
    return [f"{' '.join(draw.choices(_WORDS, k=_PROMPT_WORDS))}:" for _ in range(count)]


async def learn(
    client: httpx.AsyncClient, versions: Sequence[str], prompts: Sequence[str]
) -> Answers:
    """Asks every version every prompt a few times, in batches of other neighbours each time.

    A prompt is kept where a version always answers the same, and no two versions alike: sums in
    another order change an answer that was nearly another one.
    """
    jobs = [(version, prompt) for version in versions for prompt in prompts] * _TRIALS
    random.Random(3).shuffle(jobs)  # noqa: S311 an order, not a secret
    room = asyncio.Semaphore(16)
    heard: dict[tuple[str, str], set[str]] = {}

    async def ask(version: str, prompt: str) -> None:
        async with room:
            text = await _ask(client, version, prompt)
        heard.setdefault((version, prompt), set()).add(text)

    await asyncio.gather(*(ask(*job) for job in jobs))
    kept = [p for p in prompts if _tells_apart([heard[v, p] for v in versions])]
    return Answers({v: {p: next(iter(heard[v, p])) for p in kept} for v in versions})


def _tells_apart(answers: Sequence[set[str]]) -> bool:
    return all(len(one) == 1 for one in answers) and len(set.union(*answers)) == len(answers)


async def _ask(client: httpx.AsyncClient, version: str, prompt: str) -> str:
    body = {
        "model": version,
        "prompt": prompt,
        "max_tokens": 4 * LENGTH,
        "temperature": 0,
        "stop": ["\n"],
        "structured_outputs": {"grammar": GRAMMAR},
    }
    response = await client.post("/v1/completions", json=body, timeout=_TIMEOUT)
    response.raise_for_status()
    return str(response.json()["choices"][0]["text"])
