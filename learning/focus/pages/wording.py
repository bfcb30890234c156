"""How a person asks for a control: by its name, by a need, by a value, late in a chat."""

from collections.abc import Sequence
from random import Random

from errands.agent.view.wish import Wish
from learning.focus.pages.block import split

_NAMED = split(
    """
{name}; click {name}; go to {name}; open {name}; press {name}; take me to {name}; {name} please;
show me {name}; I need {name}; where is {name}; use {name}; I want {name}
"""
)
_BEFORE = split(
    """
please; could you; can you; hey,; I'd like to; I want to; now; ok,; and; then; would you; um,;
thanks,; great,; I need to; let's; so,; next,; go ahead and; quick one:
"""
)
_AFTER = split(
    """
please; thanks; if you can; for me; now; here; on this page; ok?; thank you; quickly
"""
)
_EARLIER = split(
    """
hello; hi there; I need some help with this site; I have an errand for you; good morning; I'm
looking for a {product}; we want to travel to {city}; my boss asked about {topic}; I have to
sort something out for {person}; do you know {firm}?; it's about {topic}; no, not that one;
that's fine; yes; the other thing is done; I was here yesterday
"""
)
_REPLIES = split(
    """
How can I help?; Done.; The page is open now.; What would you like next?; I have opened it.; Is
there anything else?; Which one do you mean?; That worked.; Here is what I found.
"""
)
_GO_ON = [
    "go on",
    "that's all",
    "everything is filled in",
    "next step please",
    "continue",
    "carry on",
    "all correct",
    "send it off",
    "we're done here",
    "move on",
    "ok, proceed",
    "that should be it",
    "what comes now?",
    "I have nothing to add",
]
_ANSWERS = split(
    """
it's {last}; {n} people; a party of {n}; {email}; {first} {last}; {phone}; on {date}; yes; yes
please; go ahead; that's right, go ahead; perfect, do it; the cheapest one please; the best
rated; for {n}; I'm {first}; from {date} on; my name is {person}; sure; {city}; we don't mind;
any of them; whatever is best; no preference; it's for work
"""
)
_SLIPS = 0.06


def by_name(name: str, rng: Random) -> str:
    """A name as people repeat it: not all of it, small letters, a slip."""
    words = name.split()
    if len(words) > 2 and rng.random() < 0.4:
        words.pop(rng.randrange(len(words)))
    said = " ".join(words)
    said = said if rng.random() < 0.3 else said.lower()
    return rng.choice(_NAMED).format(name=said)


def by_need(asks: Sequence[str], bound: dict[str, str], rng: Random) -> str:
    said = rng.choice(asks).format_map(bound)
    if rng.random() < 0.4:
        said = f"{rng.choice(_BEFORE)} {said}"
    if rng.random() < 0.15:
        said = f"{said} {rng.choice(_AFTER)}"
    return _slipped(said, rng)


def go_on(rng: Random) -> str:
    return rng.choice(_GO_ON)


def answer(bound: dict[str, str], rng: Random) -> str:
    """To a question of the assistant's, on this page or an earlier one."""
    return rng.choice(_ANSWERS).format_map(bound)


def _slipped(said: str, rng: Random) -> str:
    """Two letters change places now and then."""
    if len(said) < 8 or rng.random() >= _SLIPS:
        return said
    at = rng.randrange(2, len(said) - 2)
    return said[:at] + said[at + 1] + said[at] + said[at + 2 :]


def chat(last: str, before: Sequence[str], bound: dict[str, str], rng: Random) -> Wish:
    """The last words, after others: `before` are wishes about the same page that were met."""
    lines: list[str] = []
    while rng.random() < 0.45:
        said = rng.choice(before) if before and rng.random() < 0.6 else rng.choice(_EARLIER)
        lines += [said.format_map(bound), rng.choice(_REPLIES)]
    return Wish(words=" ".join((*lines, last)), last=last)
