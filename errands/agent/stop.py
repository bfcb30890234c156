"""The end of a turn that the loop didn't bring to its end: cancelled, overrun, broken."""

from errands.agent.hear import hear
from errands.agent.loop import Outcome
from errands.agent.prompt import unseen_line
from errands.agent.words import ending
from errands.contracts.session import Session, Speaker
from errands.contracts.step import Step
from errands.contracts.turn import StopReason, Turn, status_of


def stopped(
    session: Session, turn: Turn, reason: StopReason, *, about: str = "", begun: Step | None = None
) -> Outcome:
    """The session has heard the message, and what its yes opened is closed again.

    `begun` is the step that nobody saw the end of. An effect among such steps is what the person
    has to know of, whatever ended the turn.
    """
    heard = hear(session, turn).model_copy(update={"approved": ()})
    if begun is not None and begun.irreversible:
        reason, about = StopReason.OUTCOME_UNKNOWN, begun.line
        heard = heard.model_copy(update={"history": (*heard.history, unseen_line(begun))})
    reply = ending(reason, about)
    ended = turn.model_copy(
        update={"status": status_of(reason), "stop_reason": reason, "reply": reply}
    )
    said = heard.said(Speaker.ASSISTANT, reply).model_copy(update={"ended": ended})
    return Outcome(session=said, turn=ended)
