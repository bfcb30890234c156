"""The calls of a tenant's keys, for those who hold one with the scope `keys`."""

from collections.abc import Sequence
from typing import Final

from errands.client import answers
from errands.client.call import Call, Method, model, nothing, path
from errands.client.calls import Page, once, paged
from errands.contracts.keys import Scope

KEY_GRACE_SECONDS: Final = 3600
"""How long a rotated key is still good, unless another time is told."""


def create_key(
    name: str,
    scopes: Sequence[Scope | str] = (),
    expires_in_seconds: int | None = None,
    key: str | None = None,
) -> Call[answers.NewKey]:
    chosen = {"scopes": [str(scope) for scope in scopes]} if scopes else {}
    return Call(
        method=Method.POST,
        path=path("keys"),
        body={"name": name, "expires_in_seconds": expires_in_seconds, **chosen},
        headers=once(key),
        read=model(answers.NewKey),
    )


def list_keys(page: Page) -> Call[answers.KeyPage]:
    return Call(
        method=Method.GET, path=path("keys"), query=paged(page), read=model(answers.KeyPage)
    )


def get_key(key_id: str) -> Call[answers.Key]:
    return Call(method=Method.GET, path=path("keys", key_id), read=model(answers.Key))


def rotate_key(
    key_id: str, grace_seconds: int, expires_in_seconds: int | None = None, key: str | None = None
) -> Call[answers.NewKey]:
    return Call(
        method=Method.POST,
        path=path("keys", key_id, "rotate"),
        body={"grace_seconds": grace_seconds, "expires_in_seconds": expires_in_seconds},
        headers=once(key),
        read=model(answers.NewKey),
    )


def revoke_key(key_id: str) -> Call[None]:
    return Call(method=Method.DELETE, path=path("keys", key_id), read=nothing)
