"""A product whose page has the conversation in a frame: `python examples/embedding_product.py`.

Each visitor gets a session of their own, and a key that runs out within the hour. The product's own
key stays on its server (ERRANDS_KEY); it needs the scopes read, write and keys. The API has to name
this product as one whose pages may frame it: `ERRANDS_EMBED_ORIGINS=http://127.0.0.1:9100`.
It needs the extra `client`, and fastapi with uvicorn.

A key opens all sessions of its tenant. Where visitors mustn't see each other's, give each of them
a tenant of their own, or keep the key on your server and call the API from there.
"""

import argparse
import os
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from errands.client import AsyncErrands

KEY_SECONDS = 3600
PAGE = Path(__file__).with_name("embedding_product.html").read_text()


def product(errands: AsyncErrands, api: str, start: str, hosts: list[str]) -> FastAPI:
    """`api` is the address at which visitors' browsers reach the API."""
    app = FastAPI(title="A product")

    @app.get("/")
    async def page() -> HTMLResponse:
        return HTMLResponse(PAGE)

    @app.post("/conversation")
    async def conversation() -> dict[str, str | None]:
        """Yours: whoever asks is signed in with you, and `profile` is what you know of them."""
        session = await errands.create_session(
            start, allowed_hosts=hosts, profile={"first_name": "Maya"}
        )
        key = await errands.create_key(f"visitor of {session.id}", expires_in_seconds=KEY_SECONDS)
        return {"api": api, "session": session.id, "key": key.key}

    return app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api", default="http://127.0.0.1:8080")
    parser.add_argument("--start", default="http://127.0.0.1:8100/", help="where sessions begin")
    parser.add_argument("--host", action="append", default=[], help="another host to visit")
    parser.add_argument("--port", type=int, default=9100)
    chosen = parser.parse_args()
    key = os.environ["ERRANDS_KEY"]  # noqa: TID251 a product reads its own
    errands = AsyncErrands(chosen.api, key)
    uvicorn.run(product(errands, chosen.api, chosen.start, chosen.host), port=chosen.port)


if __name__ == "__main__":
    main()
