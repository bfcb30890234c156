"""What each version answers, and how sure it is of each token of it."""

import asyncio
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import httpx
from pydantic import BaseModel

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
_SURE = 99.0
"""The lead of a token that was the only legal one, in nats."""


class _Tokens(BaseModel):
    tokens: list[str]
    token_logprobs: list[float]
    top_logprobs: list[dict[str, float | None]]


class _Choice(BaseModel):
    text: str
    logprobs: _Tokens


class _Completion(BaseModel):
    choices: list[_Choice]


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an answer, and by how many nats it leads the next legal one."""

    text: str
    lead: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a version answers to a prompt."""

    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens).rstrip("\n")

    def lead_where_left(self, text: str) -> float:
        """The lead of the token at which `text` goes another way."""
        written = ""
        for token in self.tokens:
            written += token.text
            if not f"{text}\n".startswith(written):
                return token.lead
        return _SURE


@dataclass(frozen=True, slots=True)
class Answers:
    """By version and prompt. `noise` is how much a lead moves with a batch's other rows, in nats.

    Sums are made in another order beside other neighbours, and numbers of 16 bits are rounded:
    a token that leads by less than that may lose to the next without anything being wrong.
    """

    known: Mapping[str, Mapping[str, Answer]]
    noise: float

    @property
    def prompts(self) -> tuple[str, ...]:
        return tuple(next(iter(self.known.values())))

    def is_own(self, version: str, prompt: str, text: str) -> bool:
        return self.known[version][prompt].text == text

    def is_tie(self, version: str, prompt: str, text: str) -> bool:
        """Whether a version may answer so too, by rounding alone."""
        return self.known[version][prompt].lead_where_left(text) <= self.noise


def draw_prompts(count: int) -> list[str]:
    draw = random.Random(2)  # noqa: S311 prompts, not secrets
    return [f"{' '.join(draw.choices(_WORDS, k=_PROMPT_WORDS))}:" for _ in range(count)]


async def learn(
    client: httpx.AsyncClient, versions: Sequence[str], prompts: Sequence[str]
) -> Answers:
    """Asks every version every prompt a few times, in batches of other neighbours each time.

    A prompt is kept where a version always answers the same, and no two versions alike.
    """
    jobs = [(version, prompt) for version in versions for prompt in prompts] * _TRIALS
    random.Random(3).shuffle(jobs)  # noqa: S311 an order, not a secret
    room = asyncio.Semaphore(16)
    heard: dict[tuple[str, str], list[Answer]] = {}

    async def ask(version: str, prompt: str) -> None:
        async with room:
            answer = await _ask(client, version, prompt)
        heard.setdefault((version, prompt), []).append(answer)

    await asyncio.gather(*(ask(*job) for job in jobs))
    kept = [p for p in prompts if _tells_apart([heard[v, p] for v in versions])]
    known = {v: {p: heard[v, p][0] for p in kept} for v in versions}
    return Answers(known, max(move for same in heard.values() for move in _moves(same)))


def _tells_apart(answers: Sequence[Sequence[Answer]]) -> bool:
    texts = [{answer.text for answer in same} for same in answers]
    return all(len(one) == 1 for one in texts) and len(set.union(*texts)) == len(texts)


def _moves(answers: Sequence[Answer]) -> Iterator[float]:
    """How far each token's lead lies apart between answers that are the same."""
    first = answers[0]
    for other in answers[1:]:
        if [t.text for t in other.tokens] == [t.text for t in first.tokens]:
            for one, two in zip(first.tokens, other.tokens, strict=True):
                yield abs(one.lead - two.lead)


async def _ask(client: httpx.AsyncClient, version: str, prompt: str) -> Answer:
    body = {
        "model": version,
        "prompt": prompt,
        "max_tokens": 4 * LENGTH,
        "temperature": 0,
        "stop": ["\n"],
        "include_stop_str_in_output": True,
        "logprobs": 2,
        "structured_outputs": {"grammar": GRAMMAR},
    }
    response = await client.post("/v1/completions", json=body, timeout=_TIMEOUT)
    response.raise_for_status()
    tokens = _Completion.model_validate_json(response.content).choices[0].logprobs
    leads = zip(tokens.tokens, tokens.token_logprobs, tokens.top_logprobs, strict=True)
    return Answer(tuple(Token(text, _lead(text, own, top)) for text, own, top in leads))


def _lead(text: str, own: float, top: Mapping[str, float | None]) -> float:
    others = [p for other, p in top.items() if other != text and p is not None]
    return own - max(others) if others else _SURE
