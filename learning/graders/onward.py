"""Is the step on the way to the goal? Told from what came after it."""

from collections.abc import Sequence

from errands.contracts.action import Ask, Say, to_line
from errands.contracts.recording import Recording
from learning.graders.mark import GOOD, UNSURE, Opinion, bad
from learning.seen_prompt import SeenPrompt


def onward(steps: Sequence[Recording], *, right: bool) -> list[Opinion]:
    """An opinion of each step of one conversation, in order; `right` is how it ended.

    In one that ended right every step is good that isn't part of a detour: a way that comes back
    to a page as it was, with nothing said in between. In one that ended wrong a step is bad where
    it did again what it had just done at the same sight; of the others nobody knows which lost it.
    """
    seen = [(SeenPrompt.of(step.prompt), step) for step in steps]
    sights = [(prompt.chat, prompt.page, prompt.done) for prompt, _ in seen]
    places = [(prompt.chat, _content(prompt.page), prompt.done) for prompt, _ in seen]
    detours = _between_equals(places)
    lines = [to_line(step.action) for step in steps]
    opinions = []
    for index, (_, step) in enumerate(seen):
        before = range(index)
        if isinstance(step.action, Ask | Say):
            opinions.append(GOOD if right else UNSURE)
        elif any(sights[b] == sights[index] and lines[b] == lines[index] for b in before):
            opinions.append(bad("the same again"))
        elif right and index in detours:
            opinions.append(bad("came back to where it was"))
        else:
            opinions.append(GOOD if right else UNSURE)
    return opinions


def _content(page: str) -> str:
    """The page without its first line, which holds what changes by itself."""
    return page.partition("\n")[2]


def _between_equals(places: Sequence[tuple[str, str, str]]) -> set[int]:
    """Indexes of the steps from a place to the next time it is the same."""
    inside: set[int] = set()
    last: dict[tuple[str, str, str], int] = {}
    for index, place in enumerate(places):
        if place in last:
            inside |= set(range(last[place], index))
        last[place] = index
    return inside
