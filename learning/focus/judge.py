"""How often a picker shows the needed control, on families of pages that it hasn't learned from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from errands.agent.view.chunks import chunks_of
from errands.agent.view.focus import look
from errands.agent.view.learned import Learned
from errands.agent.view.picker import Picker
from errands.agent.view.wording import said_words
from errands.contracts.ports import Tokens
from learning.focus.choice import place_of
from learning.focus.example import Example
from learning.focus.fit import Told, fit

BUDGETS = (300, 600, 1200)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`shown` of `of` examples had the needed control in view, by budget; `first` ranked it so."""

    name: str
    of: int
    shown: dict[int, int]


def judge(name: str, picker: Picker, examples: Sequence[Example], tokens: Tokens) -> Verdict:
    shown = {
        room: sum(_shows(example, picker, room, tokens) for example in examples) for room in BUDGETS
    }
    return Verdict(name, len(examples), shown)


def _shows(example: Example, picker: Picker, room: int, tokens: Tokens) -> bool:
    chunks = chunks_of(example.seen, tokens, said_words(example.wish.words), room // 2)
    view = look(chunks, example.wish, picker, room, tokens)
    return place_of(view.shown, example.needed) is not None


def held_out(
    choices: Sequence[Told],
    examples: Sequence[Example],
    tokens: Tokens,
    seed: int,
    done: Callable[[str], None],
) -> Iterator[Verdict]:
    """Each family of pages by what the others have taught."""
    for family in dict.fromkeys(example.family for example in examples):
        weights = fit([choice for choice in choices if choice.family != family], seed)
        kept = [example for example in examples if example.family == family]
        yield judge(family, Learned(weights), kept, tokens)
        done(family)
