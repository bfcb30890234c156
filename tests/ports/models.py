"""Clients of the model's peer, in every mode, and a request for them."""

from collections.abc import Mapping
from typing import Final

import httpx

from errands.backends.any_model import any_model
from errands.backends.vllm_model import VllmModel
from errands.contracts.ids import SessionId, SkillName
from errands.contracts.model_api import ModelApi
from errands.contracts.model_place import ModelPlace, Patience
from errands.contracts.ports import Model, Request
from errands.contracts.priority import Priority
from tests.guided_answer import GUIDES, Guide
from tests.model_peer import ModelPeer

REQUEST = Request(
    skill=SkillName("fill-form"),
    session=SessionId("ses_1"),
    prompt="<page>\n",
    grammar='start: "click 1 ->"',
    seed=7,
)
QUICK = Patience(total=5, attempt=2, first_pause=0.01, longest_pause=0.05, adapter=0.3)
KEEPS: Final[Mapping[ModelApi, frozenset[Guide]]] = {
    ModelApi.VLLM: frozenset(),
    ModelApi.COMPLETIONS: frozenset(),
    ModelApi.TEXT: frozenset(),
    ModelApi.GRAMMAR: frozenset({"grammar"}),
    ModelApi.JSON_SCHEMA: frozenset({"json_schema"}),
    ModelApi.JSON_OBJECT: frozenset({"json_object"}),
    ModelApi.AUTO: GUIDES,
}
"""What a server is good for that is asked so; vLLM's own completions are guided unseen."""


def made(
    api: ModelApi,
    peer: ModelPeer,
    client: httpx.AsyncClient,
    patience: Patience = QUICK,
    repairs: int = 2,
) -> Model:
    """A model of the mode, at a peer that keeps to what the mode asks for."""
    peer.keeps = KEEPS[api]
    return at(api, peer, client, patience, repairs)


def at(
    api: ModelApi,
    peer: ModelPeer,
    client: httpx.AsyncClient,
    patience: Patience = QUICK,
    repairs: int = 2,
) -> Model:
    """The same at a peer that keeps to what it likes."""
    place = ModelPlace(
        api=api,
        url=f"{peer.url}/v1",
        name="errands-base",
        adapters_url=f"{peer.url}/adapters",
        patience=patience,
        repairs=repairs,
    )
    return any_model(place, client)


def vllm(
    peer: ModelPeer,
    client: httpx.AsyncClient,
    patience: Patience = QUICK,
    priority: Priority = Priority.INTERACTIVE,
) -> VllmModel:
    return VllmModel(
        f"{peer.url}/v1", f"{peer.url}/adapters", client, priority=priority, patience=patience
    )


def text(peer: ModelPeer, client: httpx.AsyncClient, patience: Patience = QUICK) -> Model:
    return made(ModelApi.TEXT, peer, client, patience)
