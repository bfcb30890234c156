"""Recorded choices before other people's words: the same page, shortened, with a fresh chat.

What to choose from a list depends on how the person words a preference. Real recordings hold one
such choice in twenty steps; here a recorded results page is kept and the chat before it is made
anew, so that many wordings are read at the cost of few tokens.
"""

import re
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from errands.agent.prompt import ARROW
from errands.agent.route import CHOOSE
from learning.days import TODAY
from learning.hotels.expert import QUESTION, SORTS
from learning.hotels.synthesis import make_script
from learning.sample import Sample, read_samples, write_samples
from learning.script import Script, ScriptKind, Wish
from sites.hotels.tasks import Preference

_PARTS = re.compile(
    r"^(?P<profile><profile>.*</profile>\n)<chat>.*</chat>\n<history>.*</history>\n"
    r"(?P<page><page .*</page>\n)",
    re.DOTALL,
)
_TITLE = re.compile(r'title="Hotels in (?P<city>[^"·]*?) ·')
_HOTEL = re.compile(r'link "[^"]*" \[\d+\]\nGuest rating .*\n')


def main(
    samples: Annotated[Path, typer.Option(help="Recorded samples of the skill.")],
    output: Annotated[Path, typer.Option(help="Reworded ones.")],
    count: Annotated[int, typer.Option()] = 500,
    seed: Annotated[int, typer.Option(help="Other than the recordings' own.")] = 77,
) -> None:
    """Write samples of one choice each."""
    pages = [s.text for s in read_samples(samples) if _fresh_results(s.text)]
    rng = Random(seed)  # noqa: S311 reproducible data, not a secret
    made = [_reworded(rng, number, seed, rng.choice(pages)) for number in range(count)]
    write_samples(output, made)
    typer.echo(f"{len(made)} samples from {len(pages)} pages")


def _fresh_results(text: str) -> bool:
    """A results page on which nothing is chosen yet."""
    untouched = '="Recommended"' in text and '"Breakfast included" [5] off' in text
    return untouched and bool(_TITLE.search(text))


def _reworded(rng: Random, number: int, seed: int, text: str) -> Sample:
    script = make_script(number, seed, TODAY)
    wish = script.first or script.wish
    chat, preference = _chat(rng, script, wish)
    parts = _PARTS.match(text)
    title = _TITLE.search(text)
    if parts is None or title is None:
        raise ValueError("not a results page")
    page = _shortened(rng, parts["page"]).replace(title["city"], wish.city)
    history = (
        f'fill "City" "{wish.city}" -> ok\nfill "Check-in" "{wish.check_in}" -> ok\n'
        f'fill "Check-out" "{wish.check_out}" -> ok\nselect "Guests" "{wish.guests} guests" -> ok\n'
        'click "Search" -> page changed\n'
    )
    prompt = f"{parts['profile']}<chat>\n{chat}</chat>\n<history>\n{history}</history>\n{page}"
    line = f"{_line(preference)}{ARROW}"
    span = (len(prompt), len(prompt) + len(line))
    return Sample(id=f"r{seed}-{number}", skill=CHOOSE, text=prompt + line, targets=(span,))


def _line(preference: Preference | None) -> str:
    match preference:
        case None:
            return f'ask "{QUESTION}"'
        case Preference.BREAKFAST:
            return "check 5 on"
        case _:
            return f'select 4 "{SORTS[preference]}"'


def _chat(rng: Random, script: Script, wish: Wish) -> tuple[str, Preference | None]:
    """A chat as it stands at the results, and the preference that it holds, if any."""
    lines = [f"user: {script.opening}"]
    if "city" not in script.revealed:
        lines += ["you: Which city would you like to stay in?", f"user: {script.answers['city']}"]
    if "check_in" not in script.revealed:
        lines += [
            "you: When would you like to check in and check out?",
            f"user: {script.answers['dates']}",
        ]
    if "guests" not in script.revealed:
        lines += ["you: How many guests will stay?", f"user: {script.answers['guests']}"]
    known = "preference" in script.revealed
    if not known and rng.random() < 0.5:  # noqa: PLR2004 a share
        lines += [f"you: {QUESTION}", f"user: {script.answers['preference']}"]
        known = True
    preference = wish.preference if known else None
    if script.kind is ScriptKind.CHANGED and script.change and script.wish.preference != preference:
        lines += ['you: Shall I press "Confirm booking" on 127.0.0.1:8101? It says: Hotel: The...']
        lines += [f"user: {script.change}"]
        preference = script.wish.preference
    return "".join(f"{line}\n" for line in lines), preference


def _shortened(rng: Random, page: str) -> str:
    """The page with at most two of its hotels, so that a choice costs few tokens."""
    kept = rng.randint(0, 2)
    hotels = _HOTEL.findall(page)
    for hotel in hotels[kept:]:
        page = page.replace(hotel, "", 1)
    return page


if __name__ == "__main__":
    typer.run(main)
