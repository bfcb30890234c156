"""What isn't valid is told by where it stands in what was sent, in words for people."""

from collections.abc import Iterator

import httpx
import pytest

from errands.contracts.keys import Scope
from services.api.openapi_examples import EXAMPLES
from tests.unit.api.house import House, is_problem
from tests.unit.api.operations import Operation, operations

WRONG = (
    *(None, True, -1, 1e10, "", "x" * 3000, "a/b", [], [5], {}),
    *({"a/b~c": "x"}, {"name": 5}, ["x"] * 60, {f"n{number}": "x" for number in range(60)}),
)
SECRETS = {"card": {"value": "4111", "hosts": ["pay.test"]}, "pin": "0420"}
SENT = {"NewSession": {**EXAMPLES["NewSession"], "secrets": SECRETS}}
OURS = ("Value error", "function", "0x", "after validation", "validator", "instance of")


def spoilt(node: object) -> Iterator[object]:
    """What was sent with something wrong at each of its places in turn."""
    yield from WRONG
    if isinstance(node, dict):
        yield {**node, "no/such~name": 5}
        for name, value in node.items():
            yield {other: kept for other, kept in node.items() if other != name}
            yield from ({**node, name: wrong} for wrong in spoilt(value))
    if isinstance(node, list):
        for place, value in enumerate(node):
            yield from ([*node[:place], wrong, *node[place + 1 :]] for wrong in spoilt(value))


def is_in(pointer: str, sent: object, *, is_missing: bool) -> bool:
    where, *parts = [
        part.replace("~1", "/").replace("~0", "~") for part in pointer.removeprefix("/").split("/")
    ]
    for place, part in enumerate(parts, 1):
        if isinstance(sent, dict) and part in sent:
            sent = sent[part]
        elif isinstance(sent, list) and part.isdigit() and int(part) < len(sent):
            sent = sent[int(part)]
        else:
            return is_missing and isinstance(sent, dict) and place == len(parts)
    return where == "body" and not is_missing


async def check(caller: httpx.AsyncClient, one: Operation, places: dict[str, str]) -> int:
    """How many bodies were refused, each with faults that are told so."""
    refused = 0
    for sent in spoilt(SENT.get(one.body, EXAMPLES[one.body])):
        answer = await one.send(caller, sent, **places)
        if answer.status_code != 422 or answer.json()["code"] != "invalid_request":
            continue
        refused += 1
        for fault in answer.json()["errors"]:
            is_missing = fault["detail"] == "Field required" and fault["pointer"] != "/body"
            assert is_in(fault["pointer"], sent, is_missing=is_missing), (one.id, sent, fault)
            assert not [word for word in OURS if word in fault["detail"]], (one.id, sent, fault)
    return refused


async def test_a_pointer_leads_to_what_was_sent_or_to_what_is_missing(
    house: House, places: dict[str, str]
) -> None:
    with_body = [one for one in operations(house.app) if one.body is not None]
    assert len(with_body) > 7
    key = await house.caller("maya-inc", frozenset(Scope))
    async with key as maya, await house.labeler("anna") as anna:
        for one in with_body:
            caller = anna if one.path.startswith("/v1/labels") else maya
            assert await check(caller, one, places) > len(WRONG), one.id


@pytest.mark.parametrize(
    ("secret", "where", "words"),
    [
        (5, "", "Input should be a string, or an object with `value` and `hosts`"),
        ("", "", "a secret has 1 to 2000 characters"),
        ({"value": "0420"}, "/hosts", "Field required"),
        ({"value": 5, "hosts": ["pay.test"]}, "/value", "Input should be a valid string"),
    ],
)
async def test_a_secret_is_told_of_in_the_form_that_was_meant(
    maya: httpx.AsyncClient, session: str, secret: object, where: str, words: str
) -> None:
    answer = await maya.patch(f"{session}/profile", json={"secrets": {"pin": secret}})
    assert is_problem(answer, 422, "invalid_request")
    assert answer.json()["errors"] == [{"pointer": f"/body/secrets/pin{where}", "detail": words}]
