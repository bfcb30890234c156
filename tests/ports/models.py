"""Clients of the model's peer, and a request for them."""

import httpx

from errands.backends.chat_endpoint import ChatEndpoint
from errands.backends.model_http import Patience
from errands.backends.openai_model import OpenaiModel
from errands.backends.vllm_model import VllmModel
from errands.contracts.ids import SessionId, SkillName
from errands.contracts.ports import Request
from errands.contracts.priority import Priority
from tests.model_peer import ModelPeer

REQUEST = Request(
    skill=SkillName("fill-form"),
    session=SessionId("ses_1"),
    prompt="<page>\n",
    grammar='start: "click 1"',
    seed=7,
)
QUICK = Patience(total=5, attempt=2, first_pause=0.01, longest_pause=0.05)


def vllm(
    peer: ModelPeer,
    client: httpx.AsyncClient,
    patience: Patience = QUICK,
    priority: Priority = Priority.INTERACTIVE,
) -> VllmModel:
    return VllmModel(
        f"{peer.url}/v1",
        f"{peer.url}/adapters",
        client,
        priority=priority,
        patience=patience,
        adapter_seconds=0.3,
    )


def openai(peer: ModelPeer, client: httpx.AsyncClient, patience: Patience = QUICK) -> OpenaiModel:
    return OpenaiModel(ChatEndpoint(f"{peer.url}/v1", "errands-base", client, patience=patience))
