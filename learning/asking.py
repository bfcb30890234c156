"""Questions that every scripted solution asks alike."""

from collections.abc import Sequence

from errands.contracts.ids import SlotName


def question(words: str, slots: Sequence[SlotName] = ()) -> str:
    """The line that asks."""
    return " ".join([f'ask "{words}"', *slots])


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def ask_of_person(slots: Sequence[str]) -> str:
    """The line that asks for what is of the person: `What is your first name and email?`."""
    words = listed([slot.replace("_", " ") for slot in slots])
    return question(f"What is your {words}?", [SlotName(slot) for slot in slots])
