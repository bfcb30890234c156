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

from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.ports import ApiKey, LabelerKey
from services.api.ports import Given
from services.api.problems import Code, ProblemError

_KEY = re.compile(r"errands_[0-9a-f]{12}_[0-9a-f]{64}")
_bearer = HTTPBearer(
    auto_error=False, scheme_name="ApiKey", description="`Authorization: Bearer errands_...`"
)


def new_key(tenant: TenantId) -> tuple[ApiKey, str]:
    """What is kept of a new key, and the key itself, which is shown once."""
    key, text = _drawn()
    return ApiKey(id=key, tenant=tenant, digest=digest_of(text)), text


def new_labeler_key(labeler: LabelerName) -> tuple[LabelerKey, str]:
    """The same for one who judges steps."""
    key, text = _drawn()
    return LabelerKey(id=key, labeler=labeler, digest=digest_of(text)), text


def _drawn() -> tuple[KeyId, str]:
    key_id = secrets.token_hex(6)
    return KeyId(key_id), f"errands_{key_id}_{secrets.token_hex(32)}"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def _key(
    ports: Given,
    given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> ApiKey | LabelerKey:
    if given is None:
        raise ProblemError(Code.MISSING_KEY)
    if _KEY.fullmatch(given.credentials) is None:
        raise ProblemError(Code.INVALID_KEY)
    key = await ports.keys.find(digest_of(given.credentials))
    if key is None:
        raise ProblemError(Code.INVALID_KEY)
    structlog.contextvars.bind_contextvars(key=key.id)
    return key


_Key = Annotated[ApiKey | LabelerKey, Depends(_key)]


async def _caller(key: _Key) -> TenantId:
    if not isinstance(key, ApiKey):
        raise ProblemError(Code.KEY_NOT_FOR_THIS)
    structlog.contextvars.bind_contextvars(tenant=key.tenant)
    return key.tenant


async def _labeler(key: _Key) -> LabelerName:
    if not isinstance(key, LabelerKey):
        raise ProblemError(Code.KEY_NOT_FOR_THIS)
    structlog.contextvars.bind_contextvars(labeler=key.labeler)
    return key.labeler


Caller = Annotated[TenantId, Depends(_caller)]
"""Whose key the request carries."""
Judge = Annotated[LabelerName, Depends(_labeler)]
"""The labeler whose key the request carries."""
