"""`python -m bench.load.bare PORT REDIS_URL`: the least that a POST to FastAPI and Redis costs."""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Final, cast

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, StringConstraints

from errands.backends.redis_connection import connect

PATH: Final = "/messages"
_STREAM: Final = "bare"
_KEPT: Final = 1000


class NewMessage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message: Annotated[str, StringConstraints(min_length=1)]


class MessageBody(BaseModel):
    id: str
    message: str


def create_app(redis_url: str) -> FastAPI:
    """One route: a body is read and checked, written down by one command, and answered."""
    redis = connect(redis_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with redis:
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/readyz")
    async def ready() -> None:
        await redis.ping()

    @app.post(PATH, status_code=202)
    async def add(body: NewMessage) -> MessageBody:
        entry = await redis.xadd(_STREAM, {"message": body.message}, maxlen=_KEPT)
        number = cast("bytes", entry).decode()
        return MessageBody(id=number, message=body.message)

    return app


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.load.bare", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("redis_url")
    chosen = parser.parse_args()
    app = create_app(chosen.redis_url)
    uvicorn.run(app, host="127.0.0.1", port=chosen.port, log_config=None, access_log=False)


if __name__ == "__main__":
    main()
