"""An example of each body, as the OpenAPI has it. A test holds them to the schemas."""

from typing import Final, TypeAlias

from errands.contracts.webhook import EventName

Example: TypeAlias = dict[str, object]

_SESSION_ID: Final = "ses_01kb7c0e9w3v5r8x2m4n6p7q8s"
_TURN_ID: Final = "trn_01kb7c1f2a3b4c5d6e7f8g9h0j"
_WEBHOOK_ID: Final = "whk_01kb7c2m4n5p6q7r8s9t0v1w2x"
_EVENT_ID: Final = "1796043600123-0"
_DELIVERY_ID: Final = f"msg_1796043600123_00000_{_SESSION_ID}"
_AT: Final = 1796043600.123
_ITEM: Final = f"{_SESSION_ID}.{_TURN_ID}.3"

_NEW_SESSION: Final[Example] = {
    "start_url": "https://shop.example/cart",
    "profile": {"first_name": "Maya", "email": "maya@shop.example"},
    "allowed_hosts": ["pay.example"],
    "limits": {"max_steps": 30, "max_seconds": 120},
    "metadata": {"order": "7"},
}
_SESSION: Final[Example] = {
    "id": _SESSION_ID,
    "status": "waiting",
    "start_url": "https://shop.example/cart",
    "profile": {"first_name": "Maya", "last_name": None, "email": "maya@shop.example"},
    "secrets": ["card"],
    "allowed_hosts": ["shop.example", "pay.example"],
    "limits": {"max_steps": 30, "max_seconds": 120},
    "metadata": {"order": "7"},
    "turns": 1,
    "created_at": _AT,
}
_TURN: Final[Example] = {
    "id": _TURN_ID,
    "session": _SESSION_ID,
    "number": 1,
    "status": "asked",
    "message": "Please buy what is in the cart",
    "reply": 'Shall I press "Pay" on shop.example? It says: Total: €24',
    "asked_slots": [],
    "stop_reason": "needs_yes",
    "steps": 3,
    "usage": {"prompt": 1140, "cached": 660, "completion": 21},
    "created_at": _AT,
    "started_at": _AT + 0.1,
    "ended_at": _AT + 3,
}
_STEP: Final[Example] = {
    "session": _SESSION_ID,
    "turn": _TURN_ID,
    "number": 3,
    "verb": "click",
    "action": 'click "Pay"',
    "effect": {"kind": "needs yes", "detail": ""},
    "url": "https://shop.example/cart",
    "skill": "navigate",
    "model": "navigate@2",
    "timings": {"observe": 40.5, "decide": 310.0, "act": 0.0},
    "usage": {"prompt": 380, "cached": 220, "completion": 7},
    "at": _AT + 2.9,
    "has_screenshot": False,
    "thought": "The order is complete, and only the payment is left.",
}
_APPROVAL: Final[Example] = {
    "id": "3f" * 32,
    "session": _SESSION_ID,
    "turn": _TURN_ID,
    "question": 'Shall I press "Pay" on shop.example? It says: Total: €24',
    "control": "Pay",
    "host": "shop.example",
    "facts": ["Total: €24"],
    "amounts": ["Total: €24"],
}
_KEY: Final[Example] = {
    "id": "3f9c2a7be410",
    "name": "checkout service",
    "scopes": ["read", "write"],
    "created_at": _AT,
    "expires_at": None,
}
_WEBHOOK: Final[Example] = {
    "id": _WEBHOOK_ID,
    "url": "https://product.example/errands",
    "events": ["turn.ended"],
    "created_at": _AT,
    "disabled_at": None,
    "old_secrets_until": None,
}
_DELIVERY: Final[Example] = {
    "id": _DELIVERY_ID,
    "type": "turn.ended",
    "session": _SESSION_ID,
    "event": _EVENT_ID,
    "created_at": _AT,
    "attempts": 1,
    "outcome": "delivered",
    "status_code": 204,
    "tried_at": _AT + 0.2,
    "next_attempt_at": None,
}
_FILE: Final[Example] = {"name": "cv.pdf", "size": 48211}


def _page(name: str, *items: Example) -> Example:
    return {name: list(items), "has_more": False, "next_cursor": "000001.k2v9c4qd"}


EXAMPLES: Final[dict[str, Example]] = {
    "NewSession": _NEW_SESSION,
    "SessionBody": _SESSION,
    "ProfileSent": {
        "slots": {"first_name": "Maya", "phone": None},
        "secrets": {"card": {"value": "4111 1111 1111 1111", "hosts": ["pay.example"]}},
    },
    "SessionList": {
        **_page("sessions", _SESSION),
        "next_cursor": f"001796043600123.{_SESSION_ID}.k2v9c4qd",
    },
    "NewTurn": {"message": "Please buy what is in the cart", "interrupt": False},
    "TurnBody": _TURN,
    "TurnList": _page("turns", _TURN),
    "StepBody": _STEP,
    "StepList": {**_page("steps", _STEP), "next_cursor": "000001.000003.k2v9c4qd"},
    "ApprovalBody": _APPROVAL,
    "ApprovalSaid": {"id": "3f" * 32, "approved": True},
    "LiveTicketBody": {
        "ticket": "5f0cJr3bZk2Vn8qXwT1yLh7uPdM4sEo9",
        "expires_at": _AT + 30,
    },
    "FileBody": _FILE,
    "FileList": {"files": [_FILE], "max_bytes": 20971520, "max_files": 20},
    "NewKey": {"name": "checkout service", "scopes": ["read", "write"]},
    "Rotation": {"grace_seconds": 3600},
    "KeyBody": _KEY,
    "NewKeyBody": {**_KEY, "key": f"errands_3f9c2a7be410_{'0' * 64}"},
    "KeyList": {**_page("keys", _KEY), "next_cursor": "1796043600.123.3f9c2a7be410.k2v9c4qd"},
    "NewWebhook": {"url": "https://product.example/errands", "events": ["turn.ended"]},
    "SecretRotation": {"grace_seconds": 86400},
    "WebhookBody": _WEBHOOK,
    "NewWebhookBody": {**_WEBHOOK, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="},
    "WebhookList": _page("webhooks", _WEBHOOK),
    "DeliveryBody": _DELIVERY,
    "DeliveryList": {**_page("deliveries", _DELIVERY), "next_cursor": f"{_DELIVERY_ID}.k2v9c4qd"},
    "SkillList": {
        "base_model": "smollm2-135m-instruct",
        "skills": [
            {
                "name": "fill-form",
                "live": 2,
                "answering": "fill-form@2",
                "canary": None,
                "versions": [
                    {
                        "version": 2,
                        "name": "fill-form@2",
                        "rank": 8,
                        "base_model": "smollm2-135m-instruct",
                        "created": "2026-11-24",
                        "scores": [{"suite": "hotels-dev", "conversations": 48, "successes": 43}],
                    }
                ],
            }
        ],
    },
    "StepSaid": {"item": _ITEM, "verdict": "act", "line": "click 4", "seconds": 6.5},
    "StepSaidBody": {"item": _ITEM, "verdict": "act", "proposed": None},
    "TurnSaid": {"item": _ITEM, "outcome": "reached", "seconds": 12.0},
    "ItemBody": {
        "item": _ITEM,
        "skill": "navigate",
        "profile": ["first_name"],
        "chat": ["user: Please buy what is in the cart"],
        "history": [],
        "outline": [{"text": '4 button "Pay"', "controls": [4]}],
        "done": [],
        "proposed": {"line": "click 4", "words": 'click "Pay"', "target": 4},
        "effect": "",
        "turn": [{"number": 3, "action": 'click "Pay"', "effect": ""}],
        "screenshot": False,
    },
    "ReportBody": {
        "labelers": [
            {
                "labeler": "anna",
                "steps": 40,
                "verdicts": {"accept": 31, "reject": 9},
                "turns": 4,
                "seconds": 5.5,
                "known": {"items": 4, "same": 4, "share": 1.0, "kappa": None},
            }
        ],
        "pairs": [],
    },
    "Health": {"status": "ok"},
}


def _event(name: EventName, **more: object) -> Example:
    return {"type": name.value, "session": _SESSION_ID, "at": _AT, **more}


_QUEUED: Final[Example] = {
    **_TURN,
    "status": "queued",
    "reply": None,
    "stop_reason": None,
    "steps": 0,
    "started_at": None,
    "ended_at": None,
}
EVENT_EXAMPLES: Final[dict[EventName, Example]] = {
    EventName.SESSION_CREATED: _event(EventName.SESSION_CREATED),
    EventName.SESSION_CHANGED: _event(EventName.SESSION_CHANGED, status="waiting"),
    EventName.PROFILE_CHANGED: _event(EventName.PROFILE_CHANGED, names=["card", "phone"]),
    EventName.TURN_QUEUED: _event(EventName.TURN_QUEUED, turn=_QUEUED),
    EventName.TURN_STARTED: _event(
        EventName.TURN_STARTED, turn={**_QUEUED, "status": "running", "started_at": _AT + 0.1}
    ),
    EventName.STEP_TAKEN: _event(EventName.STEP_TAKEN, step=_STEP),
    EventName.TURN_ENDED: _event(EventName.TURN_ENDED, turn=_TURN),
    EventName.BROWSER_TAKEN: _event(EventName.BROWSER_TAKEN),
    EventName.BROWSER_HANDED_BACK: _event(EventName.BROWSER_HANDED_BACK, reason="said"),
    EventName.TEST: {"webhook": _WEBHOOK_ID},
}
"""What a webhook is sent as `data`."""
