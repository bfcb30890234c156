"""A conversation in plain lines, for pipes: what is said comes from stdin, a line each."""

import sys

from errands.client import Approval, Session, Step, Told, Turn
from stack.step_line import step_line
from stack.talk.screen import Answer, answer_of


class LinesScreen:
    """Implements `Screen`. Notes go to stderr."""

    def opened(self, session: Session, url: str) -> None:
        self.note(f"session {session.id} at {url}")

    def told(self, told: Told) -> None:
        """Steps and replies are enough."""

    def step(self, step: Step) -> None:
        if step.thought:
            self._write(f"  ({step.thought})")
        self._write(f"  {step_line(step)}")

    def reply(self, turn: Turn) -> None:
        self._write(turn.reply or f"({turn.status})")

    def waits(self, approval: Approval) -> None:
        self._write(f"  would press: {approval.control} on {approval.host}")
        for fact in approval.facts:
            self._write(f"    {fact}")
        self._write("  y or n, or say what should be different")

    def note(self, words: str) -> None:
        sys.stderr.write(f"{words}\n")
        sys.stderr.flush()

    def rest(self) -> None:
        """Lines have no end to be tidied."""

    def ask(self) -> str | None:
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None

    def answer(self) -> Answer:
        return answer_of(self.ask())

    def _write(self, line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
