"""Where a conversation is held: a terminal, plain lines, or JSON for a program."""

from typing import Protocol, TypeAlias

from errands.client import Approval, Session, Step, Told, Turn

Answer: TypeAlias = bool | str | None
"""A yes or a no, other words, or the end of all that will be typed."""


class Screen(Protocol):
    """Shows what happens as it happens. Each method may raise `KeyboardInterrupt`."""

    def opened(self, session: Session, url: str) -> None: ...

    def told(self, told: Told) -> None:
        """Every event of the session, for who wants all of them."""
        ...

    def step(self, step: Step) -> None: ...

    def reply(self, turn: Turn) -> None:
        """A turn that has ended."""
        ...

    def waits(self, approval: Approval) -> None:
        """What is to be said yes or no to."""
        ...

    def note(self, words: str) -> None:
        """What this program has to say itself."""
        ...

    def rest(self) -> None:
        """Nothing goes on any more."""
        ...

    def ask(self) -> str | None:
        """What the person says next; none where they have nothing to say any more."""
        ...

    def answer(self) -> Answer:
        """What they say to what waits."""
        ...


def answer_of(typed: str | None) -> Answer:
    """`y` and `n` are an answer, and so are the whole words; all else is said as it is."""
    match typed and typed.strip().lower():
        case "y" | "yes":
            return True
        case "n" | "no":
            return False
        case _:
            return typed
