"""What a person's message changes before the first step: chat, slots, consent."""

from errands.agent.effects.consent import declines, is_yes
from errands.agent.values.said import Said, day_of
from errands.agent.values.slots import filled
from errands.contracts.session import PendingEffect, Session, Speaker
from errands.contracts.turn import Turn


def answered(session: Session, turn: Turn) -> PendingEffect | None:
    """The effect that a message is an answer to: the pending one, unless it names another."""
    pending = session.pending_effect
    named = turn.answers
    return pending if pending is None or named in (None, pending.fingerprint) else None


def hear(session: Session, turn: Turn) -> Session:
    """The session that has heard the message. A yes opens the one effect it was asked about."""
    answer = Said(turn.message, day_of(turn.created_at))
    pending = answered(session, turn)
    approved = (pending.fingerprint,) if pending and is_yes(turn.message, pending.question) else ()
    return session.said(Speaker.USER, turn.message, turn.created_at).model_copy(
        update={
            "profile": filled(session.asked_slots, answer, session.profile),
            "asked_slots": (),
            "pending_effect": None,
            "approved": approved,
            "declined": pending.fingerprint if pending and declines(turn.message) else None,
        }
    )
