"""Recorded pages before other people's words: the same page, shortened, with a fresh chat.

What to choose from a list, and what to do when no yes came, depends on how people word it. Real
recordings hold one such decision in twenty steps; here the recorded page is kept and the chat
before it is made anew, so that many wordings are read at the cost of few tokens.
"""

import re
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from errands.agent.route import CHOOSE, FILL_FORM, NAVIGATE
from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from learning.days import TODAY
from learning.hotels.expert import ALL_RIGHT, QUESTION, SORTS
from learning.hotels.rename import renaming
from learning.hotels.search_form import is_fresh, played
from learning.hotels.synthesis import make_script
from learning.rename import renamed
from learning.sample import Sample, read_samples, write_samples
from learning.script import Script, ScriptKind
from learning.seeds import demand_unreserved
from learning.wishes.hotels import HotelsWish
from sites.hotels.tasks import Preference

_PARTS = re.compile(
    r"^(?P<profile><profile>.*</profile>\n)<chat>.*</chat>\n"
    r"(?P<history><history>.*</history>\n)(?P<page><page .*</page>\n)",
    re.DOTALL,
)
_FIRST_CLICK = f'click "Hotels — Lodgings"{ARROW} page changed'
_TITLE = re.compile(r'title="Hotels in (?P<city>[^"·]*?) ·')
_HOTEL = re.compile(r'link "[^"]*" \[\d+\]\nGuest rating .*\n')
_CITY_LINE = re.compile(r"^City: (?P<city>.*)$", re.MULTILINE)
_CONFIRM = re.compile(r'button "Confirm booking" \[(\d+)\]')
_CHANGE = re.compile(r'link "Change search" \[(\d+)\]')


def main(
    samples: Annotated[Path, typer.Option(help="Folder of refined samples.")],
    output: Annotated[Path, typer.Option(help="Folder of the reworded ones.")],
    count: Annotated[int, typer.Option(help="Samples a skill.")] = 500,
    seed: Annotated[int, typer.Option(help="Other than the recordings' own.")] = 77,
) -> None:
    """Write samples of the search form, of the choice at the results, of the answer to a no."""
    for drawn_from in (seed, seed + 1):  # the latter for whole turns on the form
        demand_unreserved(drawn_from)
    _write(output, FILL_FORM, _forms(samples, count, seed)[:count])
    for skill, fresh, reword in (
        (CHOOSE, _fresh_results, _at_results),
        (NAVIGATE, _asked_for_yes, _at_summary),
    ):
        texts = [s.text for s in read_samples(samples / f"{skill}.train.jsonl") if fresh(s.text)]
        rng = Random(f"{seed}/{skill}")  # noqa: S311 reproducible data, not a secret
        made = []
        for number in range(count):
            text, script = rng.choice(texts), make_script(number, seed, TODAY)
            made.append(_sample(f"r{seed}-{number}", skill, *reword(rng, script, text)))
        _write(output, skill, made)


def _write(output: Path, skill: SkillName, made: list[Sample]) -> None:
    write_samples(output / f"{skill}.reworded.jsonl", made)
    typer.echo(f"{skill}: {len(made)} reworded samples")


def _forms(samples: Path, count: int, seed: int) -> list[Sample]:
    """Whole turns on the search form, in any city."""
    texts = [s.text for s in read_samples(samples / f"{FILL_FORM}.train.jsonl")]
    parts = [m for text in texts if (m := _PARTS.match(text)) and is_fresh(m["page"])]
    rng = Random(f"{seed}/{FILL_FORM}")  # noqa: S311 reproducible data, not a secret
    made: list[Sample] = []
    for number in range(count):
        page, script = rng.choice(parts), make_script(number, seed + 1, TODAY)
        wishes = [HotelsWish.of(wish) for wish in script.wishes]
        names = renaming(rng, list(dict.fromkeys(wish.city for wish in wishes)))
        turns = played(script, page["profile"], page["page"], [_FIRST_CLICK])
        made += [renamed(turn, names) if number % 4 else turn for turn in turns]
    return made


def _sample(name: str, skill: SkillName, prompt: str, line: str) -> Sample:
    said = f"{line}{ARROW}"
    span = (len(prompt), len(prompt) + len(said))
    return Sample(id=name, skill=skill, text=prompt + said, targets=(span,))


def _fresh_results(text: str) -> bool:
    """A results page on which nothing is chosen yet."""
    untouched = '="Recommended"' in text and '"Breakfast included" [5] off' in text
    return untouched and bool(_TITLE.search(text))


def _asked_for_yes(text: str) -> bool:
    """A summary on which the person has just answered the question."""
    return 'click "Confirm booking" -> needs yes\n</history>' in text and bool(
        _CONFIRM.search(text)
    )


def _at_results(rng: Random, script: Script, text: str) -> tuple[str, str]:
    parts, title = _PARTS.match(text), _TITLE.search(text)
    if parts is None or title is None:
        raise ValueError("not a results page")
    chat, preference, wish = _chat(script), None, HotelsWish.of(script.wishes[0])
    if "preference" in script.revealed or rng.random() < 0.5:  # noqa: PLR2004 a share
        preference = wish.preference
        if "preference" not in script.revealed:
            chat += [f"you: {QUESTION}", f"user: {script.answers['preference']}"]
    if script.change and rng.random() < 0.5:  # noqa: PLR2004 a share
        chat += [_confirmation(rng), f"user: {script.change}"]
        wish = HotelsWish.of(script.wish)
        preference = wish.preference if preference else None
    history = (
        f'<history>\nfill "City" "{wish.city}" -> ok\nfill "Check-in" "{wish.check_in}" -> ok\n'
        f'fill "Check-out" "{wish.check_out}" -> ok\nselect "Guests" "{wish.guests} guests" -> ok\n'
        'click "Search" -> page changed\n</history>\n'
    )
    page = _shortened(rng, parts["page"]).replace(title["city"], wish.city)
    return f"{parts['profile']}{_block(chat)}{history}{page}", _chosen(preference)


def _chosen(preference: Preference | None) -> str:
    match preference:
        case None:
            return f'ask "{QUESTION}"'
        case Preference.BREAKFAST:
            return "check 5 on"
        case _:
            return f'select 4 "{SORTS[preference]}"'


def _at_summary(rng: Random, script: Script, text: str) -> tuple[str, str]:
    parts, city = _PARTS.match(text), _CITY_LINE.search(text)
    confirm, change = _CONFIRM.search(text), _CHANGE.search(text)
    if parts is None or city is None or confirm is None or change is None:
        raise ValueError("not a summary")
    chat = _chat(script)
    if "preference" not in script.revealed:
        chat += [f"you: {QUESTION}", f"user: {script.answers['preference']}"]
    if script.change:
        answer, line = script.change, f"click {change[1]}"
    elif script.kind is ScriptKind.REFUSED:
        answer, line = script.confirm, f'say "{ALL_RIGHT}"'
    else:
        answer, line = script.confirm, f"click {confirm[1]}"
    chat += [_confirmation(rng), f"user: {answer}"]
    wish = HotelsWish.of(script.wishes[0])
    page = parts["page"].replace(city["city"], wish.city)
    return f"{parts['profile']}{_block(chat)}{parts['history']}{page}", line


def _chat(script: Script) -> list[str]:
    """A chat as it stands at the results, but for the preference."""
    lines = [f"user: {script.opening}"]
    if "city" not in script.revealed:
        lines += ["you: Which city would you like to stay in?", f"user: {script.answers['city']}"]
    dates = [date for date in ("check_in", "check_out") if date not in script.revealed]
    if dates:
        asked, topic = (
            ("check in and check out", "dates")
            if len(dates) > 1
            else (dates[0].replace("_", " "), dates[0])
        )
        lines += [f"you: When would you like to {asked}?", f"user: {script.answers[topic]}"]
    if "guests" not in script.revealed:
        lines += ["you: How many guests will stay?", f"user: {script.answers['guests']}"]
    return lines


def _confirmation(rng: Random) -> str:
    name = rng.choice(("The...", "Hotel...", "Quiet...", "Amber...", "Little...", "Old..."))
    return f'you: Shall I press "Confirm booking" on 127.0.0.1:8101? It says: Hotel: {name}'


def _block(chat: list[str]) -> str:
    return "<chat>\n" + "".join(f"{line}\n" for line in chat) + "</chat>\n"


def _shortened(rng: Random, page: str) -> str:
    """The page with at most two of its hotels, so that a choice costs few tokens."""
    kept = rng.randint(0, 2)
    hotels = _HOTEL.findall(page)
    for hotel in hotels[kept:]:
        page = page.replace(hotel, "", 1)
    return page


if __name__ == "__main__":
    typer.run(main)
