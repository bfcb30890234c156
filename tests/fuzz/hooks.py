"""What schemathesis has to know of this API; it loads this file by itself.

A key that is in use must not be revoked by the run, a long poll must not last a minute, an
`Idempotency-Key` that was drawn twice would be one call's, and some words have a form that no
schema tells: addresses of the web and hosts.
"""
# ruff: noqa: ARG001 hooks are told apart by their arguments' names, used or not

import itertools
import os
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import (
    EnsureResourceAvailability,
    RejectedPositiveData,
    UseAfterFree,
)

OWN_KEYS = os.environ.get("FUZZ_KEYS", "").split()  # noqa: TID251 the command beside sets it
NO_KEY = "0" * 12
LONGEST_KEY = 255
LONGEST_WAIT = 0.1
SLOTS = ("profile", "secrets")

_calls = itertools.count()
_names = st.from_regex(r"[a-z]{1,12}(\.[a-z]{2,8}){1,2}", fullmatch=True)
_ports = st.one_of(st.just(""), st.integers(1, 65535).map(lambda port: f":{port}"))
_hosts = st.builds("{}{}".format, _names, _ports)
_addresses = st.builds(
    "{}://{}/{}".format, st.sampled_from(["http", "https"]), _names, st.from_regex(r"[a-z]{0,9}\Z")
)

schemathesis.openapi.format("host", _hosts)
schemathesis.openapi.format("uri", _addresses)


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]
) -> None:
    key = (case.headers or {}).get("idempotency-key")
    if isinstance(key, str) and 0 < len(key) <= LONGEST_KEY:
        case.headers["idempotency-key"] = f"call-{next(_calls)}"
    if case.path_parameters and case.path_parameters.get("key") in OWN_KEYS:
        case.path_parameters["key"] = NO_KEY
    wait = case.query.get("wait") if case.query else None
    if isinstance(wait, int | float) and LONGEST_WAIT < wait <= 60:
        case.query["wait"] = LONGEST_WAIT


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:  # noqa: ANN401 whatever was drawn
    """A slot is in the profile or among the secrets: no schema says that of two objects."""
    if isinstance(body, dict) and all(isinstance(body.get(part), dict) for part in SLOTS):
        body["secrets"] = {
            name: value for name, value in body["secrets"].items() if name not in body["profile"]
        }
    return body


def is_file(case: schemathesis.Case) -> bool:
    return case.operation.path.endswith("/files/{name}")


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext,
    failure: Failure,
    case: schemathesis.Case,
    response: schemathesis.Response,
) -> bool:
    """What is meant so.

    A session that was closed by `DELETE` can be read for a while. What waits for a yes, and a
    picture of the page, aren't there as soon as the session is. A cursor looks like any text, and
    only one that was given out is taken.
    """
    if isinstance(failure, RejectedPositiveData) and response.json()["code"] == "invalid_cursor":
        return False
    comes_later = case.operation.path.endswith(("/approval", "/screenshot"))
    if isinstance(failure, EnsureResourceAvailability) and comes_later:
        return False
    is_session = case.operation.path.startswith("/v1/sessions") and not is_file(case)
    return not (isinstance(failure, UseAfterFree) and is_session)
