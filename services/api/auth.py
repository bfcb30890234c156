"""API keys: `errands_`, an id, a secret of 256 bits. Only a key's SHA-256 is kept.

A fast hash is right here: nobody can guess 256 random bits, slow or fast.
"""

import hashlib
import re
import secrets
from typing import Annotated, TypeAlias

import structlog
from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.keys import USUAL_SCOPES, ApiKey, LabelerKey, Scope
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError

_ID_BYTES = 6
_READS = frozenset({"GET", "HEAD"})
_KEY = re.compile(r"errands_[0-9a-f]{12}_[0-9a-f]{64}")
_bearer = HTTPBearer(
    auto_error=False, scheme_name="ApiKey", description="`Authorization: Bearer errands_...`"
)


def new_key(
    tenant: TenantId,
    scopes: frozenset[Scope] = USUAL_SCOPES,
    *,
    key: KeyId | None = None,
    name: str = "",
    created_at: float = 0,
    expires_at: float | None = None,
) -> tuple[ApiKey, str]:
    """What is kept of a new key, and the key itself, which is shown once."""
    key = key or _new_id()
    text = _drawn(key)
    kept = ApiKey(
        id=key,
        tenant=tenant,
        digest=digest_of(text),
        scopes=scopes,
        name=name,
        created_at=created_at,
        expires_at=expires_at,
    )
    return kept, text


def new_labeler_key(labeler: LabelerName) -> tuple[LabelerKey, str]:
    """The same for one who judges steps."""
    key = _new_id()
    text = _drawn(key)
    return LabelerKey(id=key, labeler=labeler, digest=digest_of(text)), text


def _new_id() -> KeyId:
    return KeyId(secrets.token_hex(_ID_BYTES))


def id_for(*words: str) -> KeyId:
    """The same id for the same words: who asks twice gets one key."""
    return KeyId(hashlib.sha256("\n".join(words).encode()).hexdigest()[: 2 * _ID_BYTES])


def _drawn(key: KeyId) -> str:
    return f"errands_{key}_{secrets.token_hex(32)}"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_labelers_bearer = HTTPBearer(
    auto_error=False, scheme_name="LabelerKey", description="The same, of one who judges steps."
)
_Given: TypeAlias = HTTPAuthorizationCredentials | None


async def _key(ports: Ports, given: _Given) -> ApiKey | LabelerKey:
    if given is None:
        raise ProblemError(Code.MISSING_KEY)
    return await find_key(ports, given.credentials)


async def find_key(ports: Ports, text: str) -> ApiKey | LabelerKey:
    """A key that is good, by its text. Raises a problem."""
    if _KEY.fullmatch(text) is None:
        raise ProblemError(Code.INVALID_KEY)
    return await find_digest(ports, digest_of(text))


async def find_digest(ports: Ports, digest: str) -> ApiKey | LabelerKey:
    """The same by its digest."""
    key = await ports.keys.find(digest)
    if key is None or not is_good(key, ports):
        raise ProblemError(Code.INVALID_KEY)
    structlog.contextvars.bind_contextvars(key=key.id)
    return key


def is_good(key: ApiKey | LabelerKey, ports: Ports) -> bool:
    """Whether a key that is kept hasn't run out."""
    return isinstance(key, LabelerKey) or key.is_good(ports.clock.now())


async def _of_tenant(ports: Given, given: Annotated[_Given, Security(_bearer)]) -> ApiKey:
    key = await _key(ports, given)
    if not isinstance(key, ApiKey):
        raise ProblemError(Code.KEY_NOT_FOR_THIS)
    structlog.contextvars.bind_contextvars(tenant=key.tenant)
    return key


def need(key: ApiKey, scope: Scope) -> TenantId:
    """Whose the key is. Raises a problem where it hasn't this scope."""
    if scope not in key.scopes:
        raise ProblemError(Code.KEY_NOT_FOR_THIS, f"It needs a key with the scope `{scope}`.")
    return key.tenant


Holder = Annotated[ApiKey, Depends(_of_tenant)]
"""The tenant's key that the request carries."""


async def _caller(request: Request, key: Holder) -> TenantId:
    return need(key, Scope.READ if request.method in _READS else Scope.WRITE)


async def _reader(key: Holder) -> TenantId:
    return need(key, Scope.READ)


async def _keeper(key: Holder) -> TenantId:
    return need(key, Scope.KEYS)


async def _listener(key: Holder) -> TenantId:
    return need(key, Scope.WEBHOOKS)


async def _labeler(
    ports: Given, given: Annotated[_Given, Security(_labelers_bearer)]
) -> LabelerName:
    key = await _key(ports, given)
    if not isinstance(key, LabelerKey):
        raise ProblemError(Code.KEY_NOT_FOR_THIS)
    structlog.contextvars.bind_contextvars(labeler=key.labeler)
    return key.labeler


Caller = Annotated[TenantId, Depends(_caller)]
"""Whose key the request carries."""
Reader = Annotated[TenantId, Depends(_reader)]
"""The same where a `POST` changes nothing of theirs."""
Keeper = Annotated[TenantId, Depends(_keeper)]
"""Whose keys the request is about."""
Listener = Annotated[TenantId, Depends(_listener)]
"""Whose webhooks the request is about."""
Judge = Annotated[LabelerName, Depends(_labeler)]
"""The labeler whose key the request carries."""
