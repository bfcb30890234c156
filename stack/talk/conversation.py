"""A conversation with the API, held on a screen."""

from contextlib import closing
from typing import Final

from errands.client import (
    Approval,
    ConflictError,
    Errands,
    InvalidError,
    LimitedError,
    NotFoundError,
    Session,
    StepTaken,
    Told,
    Turn,
    TurnEnded,
    TurnQueued,
)
from stack.all_turns import all_turns
from stack.calling import said
from stack.failing import CommandError
from stack.talk.screen import Screen

_REFUSED: Final = (ConflictError, InvalidError, LimitedError)
"""The person may say it otherwise, or later."""


class Conversation:
    """One session's. Ctrl-C cancels the turn that runs; a second one ends the conversation.

    `last` is the turn that ended last.
    """

    def __init__(self, errands: Errands, session: Session, screen: Screen) -> None:
        self._errands = errands
        self._session = session.id
        self._screen = screen
        self._after: str | None = None
        self._is_news = session.turns == 0
        self.last: Turn | None = None

    def resume(self) -> None:
        """Shows where the session stands, and waits for a turn that still runs."""
        turns = all_turns(self._errands, self._session)
        if not turns:
            return
        if turns[-1].ended:
            self._end(turns[-1])
        else:
            self._watch(turns[-1])

    def hold(self, words: str | None) -> None:
        """Until the person has nothing to say any more; `words` are said first."""
        answer: bool | str | None = words
        while True:
            waiting = None if answer is not None else self._waiting()
            if answer is None:
                answer = self._screen.answer() if waiting else self._screen.ask()
            if answer is None:
                return
            turn = self._sent(answer, waiting)
            answer = None
            if turn is not None:
                self._watch(turn)

    def _waiting(self) -> Approval | None:
        if self.last is None or not self.last.needs_yes:
            return None
        try:
            approval = self._errands.get_approval(self._session)
        except NotFoundError:
            return None
        self._screen.waits(approval)
        return approval

    def _sent(self, answer: bool | str, waiting: Approval | None) -> Turn | None:  # noqa: FBT001 as it was said
        try:
            if isinstance(answer, str):
                return self._errands.create_turn(self._session, answer) if answer.strip() else None
            if waiting is not None:
                return self._errands.answer_approval(waiting, approved=answer)
        except _REFUSED as error:
            self._screen.note(said(error))
        return None

    def _watch(self, turn: Turn) -> None:
        """Until it has ended."""
        is_cancelled = False
        while True:
            try:
                self._end(self._watched(turn))
            except KeyboardInterrupt:
                if is_cancelled:
                    raise
                is_cancelled = True
                self._screen.note("cancelling; Ctrl-C again leaves")
                self._errands.cancel_turn(turn.session, turn.id)
            else:
                return

    def _watched(self, turn: Turn) -> Turn:
        with closing(self._errands.follow(self._session, after=self._after)) as events:
            for told in events:
                self._tell(told, turn)
                self._after = told.id
                match told.event:
                    case TurnEnded(turn=ended) if ended.id == turn.id:
                        return ended
                    case _:
                        pass
        raise CommandError(f"the session {self._session} was closed meanwhile")

    def _tell(self, told: Told, turn: Turn) -> None:
        """What happened in earlier turns, before this program came, is passed over."""
        match told.event:
            case TurnQueued(turn=queued) if queued.id == turn.id:
                self._is_news = True
            case _:
                pass
        if not self._is_news:
            return
        self._screen.told(told)
        match told.event:
            case StepTaken(step=step) if step.turn == turn.id:
                self._screen.step(step)
            case _:
                pass

    def _end(self, turn: Turn) -> None:
        self.last = turn
        self._screen.reply(turn)
