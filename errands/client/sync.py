"""The client for code that waits."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import Self, TypeVar, Unpack

import httpx
from httpx_sse import EventSource
from tenacity import Retrying

from errands.client import answers, calls
from errands.client.call import BROKEN, MANY, Call, answered, base, requested
from errands.client.calls import (
    GRACE_SECONDS,
    Page,
    ProfileOptions,
    SessionOptions,
    SessionQuery,
)
from errands.client.errors import ClientError, UnreachableError
from errands.client.events import Told
from errands.client.retries import Retries
from errands.client.stream import Stream, is_over
from errands.client.waiting import Turns, said, until_ended
from errands.contracts.webhook import EventName

AnswerT = TypeVar("AnswerT")


class Errands:
    """One product with one key. Safe to share between threads.

    Every call raises the errors of `errands.client.errors`. A call that may work another time is
    made again, by `retries`; what is posted twice so is done once.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        retries: Retries | None = None,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._http = httpx.Client(
            base_url=base(url), headers=headers, transport=transport, limits=MANY
        )
        self._retries = retries or Retries()
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends its connections; sessions stay."""
        self._http.close()

    def create_session(
        self,
        start_url: str,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[SessionOptions],
    ) -> answers.Session:
        return self._call(calls.create_session(start_url, options, idempotency_key))

    def get_session(self, session: str) -> answers.Session:
        return self._call(calls.get_session(session))

    def list_sessions(self, **query: Unpack[SessionQuery]) -> answers.SessionPage:
        """Newest first, of any status or of `status`; closed ones until they are forgotten."""
        return self._call(calls.list_sessions(query))

    def update_profile(self, session: str, **change: Unpack[ProfileOptions]) -> answers.Session:
        """What isn't named stays; a slot of `None` is undefined, a secret of `None` removed."""
        return self._call(calls.update_profile(session, change))

    def close_session(self, session: str) -> None:
        """Cancels its turns and removes its secrets, its files and the browser's state."""
        self._call(calls.close_session(session))

    def get_screenshot(self, session: str) -> bytes:
        """The page after the last step, as PNG."""
        return self._call(calls.get_screenshot(session))

    def say(
        self,
        session: str,
        message: str,
        *,
        interrupt: bool = False,
        seconds: float | None = None,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """The turn, once it has its reply. Raises `NotEndedError` after so many seconds."""
        call = calls.create_turn(session, message, interrupt=interrupt, key=idempotency_key)
        return self._play(said(call, seconds, time.monotonic))

    def create_turn(
        self,
        session: str,
        message: str,
        *,
        interrupt: bool = False,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """As `say`, without waiting for the reply."""
        call = calls.create_turn(session, message, interrupt=interrupt, key=idempotency_key)
        return self._call(call)

    def wait(self, turn: answers.Turn, *, seconds: float | None = None) -> answers.Turn:
        """The turn, once it has its reply. Raises `NotEndedError` after so many seconds."""
        return self._play(until_ended(turn, seconds, time.monotonic))

    def get_turn(self, session: str, turn: str) -> answers.Turn:
        return self._call(calls.get_turn(session, turn))

    def list_turns(self, session: str, **page: Unpack[Page]) -> answers.TurnPage:
        """Oldest first."""
        return self._call(calls.list_turns(session, page))

    def cancel_turn(self, session: str, turn: str) -> answers.Turn:
        """A queued turn ends at once, a running one at its next step."""
        return self._call(calls.cancel_turn(session, turn))

    def get_approval(self, session: str) -> answers.Approval:
        """What waits for a yes. Raises `NotFoundError` where nothing does."""
        return self._call(calls.get_approval(session))

    def answer(
        self,
        approval: answers.Approval,
        *,
        approved: bool,
        seconds: float | None = None,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """Says yes or no to this effect and no other; the turn that follows, with its reply."""
        call = calls.answer_approval(approval, approved=approved, key=idempotency_key)
        return self._play(said(call, seconds, time.monotonic))

    def answer_approval(
        self,
        approval: answers.Approval,
        *,
        approved: bool,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """As `answer`, without waiting for the reply."""
        return self._call(calls.answer_approval(approval, approved=approved, key=idempotency_key))

    def follow(self, session: str, *, after: str | None = None) -> Generator[Told, None, None]:
        """What happened and what happens, each once, until the session is closed.

        Begins after the event with the id `after`, and connects again by itself.
        """
        stream = Stream(session, after)
        while True:
            with closing(self._call(stream.call(), is_stream=True)) as response:
                if is_over(response):
                    return
                try:
                    for sent in EventSource(response).iter_sse():
                        if told := stream.take(sent):
                            yield told
                except BROKEN:
                    pass  # another connection goes on after the last event
            self._sleep(stream.pause)

    def list_steps(self, session: str, **page: Unpack[Page]) -> answers.StepPage:
        """Finished steps of every turn, oldest first."""
        return self._call(calls.list_steps(session, page))

    def list_turn_steps(self, session: str, turn: str, **page: Unpack[Page]) -> answers.StepPage:
        return self._call(calls.list_turn_steps(session, turn, page))

    def get_step_screenshot(self, session: str, turn: str, number: int) -> bytes:
        """The page the step was decided on, as PNG, where pictures are kept."""
        return self._call(calls.get_step_screenshot(session, turn, number))

    def list_files(self, session: str) -> answers.FileList:
        return self._call(calls.list_files(session))

    def put_file(self, session: str, name: str, data: bytes) -> answers.File:
        return self._call(calls.put_file(session, name, data))

    def get_file(self, session: str, name: str) -> bytes:
        return self._call(calls.get_file(session, name))

    def remove_file(self, session: str, name: str) -> None:
        self._call(calls.remove_file(session, name))

    def list_skills(self) -> answers.SkillList:
        """The adapters that are served, with all their versions."""
        return self._call(calls.list_skills())

    def create_live_ticket(self, session: str) -> answers.LiveTicket:
        """For a browser of yours: it opens one WebSocket at `/v1/sessions/.../live`, once."""
        return self._call(calls.create_live_ticket(session))

    def create_webhook(
        self,
        url: str,
        events: Sequence[EventName | str] = (),
        *,
        idempotency_key: str | None = None,
    ) -> answers.NewWebhook:
        """For these events; for all, where none is named."""
        return self._call(calls.create_webhook(url, events, idempotency_key))

    def list_webhooks(self, **page: Unpack[Page]) -> answers.WebhookPage:
        return self._call(calls.list_webhooks(page))

    def get_webhook(self, webhook: str) -> answers.Webhook:
        return self._call(calls.get_webhook(webhook))

    def delete_webhook(self, webhook: str) -> None:
        self._call(calls.delete_webhook(webhook))

    def rotate_webhook_secret(
        self,
        webhook: str,
        *,
        grace_seconds: int = GRACE_SECONDS,
        idempotency_key: str | None = None,
    ) -> answers.NewWebhook:
        """What is sent has signatures by both secrets until `grace_seconds` are over."""
        return self._call(calls.rotate_webhook_secret(webhook, grace_seconds, idempotency_key))

    def test_webhook(self, webhook: str, *, idempotency_key: str | None = None) -> answers.Delivery:
        """Sends a `webhook.test`."""
        return self._call(calls.test_webhook(webhook, idempotency_key))

    def list_deliveries(self, webhook: str, **page: Unpack[Page]) -> answers.DeliveryPage:
        return self._call(calls.list_deliveries(webhook, page))

    def replay_delivery(
        self, webhook: str, delivery: str, *, idempotency_key: str | None = None
    ) -> answers.Delivery:
        return self._call(calls.replay_delivery(webhook, delivery, idempotency_key))

    def create_key(
        self,
        name: str,
        scopes: Sequence[str] = (),
        *,
        expires_in_seconds: int | None = None,
        idempotency_key: str | None = None,
    ) -> answers.NewKey:
        """For your own tenant; it reads and writes sessions unless other scopes are named."""
        call = calls.create_key(name, scopes, expires_in_seconds, idempotency_key)
        return self._call(call)

    def list_keys(self, **page: Unpack[Page]) -> answers.KeyPage:
        return self._call(calls.list_keys(page))

    def get_key(self, key: str) -> answers.Key:
        return self._call(calls.get_key(key))

    def rotate_key(
        self,
        key: str,
        *,
        grace_seconds: int = calls.KEY_GRACE_SECONDS,
        expires_in_seconds: int | None = None,
        idempotency_key: str | None = None,
    ) -> answers.NewKey:
        """Another in its place; both are good until `grace_seconds` are over."""
        call = calls.rotate_key(key, grace_seconds, expires_in_seconds, idempotency_key)
        return self._call(call)

    def revoke_key(self, key: str) -> None:
        """At once."""
        self._call(calls.revoke_key(key))

    def _play(self, turns: Turns) -> answers.Turn:
        try:
            call = next(turns)
            while True:
                call = turns.send(self._call(call))
        except StopIteration as stop:
            return answers.Turn.model_validate(stop.value)

    def _call(self, call: Call[AnswerT], *, is_stream: bool = False) -> AnswerT:
        if call.pause:
            self._sleep(call.pause)
        tries = Retrying(sleep=self._sleep, **self._retries.plan)
        answer: AnswerT = tries(self._once, call, is_stream=is_stream)
        return answer

    def _once(self, call: Call[AnswerT], *, is_stream: bool) -> AnswerT:
        """A stream that is open stays so; whoever reads it closes it."""
        try:
            response = self._http.send(requested(self._http, call), stream=is_stream)
            if is_stream and not response.is_success:
                response.read()
        except BROKEN as error:
            raise UnreachableError(f"{call.method} {call.path}: {error!r}") from error
        try:
            return answered(call, response)
        except ClientError:
            response.close()
            raise
