"""A conversation in a terminal: steps as they happen, what needs a yes on a card of its own."""

from typing import Final

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.status import Status
from rich.table import Table

from errands.client import Approval, Session, Step, Told, Turn
from errands.contracts.turn import TurnStatus
from stack.step_line import step_line
from stack.talk.screen import Answer, answer_of

_HELP: Final = "Ctrl-C cancels a turn, twice it leaves; Alt-Enter begins a new line; Ctrl-D leaves"


class TerminalScreen:
    """Implements `Screen`. What was typed is kept while this runs, and not on the disk."""

    def __init__(self) -> None:
        self._console = Console(soft_wrap=True, highlight=False)
        self._prompt: PromptSession[str] = PromptSession(
            history=InMemoryHistory(), key_bindings=_keys(), multiline=True
        )
        self._status: Status | None = None

    def opened(self, session: Session, url: str) -> None:
        self._console.print(f"[dim]session {session.id} at {escape(url)}[/]")
        self._console.print(f"[dim]{_HELP}[/]")

    def told(self, told: Told) -> None:
        """Anything may be the first word of a turn that runs."""
        del told
        if self._status is None:
            self._status = self._console.status("working")
            self._status.start()

    def step(self, step: Step) -> None:
        if step.thought:
            self._console.print(f"            [dim italic]{escape(step.thought)}[/]")
        self._console.print(f"[dim]{step.timings.total:7.0f} ms  {escape(step_line(step))}[/]")

    def reply(self, turn: Turn) -> None:
        self.rest()
        colour = "red" if turn.status == TurnStatus.FAILED else "green"
        words = escape(turn.reply or f"({turn.status})")
        self._console.print(f"[bold {colour}]errands[/]  {words}")

    def waits(self, approval: Approval) -> None:
        self.rest()
        grid = Table.grid(padding=(0, 2))
        grid.add_row("[dim]press[/]", f"[bold]{escape(approval.control)}[/]")
        grid.add_row("[dim]on[/]", escape(approval.host))
        for fact in approval.facts:
            text = escape(fact)
            grid.add_row("", f"[bold yellow]{text}[/]" if fact in approval.amounts else text)
        title = "This can't be undone"
        card = Panel(grid, title=title, border_style="yellow", expand=False)
        self._console.print(card, soft_wrap=False)
        self._console.print(
            "[bold]y[/] does it, [bold]n[/] doesn't; or say what should be different"
        )

    def note(self, words: str) -> None:
        self._console.print(f"[yellow]{escape(words)}[/]")

    def ask(self) -> str | None:
        return self._typed("you")

    def answer(self) -> Answer:
        return answer_of(self._typed("y/n"))

    def _typed(self, who: str) -> str | None:
        """None at the end of what is typed. The second Ctrl-C on an empty line goes out of here."""
        self.rest()
        is_leaving = False
        while True:
            try:
                return self._prompt.prompt(HTML(f"<b><ansicyan>{who}</ansicyan></b>  "))
            except EOFError:
                return None
            except KeyboardInterrupt:
                if is_leaving:
                    raise
                is_leaving = True
                self.note("Ctrl-C again leaves")

    def rest(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def begin_a_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-c")
    def clear_or_leave(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt)

    return keys
