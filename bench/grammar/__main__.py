"""`python -m bench.grammar`: what it costs to hold an answer to what can be done and was said."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from llguidance.hf import from_tokenizer
from rich.progress import track
from transformers import PreTrainedTokenizerFast

from bench.focus.cases import Case, cases
from bench.grammar import chats
from bench.grammar.timed import Timed, timed
from bench.results import write_section
from errands.agent.grammar import Scope, build
from errands.agent.values.said import Said
from errands.agent.view.lens import Lens
from errands.agent.view.page import meet
from errands.agent.view.wish import Wish
from errands.backends.served_lens import served_lens
from errands.contracts.ids import SessionId, SlotName, TenantId
from errands.contracts.profile import Profile
from errands.contracts.session import ChatLine, HostPolicy, Session
from errands.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 3, 1)
PROFILE = {"first_name": "Sofia", "last_name": "Lindqvist", "email": "sofia@example.org"}
CHATS: dict[str, Callable[[str], tuple[ChatLine, ...]]] = {
    "short": chats.short,
    "long": chats.long,
}


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model, for its tokenizer.")],
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Every labelled page with a short and a long chat: build, check, compile, first mask."""
    found, _ = asyncio.run(cases(str(Settings().chromium)))
    pages = list({case.page: case for case in found}.values())
    tokenizer = from_tokenizer(PreTrainedTokenizerFast.from_pretrained(model))
    lens = served_lens(model)
    rows = [
        (case.page, length, timed(*_building(case, chat(case.say), lens), tokenizer))
        for length, chat in CHATS.items()
        for case in track(pages, f"{length} chats")
    ]
    lines = list(_report(rows))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-grammar", lines)


def _building(
    case: Case, chat: tuple[ChatLine, ...], lens: Lens
) -> tuple[Callable[[], str], Callable[[], str]]:
    session = Session(
        id=SessionId("ses_bench"),
        tenant=TenantId("bench"),
        start_url=case.seen.url,
        profile=Profile(slots={SlotName(name): value for name, value in PROFILE.items()}),
        hosts=HostPolicy(allowed=(), allow_local=True),
        created_at=0,
        chat=chat,
    )
    words = " ".join(line.text for line in chat)
    page = meet(1, case.seen, Wish(words=words, last=chat[-1].text), lens)

    known = Said.in_chat(chat, TODAY)

    def made(said: Said) -> str:
        return build(
            Scope(page=page, said=said, profile=session.profile, chat_text=words, session=session)
        )

    return lambda: made(Said.in_chat(chat, TODAY)), lambda: made(known)


def _report(rows: Sequence[tuple[str, str, Timed]]) -> Iterator[str]:
    yield f"The {len(rows) // len(CHATS)} labelled pages as a prompt shows them, after one message"
    yield "(short) and after a dozen of 150 words (long). Milliseconds of a processor; the worker"
    yield "does `build`, where it meets page and chat or knows both; `check` and `compile` are what"
    yield "vLLM does with a grammar it hasn't seen, `first mask` comes before the first token."
    yield ""
    yield "| chat | part | median | 90% | most | page |"
    yield "|---|---|---:|---:|---:|---|"
    for length in CHATS:
        own = [(page, one) for page, kind, one in rows if kind == length]
        for part in own[0][1].parts:
            ordered = sorted((one.parts[part], page) for page, one in own)
            times = [time for time, _ in ordered]
            high = times[int(0.9 * len(times))]
            yield (
                f"| {length} | {part} | {median(times):.1f} | {high:.1f} | {times[-1]:.1f}"
                f" | {ordered[-1][1]} |"
            )


if __name__ == "__main__":
    typer.run(main)
