"""Where a model answers, and how long it is asked."""

from dataclasses import dataclass, field
from typing import Final

from pydantic import SecretStr

from errands.contracts.model_api import ModelApi

USUAL_REPAIRS: Final = 2
USUAL_TOKENS: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a client asks, in seconds: in all, and for one attempt.

    In all it outlasts a restart of the model server, and its adapters' return after that.
    `probe` is how long it then leaves a server alone that has answered nobody, `adapter` how long
    it waits for an adapter that isn't loaded yet.
    """

    total: float = 150
    attempt: float = 30
    first_pause: float = 0.2
    longest_pause: float = 2
    probe: float = 10
    adapter: float = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPlace:
    """Where a model answers, as what, and how it is asked.

    `url` ends with the API's version; `adapters_url` is where the live adapters are told.
    """

    api: ModelApi
    url: str
    name: str
    adapters_url: str
    key: SecretStr | None = None
    repairs: int = USUAL_REPAIRS
    tokens: int = USUAL_TOKENS
    patience: Patience = field(default_factory=Patience)
