"""Every call of the API, named after its operation: `createTurn` is `create_turn`."""

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict
from uuid import uuid4

from errands.client import answers
from errands.client.call import Call, Method, content, model, nothing, path
from errands.contracts.session import SessionStatus
from errands.contracts.webhook import EventName

GRACE_SECONDS: Final = 86400
"""How long an old secret signs beside a new one, unless another time is told."""
KEY_GRACE_SECONDS: Final = 3600
"""How long a rotated key is still good, unless another time is told."""


class HostSecret(TypedDict):
    """A secret that is typed on these hosts only."""

    value: str
    hosts: Sequence[str]


class TurnLimits(TypedDict, total=False):
    max_steps: int
    max_seconds: float


class SessionOptions(TypedDict, total=False):
    """`profile` is what is known of the person. `secrets` are typed, and seen by no model."""

    profile: Mapping[str, str]
    secrets: Mapping[str, str | HostSecret]
    allowed_hosts: Sequence[str]
    limits: TurnLimits
    metadata: Mapping[str, str]


class ProfileOptions(TypedDict, total=False):
    """What has become known of the person; `None` for what isn't true any more."""

    slots: Mapping[str, str | None]
    secrets: Mapping[str, str | HostSecret | None]


class Page(TypedDict, total=False):
    """At most `limit`, from after the `next_cursor` of the page before."""

    limit: int
    after: str


class SessionQuery(Page, total=False):
    """A page of sessions; of these statuses only, where some are named."""

    status: Sequence[SessionStatus | str]


def _page(page: Page) -> dict[str, str | float]:
    """Without a cursor that is none: the last page's may be handed in as it is."""
    return {name: value for name, value in page.items() if isinstance(value, (str, int))}


def _once(key: str | None) -> dict[str, str]:
    return {"Idempotency-Key": key or uuid4().hex}


def create_session(
    start_url: str, options: SessionOptions, key: str | None = None
) -> Call[answers.Session]:
    return Call(
        method=Method.POST,
        path=path("sessions"),
        body={"start_url": start_url, **options},
        headers=_once(key),
        read=model(answers.Session),
    )


def get_session(session: str) -> Call[answers.Session]:
    return Call(method=Method.GET, path=path("sessions", session), read=model(answers.Session))


def list_sessions(query: SessionQuery) -> Call[answers.SessionPage]:
    statuses = [str(status) for status in query.get("status", ())]
    named = {"status": statuses} if statuses else {}
    return Call(
        method=Method.GET,
        path=path("sessions"),
        query={**_page(query), **named},
        read=model(answers.SessionPage),
    )


def update_profile(session: str, change: ProfileOptions) -> Call[answers.Session]:
    return Call(
        method=Method.PATCH,
        path=path("sessions", session, "profile"),
        body={**change},
        read=model(answers.Session),
    )


def close_session(session: str) -> Call[None]:
    return Call(method=Method.DELETE, path=path("sessions", session), read=nothing)


def get_screenshot(session: str) -> Call[bytes]:
    return Call(method=Method.GET, path=path("sessions", session, "screenshot"), read=content)


def create_turn(
    session: str, message: str, *, interrupt: bool = False, key: str | None = None
) -> Call[answers.Turn]:
    return Call(
        method=Method.POST,
        path=path("sessions", session, "turns"),
        body={"message": message, "interrupt": interrupt},
        headers=_once(key),
        read=model(answers.Turn),
    )


def list_turns(session: str, page: Page) -> Call[answers.TurnPage]:
    where = path("sessions", session, "turns")
    return Call(method=Method.GET, path=where, query=_page(page), read=model(answers.TurnPage))


def get_turn(session: str, turn: str, wait: float = 0) -> Call[answers.Turn]:
    return Call(
        method=Method.GET,
        path=path("sessions", session, "turns", turn),
        query={"wait": wait},
        patience=wait,
        read=model(answers.Turn),
    )


def cancel_turn(session: str, turn: str) -> Call[answers.Turn]:
    where = path("sessions", session, "turns", turn, "cancel")
    return Call(method=Method.POST, path=where, read=model(answers.Turn))


def get_approval(session: str) -> Call[answers.Approval]:
    where = path("sessions", session, "approval")
    return Call(method=Method.GET, path=where, read=model(answers.Approval))


def answer_approval(
    approval: answers.Approval, *, approved: bool, key: str | None = None
) -> Call[answers.Turn]:
    return Call(
        method=Method.POST,
        path=path("sessions", approval.session, "approval"),
        body={"id": approval.id, "approved": approved},
        headers=_once(key),
        read=model(answers.Turn),
    )


def list_steps(session: str, page: Page) -> Call[answers.StepPage]:
    where = path("sessions", session, "steps")
    return Call(method=Method.GET, path=where, query=_page(page), read=model(answers.StepPage))


def list_turn_steps(session: str, turn: str, page: Page) -> Call[answers.StepPage]:
    where = path("sessions", session, "turns", turn, "steps")
    return Call(method=Method.GET, path=where, query=_page(page), read=model(answers.StepPage))


def get_step_screenshot(session: str, turn: str, number: int) -> Call[bytes]:
    where = path("sessions", session, "turns", turn, "steps", str(number), "screenshot")
    return Call(method=Method.GET, path=where, read=content)


def list_files(session: str) -> Call[answers.FileList]:
    where = path("sessions", session, "files")
    return Call(method=Method.GET, path=where, read=model(answers.FileList))


def put_file(session: str, name: str, data: bytes) -> Call[answers.File]:
    return Call(
        method=Method.PUT,
        path=path("sessions", session, "files", name),
        content=data,
        read=model(answers.File),
    )


def get_file(session: str, name: str) -> Call[bytes]:
    return Call(method=Method.GET, path=path("sessions", session, "files", name), read=content)


def remove_file(session: str, name: str) -> Call[None]:
    return Call(method=Method.DELETE, path=path("sessions", session, "files", name), read=nothing)


def list_skills() -> Call[answers.SkillList]:
    return Call(method=Method.GET, path=path("skills"), read=model(answers.SkillList))


def create_live_ticket(session: str) -> Call[answers.LiveTicket]:
    return Call(
        method=Method.POST,
        path=path("sessions", session, "live-tickets"),
        read=model(answers.LiveTicket),
    )


def create_webhook(
    url: str, events: Sequence[EventName | str] = (), key: str | None = None
) -> Call[answers.NewWebhook]:
    return Call(
        method=Method.POST,
        path=path("webhooks"),
        body={"url": url, "events": [str(name) for name in events]},
        headers=_once(key),
        read=model(answers.NewWebhook),
    )


def list_webhooks(page: Page) -> Call[answers.WebhookPage]:
    return Call(
        method=Method.GET,
        path=path("webhooks"),
        query=_page(page),
        read=model(answers.WebhookPage),
    )


def get_webhook(webhook: str) -> Call[answers.Webhook]:
    return Call(method=Method.GET, path=path("webhooks", webhook), read=model(answers.Webhook))


def delete_webhook(webhook: str) -> Call[None]:
    return Call(method=Method.DELETE, path=path("webhooks", webhook), read=nothing)


def rotate_webhook_secret(
    webhook: str, grace_seconds: int, key: str | None = None
) -> Call[answers.NewWebhook]:
    return Call(
        method=Method.POST,
        path=path("webhooks", webhook, "rotate"),
        body={"grace_seconds": grace_seconds},
        headers=_once(key),
        read=model(answers.NewWebhook),
    )


def test_webhook(webhook: str, key: str | None) -> Call[answers.Delivery]:
    where = path("webhooks", webhook, "test")
    return Call(method=Method.POST, path=where, headers=_once(key), read=model(answers.Delivery))


def list_deliveries(webhook: str, page: Page) -> Call[answers.DeliveryPage]:
    where = path("webhooks", webhook, "deliveries")
    return Call(method=Method.GET, path=where, query=_page(page), read=model(answers.DeliveryPage))


def replay_delivery(webhook: str, delivery: str, key: str | None = None) -> Call[answers.Delivery]:
    where = path("webhooks", webhook, "deliveries", delivery, "replay")
    return Call(method=Method.POST, path=where, headers=_once(key), read=model(answers.Delivery))


def create_key(
    name: str,
    scopes: Sequence[str] = (),
    expires_in_seconds: int | None = None,
    key: str | None = None,
) -> Call[answers.NewKey]:
    chosen = {"scopes": [*scopes]} if scopes else {}
    return Call(
        method=Method.POST,
        path=path("keys"),
        body={"name": name, "expires_in_seconds": expires_in_seconds, **chosen},
        headers=_once(key),
        read=model(answers.NewKey),
    )


def list_keys(page: Page) -> Call[answers.KeyPage]:
    where = path("keys")
    return Call(method=Method.GET, path=where, query=_page(page), read=model(answers.KeyPage))


def get_key(key_id: str) -> Call[answers.Key]:
    return Call(method=Method.GET, path=path("keys", key_id), read=model(answers.Key))


def rotate_key(
    key_id: str, grace_seconds: int, expires_in_seconds: int | None = None, key: str | None = None
) -> Call[answers.NewKey]:
    return Call(
        method=Method.POST,
        path=path("keys", key_id, "rotate"),
        body={"grace_seconds": grace_seconds, "expires_in_seconds": expires_in_seconds},
        headers=_once(key),
        read=model(answers.NewKey),
    )


def revoke_key(key_id: str) -> Call[None]:
    return Call(method=Method.DELETE, path=path("keys", key_id), read=nothing)
