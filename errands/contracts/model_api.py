"""The ways in which an endpoint can be asked for an action; `docs/models.md` compares them."""

from enum import StrEnum


class ModelApi(StrEnum):
    """What an endpoint is sent, and what holds its answer to an action."""

    VLLM = "vllm"
    """vLLM's completions, held to the page's grammar, with one adapter a skill."""
    GRAMMAR = "grammar"
    """vLLM's chat completions, held to the page's grammar."""
    JSON_SCHEMA = "json-schema"
    """Chat completions, held to a JSON Schema: an action as an object."""
    JSON_OBJECT = "json-object"
    """Chat completions, held to JSON of any form."""
    TEXT = "text"
    """Chat completions, held to nothing."""
    COMPLETIONS = "completions"
    """Completions, held to nothing."""
    AUTO = "auto"
    """The first of `grammar`, `json-schema` and `text` that the endpoint turns out to keep to."""
