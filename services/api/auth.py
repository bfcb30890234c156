"""API keys: `errands_`, an id, a secret of 256 bits. Only a key's SHA-256 is kept.

A fast hash is right here: nobody can guess 256 random bits, slow or fast.
"""

import hashlib
import re
import secrets
from typing import Annotated

import structlog
from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from errands.contracts.ids import KeyId, TenantId
from errands.contracts.ports import ApiKey
from services.api.ports import Given
from services.api.problems import Code, ProblemError

_KEY = re.compile(r"errands_[0-9a-f]{12}_[0-9a-f]{64}")
_bearer = HTTPBearer(
    auto_error=False, scheme_name="ApiKey", description="`Authorization: Bearer errands_...`"
)


def new_key(tenant: TenantId) -> tuple[ApiKey, str]:
    """What is kept of a new key, and the key itself, which is shown once."""
    key_id = secrets.token_hex(6)
    text = f"errands_{key_id}_{secrets.token_hex(32)}"
    return ApiKey(id=KeyId(key_id), tenant=tenant, digest=digest_of(text)), text


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def _caller(
    ports: Given,
    given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> TenantId:
    if given is None:
        raise ProblemError(Code.MISSING_KEY)
    if _KEY.fullmatch(given.credentials) is None:
        raise ProblemError(Code.INVALID_KEY)
    key = await ports.keys.find(digest_of(given.credentials))
    if key is None:
        raise ProblemError(Code.INVALID_KEY)
    structlog.contextvars.bind_contextvars(tenant=key.tenant, key=key.id)
    return key.tenant


Caller = Annotated[TenantId, Depends(_caller)]
"""Whose key the request carries."""
