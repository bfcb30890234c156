"""Two errands of one person in one conversation: one after the other, or in the midst of it."""

import re
from collections.abc import Mapping
from random import Random
from typing import Final

from learning.practice import Practice, topics_of
from learning.script import Errand, Order, Script, Splice
from learning.wishes.wish import Wish

THEN: Final = (
    *("Now something else:", "Next, please:", "And then:", "By the way, I also need this:"),
    *("While you're at it:", "There's more to do.", "Then there is this:", "Also,"),
)
"""Before the opening of an errand that comes after another one."""
BEFORE: Final = (
    *("wait, first something else:", "Hold on, do this before:", "Before that, please:"),
    *("Sorry, something else is more urgent:", "let's do another thing first:"),
)
"""Before the opening of an errand that interrupts another one."""
BACK: Final = (
    *("ok, back to what we had before.", "Thanks, now on with the other thing.", "Where were we?"),
    *("Good. Let's go on with what I asked for at the beginning.", "And now back to the rest."),
)
"""On returning to the errand that was interrupted."""


def tells_all(errand: Errand, practice: Practice) -> bool:
    """Whether the opening holds the whole errand, but for what is of the person."""
    told = set(errand.revealed)
    return all(topic.personal or set(topic.gives) <= told for topic in topics_of(errand, practice))


def spliced(
    script: Script, practice: Practice, second: Script, other: Practice, rng: Random
) -> Script:
    """The script with a second errand, whose person is the first one's.

    On one site the loop takes what was said of one errand for known in the other, and lets nobody
    ask; so there the errand that comes later has to tell all in its opening.

    Raises:
        ValueError: the sites know the two by different names, can't tell what is of which, or
            the second would have to ask for what the first has said.
    """
    if practice is other and not practice.again:
        raise ValueError(f"two errands on {practice.site} can't be told apart")
    if not other.again and second.known_as != script.known_as:
        raise ValueError(f"{second.id} is made for {second.known_as}, not for {script.known_as}")
    orders = tuple(Order)
    if practice is other:
        if not tells_all(second, other):
            raise ValueError(f"{second.id} has something to ask for")
        orders = orders if tells_all(script, practice) else (Order.THEN,)
    shared = sorted(_personal(script, practice) & _personal(second, other))
    order = rng.choice(orders)
    leads = THEN if order is Order.THEN else BEFORE
    splice = Splice(
        order=order,
        errand=_of_same_person(second, script.wish, shared),
        lead=rng.choice(leads),
        back=rng.choice(BACK) if order is Order.BEFORE else "",
    )
    others = {slot: value for slot, value in second.profile.items() if slot not in shared}
    return script.model_copy(update={"profile": {**others, **script.profile}, "splice": splice})


def _personal(errand: Errand, practice: Practice) -> set[str]:
    personal = (topic for topic in topics_of(errand, practice) if topic.personal)
    return {piece for topic in personal for piece in topic.gives}


def _of_same_person(second: Errand, wish: Wish, shared: list[str]) -> Errand:
    """The errand with the other's name, address and so on, in its words too."""
    own = {piece: getattr(wish, piece) for piece in shared}
    words = {second.wish.value(piece): wish.value(piece) for piece in shared}
    slip = second.slip
    if slip is not None:
        slip = slip.model_copy(
            update={
                "answer": _reworded(slip.answer, words),
                "correction": _reworded(slip.correction, words),
                "wish": slip.wish.model_copy(update=own),
            }
        )
    changed = {
        "opening": _reworded(second.opening, words),
        "answers": {topic: _reworded(text, words) for topic, text in second.answers.items()},
        "change": second.change and _reworded(second.change, words),
        "first": second.first and second.first.model_copy(update=own),
        "wish": second.wish.model_copy(update=own),
        "slip": slip,
    }
    fields = {name: getattr(second, name) for name in Errand.model_fields}
    return Errand.model_validate({**fields, **changed})


def _reworded(text: str, words: Mapping[str, str]) -> str:
    """All at once, so that no new word is taken for an old one."""
    whole = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    if not whole:
        return text
    return re.sub(rf"(?<!\w)(?:{whole})(?!\w)", lambda found: words[found[0]], text)
