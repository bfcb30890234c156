"""API keys: whose they are, and what they open."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from errands.contracts.ids import KeyId, LabelerName, TenantId


class Scope(StrEnum):
    """What a tenant's key opens; each by itself."""

    READ = "read"
    """Reading the tenant's sessions, and all that is in them."""
    WRITE = "write"
    """Opening sessions, saying something in them, closing them."""
    KEYS = "keys"
    """Making, listing and revoking the tenant's keys."""
    WEBHOOKS = "webhooks"
    """Webhooks: who makes one is sent all that happens in the tenant's sessions."""


USUAL_SCOPES: Final = frozenset({Scope.READ, Scope.WRITE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A tenant's, for its own sessions. `digest` is the SHA-256 of the whole key, in hex.

    Times are unix seconds; without `expires_at` it is good until it is revoked. `made_of` is a
    digest of how it was asked for, where that may be asked again.
    """

    id: KeyId
    tenant: TenantId
    digest: str
    scopes: frozenset[Scope] = USUAL_SCOPES
    name: str = ""
    created_at: float = 0
    expires_at: float | None = None
    made_of: str = ""

    def is_good(self, now: float) -> bool:
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelerKey:
    """A labeler's, for judging the steps of all sessions, and for nothing else."""

    id: KeyId
    labeler: LabelerName
    digest: str
