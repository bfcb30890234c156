"""The REST API as a product calls it."""

from collections.abc import Iterator, Mapping
from typing import Self
from uuid import uuid4

import httpx
from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SlotName
from errands.contracts.step import Effect, EffectKind, Timings
from errands.contracts.turn import ENDED, StopReason, TurnStatus


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SessionAnswer(_Answer):
    id: str


class TurnAnswer(_Answer):
    id: str
    status: TurnStatus
    reply: str | None = None
    asked_slots: tuple[SlotName, ...] = ()
    stop_reason: StopReason | None = None


class _Effect(_Answer):
    kind: EffectKind
    detail: str = ""


class StepAnswer(_Answer):
    action: str
    effect: _Effect
    skill: str
    timings: Timings

    @property
    def words(self) -> str:
        effect = Effect(kind=self.effect.kind, detail=self.effect.detail)
        return f"{self.action} -> {effect}  ({self.skill})"

    @property
    def milliseconds(self) -> float:
        return self.timings.total


class _Steps(_Answer):
    steps: tuple[StepAnswer, ...]
    next_cursor: str | None = None


class Client:
    """One product with one key."""

    def __init__(self, api: str, key: str) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._http = httpx.Client(base_url=f"{api}/v1", headers=headers, timeout=90)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def open_session(
        self, start_url: str, profile: dict[str, str], allowed_hosts: list[str]
    ) -> str:
        body = {"start_url": start_url, "profile": profile, "allowed_hosts": allowed_hosts}
        return SessionAnswer.model_validate(self._post("/sessions", body)).id

    def say(self, session: str, message: str) -> TurnAnswer:
        """Queues a turn."""
        path = f"/sessions/{session}/turns"
        return TurnAnswer.model_validate(self._post(path, {"message": message}, uuid4().hex))

    def follow(self, session: str, turn: TurnAnswer) -> Iterator[StepAnswer | TurnAnswer]:
        """The turn's steps as they happen, and last the turn as it ended."""
        path = f"/sessions/{session}/turns/{turn.id}"
        after: dict[str, str] = {}
        while True:
            answer = self._get(path, wait=1)
            steps = _Steps.model_validate(self._get(f"{path}/steps", limit=200, **after))
            yield from steps.steps
            if steps.next_cursor is not None:
                after = {"after": steps.next_cursor}
            current = TurnAnswer.model_validate(answer)
            if current.status in ENDED:
                yield current
                return

    def close_session(self, session: str) -> None:
        self._http.delete(f"/sessions/{session}").raise_for_status()

    def _post(
        self, path: str, body: Mapping[str, object], idempotency_key: str | None = None
    ) -> object:
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        response = self._http.post(path, json=body, headers=headers)
        response.raise_for_status()
        return response.json()

    def _get(self, path: str, **query: str | int) -> object:
        response = self._http.get(path, params=query)
        response.raise_for_status()
        return response.json()
