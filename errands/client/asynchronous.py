"""The client for asyncio."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Self, TypeVar, Unpack

import httpx
from httpx_sse import EventSource
from tenacity import AsyncRetrying

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


class AsyncErrands:
    """One product with one key: what `Errands` does, for asyncio.

    Every call raises the errors of `errands.client.errors`. A call that may work another time is
    made again, by `retries`; what is posted twice so is done once.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        retries: Retries | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._http = httpx.AsyncClient(
            base_url=base(url), headers=headers, transport=transport, limits=MANY
        )
        self._retries = retries or Retries()
        self._sleep = sleep

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends its connections; sessions stay."""
        await self._http.aclose()

    async def create_session(
        self,
        start_url: str,
        *,
        idempotency_key: str | None = None,
        **options: Unpack[SessionOptions],
    ) -> answers.Session:
        return await self._call(calls.create_session(start_url, options, idempotency_key))

    async def get_session(self, session: str) -> answers.Session:
        return await self._call(calls.get_session(session))

    async def list_sessions(self, **query: Unpack[SessionQuery]) -> answers.SessionPage:
        """Newest first, of any status or of `status`; closed ones until they are forgotten."""
        return await self._call(calls.list_sessions(query))

    async def update_profile(
        self, session: str, **change: Unpack[ProfileOptions]
    ) -> answers.Session:
        """What isn't named stays; a slot of `None` is undefined, a secret of `None` removed."""
        return await self._call(calls.update_profile(session, change))

    async def close_session(self, session: str) -> None:
        """Cancels its turns and removes its secrets, its files and the browser's state."""
        await self._call(calls.close_session(session))

    async def get_screenshot(self, session: str) -> bytes:
        """The page after the last step, as PNG."""
        return await self._call(calls.get_screenshot(session))

    async def say(
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
        return await self._play(said(call, seconds, time.monotonic))

    async def create_turn(
        self,
        session: str,
        message: str,
        *,
        interrupt: bool = False,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """As `say`, without waiting for the reply."""
        call = calls.create_turn(session, message, interrupt=interrupt, key=idempotency_key)
        return await self._call(call)

    async def wait(self, turn: answers.Turn, *, seconds: float | None = None) -> answers.Turn:
        """The turn, once it has its reply. Raises `NotEndedError` after so many seconds."""
        return await self._play(until_ended(turn, seconds, time.monotonic))

    async def get_turn(self, session: str, turn: str) -> answers.Turn:
        return await self._call(calls.get_turn(session, turn))

    async def list_turns(self, session: str, **page: Unpack[Page]) -> answers.TurnPage:
        """Oldest first."""
        return await self._call(calls.list_turns(session, page))

    async def cancel_turn(self, session: str, turn: str) -> answers.Turn:
        """A queued turn ends at once, a running one at its next step."""
        return await self._call(calls.cancel_turn(session, turn))

    async def get_approval(self, session: str) -> answers.Approval:
        """What waits for a yes. Raises `NotFoundError` where nothing does."""
        return await self._call(calls.get_approval(session))

    async def answer(
        self,
        approval: answers.Approval,
        *,
        approved: bool,
        seconds: float | None = None,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """Says yes or no to this effect and no other; the turn that follows, with its reply."""
        call = calls.answer_approval(approval, approved=approved, key=idempotency_key)
        return await self._play(said(call, seconds, time.monotonic))

    async def answer_approval(
        self,
        approval: answers.Approval,
        *,
        approved: bool,
        idempotency_key: str | None = None,
    ) -> answers.Turn:
        """As `answer`, without waiting for the reply."""
        return await self._call(
            calls.answer_approval(approval, approved=approved, key=idempotency_key)
        )

    async def follow(self, session: str, *, after: str | None = None) -> AsyncGenerator[Told, None]:
        """What happened and what happens, each once, until the session is closed.

        Begins after the event with the id `after`, and connects again by itself. Where you leave it
        early, `contextlib.aclosing` ends the connection at once.
        """
        stream = Stream(session, after)
        while True:
            response = await self._call(stream.call(), is_stream=True)
            async with aclosing(response):
                if is_over(response):
                    return
                try:
                    async for sent in EventSource(response).aiter_sse():
                        if told := stream.take(sent):
                            yield told
                except BROKEN:
                    pass  # another connection goes on after the last event
            await self._sleep(stream.pause)

    async def list_steps(self, session: str, **page: Unpack[Page]) -> answers.StepPage:
        """Finished steps of every turn, oldest first."""
        return await self._call(calls.list_steps(session, page))

    async def list_turn_steps(
        self, session: str, turn: str, **page: Unpack[Page]
    ) -> answers.StepPage:
        return await self._call(calls.list_turn_steps(session, turn, page))

    async def get_step_screenshot(self, session: str, turn: str, number: int) -> bytes:
        """The page the step was decided on, as PNG, where pictures are kept."""
        return await self._call(calls.get_step_screenshot(session, turn, number))

    async def list_files(self, session: str) -> answers.FileList:
        return await self._call(calls.list_files(session))

    async def put_file(self, session: str, name: str, data: bytes) -> answers.File:
        return await self._call(calls.put_file(session, name, data))

    async def get_file(self, session: str, name: str) -> bytes:
        return await self._call(calls.get_file(session, name))

    async def remove_file(self, session: str, name: str) -> None:
        await self._call(calls.remove_file(session, name))

    async def list_skills(self) -> answers.SkillList:
        """The adapters that are served, with all their versions."""
        return await self._call(calls.list_skills())

    async def create_live_ticket(self, session: str) -> answers.LiveTicket:
        """For a browser of yours: it opens one WebSocket at `/v1/sessions/.../live`, once."""
        return await self._call(calls.create_live_ticket(session))

    async def create_webhook(
        self,
        url: str,
        events: Sequence[EventName | str] = (),
        *,
        idempotency_key: str | None = None,
    ) -> answers.NewWebhook:
        """For these events; for all, where none is named."""
        return await self._call(calls.create_webhook(url, events, idempotency_key))

    async def list_webhooks(self, **page: Unpack[Page]) -> answers.WebhookPage:
        return await self._call(calls.list_webhooks(page))

    async def get_webhook(self, webhook: str) -> answers.Webhook:
        return await self._call(calls.get_webhook(webhook))

    async def delete_webhook(self, webhook: str) -> None:
        await self._call(calls.delete_webhook(webhook))

    async def rotate_webhook_secret(
        self,
        webhook: str,
        *,
        grace_seconds: int = GRACE_SECONDS,
        idempotency_key: str | None = None,
    ) -> answers.NewWebhook:
        """What is sent has signatures by both secrets until `grace_seconds` are over."""
        return await self._call(
            calls.rotate_webhook_secret(webhook, grace_seconds, idempotency_key)
        )

    async def test_webhook(
        self, webhook: str, *, idempotency_key: str | None = None
    ) -> answers.Delivery:
        """Sends a `webhook.test`."""
        return await self._call(calls.test_webhook(webhook, idempotency_key))

    async def list_deliveries(self, webhook: str, **page: Unpack[Page]) -> answers.DeliveryPage:
        return await self._call(calls.list_deliveries(webhook, page))

    async def replay_delivery(
        self, webhook: str, delivery: str, *, idempotency_key: str | None = None
    ) -> answers.Delivery:
        return await self._call(calls.replay_delivery(webhook, delivery, idempotency_key))

    async def create_key(
        self,
        name: str,
        scopes: Sequence[str] = (),
        *,
        expires_in_seconds: int | None = None,
        idempotency_key: str | None = None,
    ) -> answers.NewKey:
        """For your own tenant; it reads and writes sessions unless other scopes are named."""
        call = calls.create_key(name, scopes, expires_in_seconds, idempotency_key)
        return await self._call(call)

    async def list_keys(self, **page: Unpack[Page]) -> answers.KeyPage:
        return await self._call(calls.list_keys(page))

    async def get_key(self, key: str) -> answers.Key:
        return await self._call(calls.get_key(key))

    async def rotate_key(
        self,
        key: str,
        *,
        grace_seconds: int = calls.KEY_GRACE_SECONDS,
        expires_in_seconds: int | None = None,
        idempotency_key: str | None = None,
    ) -> answers.NewKey:
        """Another in its place; both are good until `grace_seconds` are over."""
        call = calls.rotate_key(key, grace_seconds, expires_in_seconds, idempotency_key)
        return await self._call(call)

    async def revoke_key(self, key: str) -> None:
        """At once."""
        await self._call(calls.revoke_key(key))

    async def _play(self, turns: Turns) -> answers.Turn:
        try:
            call = next(turns)
            while True:
                call = turns.send(await self._call(call))
        except StopIteration as stop:
            return answers.Turn.model_validate(stop.value)

    async def _call(self, call: Call[AnswerT], *, is_stream: bool = False) -> AnswerT:
        if call.pause:
            await self._sleep(call.pause)
        tries = AsyncRetrying(sleep=self._sleep, **self._retries.plan)
        answer: AnswerT = await tries(self._once, call, is_stream=is_stream)
        return answer

    async def _once(self, call: Call[AnswerT], *, is_stream: bool) -> AnswerT:
        """A stream that is open stays so; whoever reads it closes it."""
        try:
            response = await self._http.send(requested(self._http, call), stream=is_stream)
            if is_stream and not response.is_success:
                await response.aread()
        except BROKEN as error:
            raise UnreachableError(f"{call.method} {call.path}: {error!r}") from error
        try:
            return answered(call, response)
        except ClientError:
            await response.aclose()
            raise
