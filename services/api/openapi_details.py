"""What holds for many operations of the OpenAPI: request ids, forms of ids, links, examples.

Everything here may be done twice: FastAPI keeps the document.
"""

from typing import Final, TypeAlias, cast

from services.api.ids import SESSION_PATTERN, TURN_PATTERN, WEBHOOK_PATTERN
from services.api.openapi_examples import EXAMPLES
from services.api.problems import examples

Node: TypeAlias = dict[str, object]

REQUEST_ID: Final[Node] = {
    "description": "Yours of the request, or a new one: it finds the request in our logs.",
    "required": True,
    "schema": {"type": "string", "examples": ["req_5d0c1f6a9e27b3844c10f2aa"]},
}
_REQUEST_ID_PLACE: Final[Node] = {"$ref": "#/components/headers/X-Request-Id"}
_NULL: Final[Node] = {"type": "null"}
_PLACES: Final[dict[str, tuple[str, str]]] = {
    "session": (SESSION_PATTERN, "ses_01kb7c0e9w3v5r8x2m4n6p7q8s"),
    "turn": (TURN_PATTERN, "trn_01kb7c1f2a3b4c5d6e7f8g9h0j"),
    "webhook": (WEBHOOK_PATTERN, "whk_01kb7c2m4n5p6q7r8s9t0v1w2x"),
    "delivery": (
        r"msg_[0-9]{13}_[0-9]{5}_[0-9A-Za-z_]{1,60}",
        "msg_1796043600123_00000_ses_01kb7c0e9w3v5r8x2m4n6p7q8s",
    ),
    "key": (r"[0-9a-f]{12}", "3f9c2a7be410"),
    "name": (r"[^\W_]([\w-]{0,58}[^\W_])?(\.[0-9A-Za-z]{1,12})?", "cv.pdf"),
}
"""By the name of a parameter in a path: what it looks like. Others aren't there, which is a 404."""

_OF_SESSION: Final = {"session": "$response.body#/id"}
_OF_TURN: Final = {"session": "$request.path.session", "turn": "$response.body#/id"}
_OF_WEBHOOK: Final = {"webhook": "$response.body#/id"}
_OF_DELIVERY: Final = {"webhook": "$request.path.webhook", "delivery": "$response.body#/id"}
_OF_KEY: Final = {"key": "$response.body#/id"}
_OF_FILE: Final = {"session": "$request.path.session", "name": "$response.body#/name"}
_TO_FILE: Final = tuple((name, _OF_FILE) for name in ("getFile", "removeFile"))
_LINKS: Final[dict[tuple[str, str], tuple[tuple[str, dict[str, str]], ...]]] = {
    ("createSession", "201"): tuple(
        (name, _OF_SESSION)
        for name in (
            *("getSession", "closeSession", "createTurn", "listTurns", "followEvents"),
            *("listSteps", "listFiles", "putFile", "createLiveTicket", "updateProfile"),
        )
    ),
    ("createTurn", "202"): tuple(
        (name, _OF_TURN) for name in ("getTurn", "cancelTurn", "listTurnSteps")
    ),
    ("getTurn", "200"): (("getApproval", {"session": "$request.path.session"}),),
    ("answerApproval", "202"): (("getTurn", _OF_TURN),),
    ("putFile", "200"): _TO_FILE,
    ("putFile", "201"): _TO_FILE,
    ("createWebhook", "201"): tuple(
        (name, _OF_WEBHOOK)
        for name in (
            *("getWebhook", "deleteWebhook", "rotateWebhookSecret", "testWebhook"),
            "listDeliveries",
        )
    ),
    ("testWebhook", "202"): (("replayDelivery", _OF_DELIVERY),),
    ("createKey", "201"): tuple((name, _OF_KEY) for name in ("getKey", "revokeKey", "rotateKey")),
    ("rotateKey", "201"): tuple((name, _OF_KEY) for name in ("getKey", "revokeKey")),
}
"""What an answer leads to: the operations, and where their parameters stand in it."""


def complete(document: Node) -> None:
    """Writes it into the document."""
    components = cast("Node", document["components"])
    components["examples"] = examples()
    components["headers"] = {"X-Request-Id": REQUEST_ID}
    schemas = cast("dict[str, Node]", components["schemas"])
    for name, example in EXAMPLES.items():
        if name in schemas:
            schemas[name]["examples"] = [example]
    for methods in cast("dict[str, dict[str, Node]]", document["paths"]).values():
        for operation in methods.values():
            _parameters(operation)
            _answers(operation)


def _parameters(operation: Node) -> None:
    for parameter in cast("list[Node]", operation.get("parameters", [])):
        parameter["schema"] = _without_null(cast("Node", parameter["schema"]))
        place = _PLACES.get(str(parameter["name"]))
        if parameter["in"] == "path" and place is not None:
            pattern, example = place
            cast("Node", parameter["schema"])["pattern"] = f"^{pattern}$"
            parameter["example"] = example


def _without_null(schema: Node) -> Node:
    """What stands in an address or a header is left out, never null."""
    choices = [one for one in cast("list[Node]", schema.get("anyOf", [])) if one != _NULL]
    if len(choices) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**choices[0], **rest}


def _answers(operation: Node) -> None:
    for status, answer in cast("dict[str, Node]", operation["responses"]).items():
        headers = cast("Node", answer.get("headers", {}))
        answer["headers"] = {**headers, "X-Request-Id": _REQUEST_ID_PLACE}
        links = _LINKS.get((str(operation["operationId"]), status))
        if links:
            answer["links"] = {
                name: {"operationId": name, "parameters": where} for name, where in links
            }
