"""The API and the key to it, the worker, the reconciler of turns."""

from typing import Final
from urllib.parse import urlsplit

import httpx

from errands.client import (
    AsyncErrands,
    ClientError,
    NotFoundError,
    RefusedKeyError,
    Retries,
)
from stack.calling import said
from stack.doctor.finding import Examined, Finding, broken, ok, warning

_SECONDS: Final = 5.0
_NOBODY: Final = "ses_0"
_OWN: Final = frozenset({"127.0.0.1", "localhost", "::1"})


async def api(examined: Examined) -> list[Finding]:
    """Whether it answers, can use its stores, and takes the key."""
    url = examined.url
    start = "`errands up` starts one; or: python -m services.api; another: --url or ERRANDS_URL"
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            alive = await client.get(f"{url}/healthz")
            ready = await client.get(f"{url}/readyz")
    except httpx.HTTPError as error:
        return [broken("API", f"{url}: {str(error) or type(error).__name__}", start)]
    if not alive.is_success:
        return [broken("API", f"{url} answered {alive.status_code}: not an API of ours", start)]
    if not ready.is_success:
        return [
            broken("API", f"{url} lives, and can't use its stores: {_detail(ready)}", "see redis")
        ]
    return [ok("API", f"{url} is ready"), await _key(examined)]


async def worker(examined: Examined) -> list[Finding]:
    """By its own word: its loop turns, and it takes what waits."""
    port = examined.settings.worker_metrics_port
    hint = "it hangs, or takes nothing of what waits: its log tells; then start it anew"
    return [await _healthy(examined, "worker", port, "services.worker", hint)]


async def reconciler(examined: Examined) -> list[Finding]:
    port = examined.settings.reconciler_metrics_port
    hint = "it has stopped looking: its log tells; then start it anew"
    return [await _healthy(examined, "reconciler", port, "services.worker.reconciler", hint)]


async def _key(examined: Examined) -> Finding:
    make = "errands keys create --tenant NAME"
    if examined.key is None:
        return warning("key", "none was given, so none was tried", f"ERRANDS_API_KEY; {make}")
    try:
        async with AsyncErrands(examined.url, examined.key, retries=Retries(attempts=1)) as errands:
            await errands.get_session(_NOBODY)
    except NotFoundError:
        return ok("key", "it opens sessions")
    except RefusedKeyError as error:
        return broken("key", said(error), f"another in ERRANDS_API_KEY or --key; {make}")
    except ClientError as error:
        return broken("key", f"couldn't be tried: {said(error)}", "see API")
    return ok("key", "it opens sessions")


async def _healthy(examined: Examined, name: str, port: int, module: str, hint: str) -> Finding:
    start = f"`errands up` starts it; or: python -m {module}"
    is_own = urlsplit(examined.url).hostname in _OWN
    say = broken if is_own else warning
    away = "" if is_own else " (it may run on another machine)"
    if port == 0:
        return warning(name, "its port is 0, so it can't be asked", f"set one; {start}")
    url = f"http://127.0.0.1:{port}/readyz"
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            response = await client.get(url)
    except httpx.HTTPError as error:
        return say(name, f"{url}: {str(error) or type(error).__name__}{away}", start)
    if not response.is_success:
        return broken(name, f"{url} answered {response.status_code}", hint)
    return ok(name, f"works, by its word at {url}")


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return str(response.status_code)
