"""The model that an operator's settings name."""

from typing import Literal, TypeAlias

import httpx

from errands.backends.chat_endpoint import ChatEndpoint
from errands.backends.chat_model import ChatModel
from errands.backends.completions_model import CompletionsModel
from errands.backends.heard import AnswerForm
from errands.backends.line_form import LineForm
from errands.backends.object_form import ObjectForm
from errands.backends.probed_model import ONLY_LINE, ProbedModel, Trial
from errands.backends.vllm_model import VllmModel
from errands.contracts.model_api import ModelApi
from errands.contracts.model_place import ModelPlace
from errands.contracts.ports import Model

_ChatApi: TypeAlias = Literal[
    ModelApi.GRAMMAR, ModelApi.JSON_SCHEMA, ModelApi.JSON_OBJECT, ModelApi.TEXT
]


def any_model(place: ModelPlace, client: httpx.AsyncClient) -> Model:
    """Nothing is asked yet."""
    match place.api:
        case ModelApi.VLLM:
            return VllmModel(
                place.url,
                place.adapters_url,
                client,
                base_model=place.name,
                api_key=place.key,
                patience=place.patience,
            )
        case ModelApi.COMPLETIONS:
            return CompletionsModel(
                place.url, place.name, client, api_key=place.key, patience=place.patience
            )
        case ModelApi.AUTO:
            return _probed(place, client)
        case api:
            return _chat(_form(api), place, _endpoint(place, client))


def _form(api: _ChatApi) -> AnswerForm:
    match api:
        case ModelApi.GRAMMAR:
            return LineForm(guided=True)
        case ModelApi.JSON_SCHEMA:
            return ObjectForm()
        case ModelApi.JSON_OBJECT:
            return ObjectForm(held=False)
        case ModelApi.TEXT:
            return LineForm()


def _probed(place: ModelPlace, client: httpx.AsyncClient) -> ProbedModel:
    endpoint = _endpoint(place, client)

    def trial(api: _ChatApi, begins: str) -> Trial:
        form = _form(api)
        return Trial(api=api, form=form, begins=begins, model=_chat(form, place, endpoint))

    trials = (trial(ModelApi.GRAMMAR, ONLY_LINE), trial(ModelApi.JSON_SCHEMA, "{"))
    return ProbedModel(endpoint, trials, _chat(_form(ModelApi.TEXT), place, endpoint))


def _endpoint(place: ModelPlace, client: httpx.AsyncClient) -> ChatEndpoint:
    return ChatEndpoint(place.url, place.name, client, api_key=place.key, patience=place.patience)


def _chat(form: AnswerForm, place: ModelPlace, endpoint: ChatEndpoint) -> ChatModel:
    return ChatModel(endpoint, form, repairs=place.repairs, tokens=place.tokens)
