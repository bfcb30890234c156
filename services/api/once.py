"""Calls that make nothing with an id of its own, done once for an `Idempotency-Key`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import Response
from pydantic import BaseModel

from services.api.auth import digest_of
from services.api.ports import Ports


@asynccontextmanager
async def once(
    ports: Ports, who: str, key: str | None, sent: BaseModel, response: Response
) -> AsyncGenerator[bool, None]:
    """Whether it is to be done; false where an earlier call has, which the answer tells then.

    Raises `IdempotencyConflictError` and `InFlightError`. Where it fails, another call may try.
    """
    if key is None:
        yield True
        return
    call = digest_of(f"{who}\n{type(sent).__name__}\n{key}")
    body = digest_of(sent.model_dump_json())
    if not await ports.calls.begin(call, body):
        response.headers["Idempotent-Replayed"] = "true"
        yield False
        return
    try:
        yield True
    except BaseException:
        await ports.calls.drop(call)
        raise
    await ports.calls.end(call, body)
