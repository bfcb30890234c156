"""Labelling by REST."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from errands.agent.prompt import render
from errands.backends.memory_model import ScriptedModel
from errands.contracts.action import Click
from errands.contracts.errors import ModelUnavailableError
from errands.contracts.ids import ElementId, LabelerName, TenantId
from errands.contracts.label import KnownAnswer, Outcome, StepLabel, StepVerdict, TrajectoryLabel
from errands.contracts.observation import Role
from errands.contracts.ports import Decision, Request
from errands.contracts.recording import Candidate, Picture, Recording
from errands.contracts.step import Effect, EffectKind
from errands.labels.queue import KNOWN, is_known_turn
from services.api.app import create_app
from services.api.auth import digest_of, new_key
from services.api.label_desk import FRESH_SECONDS
from services.api.label_schemas import TurnSaid
from tests.unit.agent.pages import control, met, section, seen, user
from tests.unit.api.house import House, client_of, is_problem
from tests.unit.labels.made import a_recording
from tests.unit.labels.test_shown import PROFILE

PAGE = seen(
    section(
        control(1, Role.TEXT_FIELD, "City"),
        control(2, Role.BUTTON, "Search"),
        control(3, Role.BUTTON, "<b>Cancel</b>"),
    )
)
PROMPT = render(PROFILE, user("a room in Rome"), met(PAGE))
TURN_SAID = {"item": "ses_1.trn_1.1", "outcome": "reached", "seconds": 9}
NEXT, STEPS, TURNS, REPORT = (f"/v1/labels/{part}" for part in ("next", "steps", "turns", "report"))


def step(number: int, **more: object) -> Recording:
    click = Click(element=ElementId(2))
    update = {"prompt": PROMPT, "output": "click 2", "action": click, **more}
    return a_recording(number).model_copy(update=update)


def said(number: int, verdict: str = "accept", **more: object) -> dict[str, object]:
    return {"item": f"ses_1.trn_1.{number}", "verdict": verdict, "seconds": 2.5, **more}


@pytest.fixture
async def anna(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with await house.labeler("anna") as client:
        yield client


@pytest.fixture
async def bert(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with await house.labeler("bert") as client:
        yield client


async def record(house: House, *recordings: Recording) -> None:
    for one in recordings:
        await house.recordings.append(one)


async def asked(client: httpx.AsyncClient, *without: object) -> str | None:
    response = await client.get(NEXT, params={"without": [*without]})
    return None if response.status_code == 204 else str(response.json()["item"])


async def test_an_item_is_what_the_model_read_and_did(
    house: House, anna: httpx.AsyncClient
) -> None:
    page = Effect(kind=EffectKind.PAGE_CHANGED)
    wordless = step(2, candidates=(Candidate(line="cli", verdict="no action"),), effect=page)
    await record(house, step(1, effect=Effect(kind=EffectKind.OK)), wordless)
    response = await anna.get(NEXT)
    assert response.status_code == 200
    assert response.json() == {
        "item": "ses_1.trn_1.2",
        "skill": "navigate",
        "profile": ["first_name: Maya", "email: undefined", "card: secret (set)"],
        "chat": ["user: a room in Rome"],
        "history": [],
        "outline": [
            {"text": '<page host=hotels.test title="Hotels">', "controls": []},
            {"text": "# search", "controls": []},
            {"text": 'text "City" [1]', "controls": [1]},
            {"text": 'button "Search" [2]', "controls": [2]},
            {"text": 'button "(b)Cancel(/b)" [3]', "controls": [3]},
        ],
        "done": [],
        "proposed": {"line": "click 2", "words": 'click "Search"', "target": 2},
        "effect": "page changed",
        "turn": [
            {"number": 1, "action": 'click "Search"', "effect": ""},
            {"number": 2, "action": 'click "Search"', "effect": "page changed"},
        ],
        "screenshot": False,
    }


async def test_what_was_judged_is_kept_and_not_asked_again(
    house: House, anna: httpx.AsyncClient
) -> None:
    await record(house, step(1), step(2))
    first = await asked(anna)
    assert first is not None
    number = int(first.rpartition(".")[2])
    response = await anna.post(STEPS, json=said(number, "reject"))
    assert response.status_code == 201
    assert response.json() == {"item": first, "verdict": "reject", "proposed": None}
    (label,) = house.labels.kept
    assert label == StepLabel(
        session=step(1).session,
        turn=step(1).turn,
        number=number,
        verdict=StepVerdict.REJECT,
        labeler=LabelerName("anna"),
        seconds=2.5,
        at=house.clock.now(),
    )
    second = await asked(anna)
    assert second not in {None, first}
    assert await asked(anna, second) is None
    await anna.post(STEPS, json=said(3 - number))
    assert await asked(anna) is None


async def test_labelers_who_disagree_have_a_third_asked(
    house: House, anna: httpx.AsyncClient, bert: httpx.AsyncClient
) -> None:
    await record(house, *(step(n) for n in range(1, 4)))
    await anna.post(STEPS, json=said(2, "accept"))
    await bert.post(STEPS, json=said(2, "reject"))
    async with await house.labeler("carl") as carl:
        assert await asked(carl) == "ses_1.trn_1.2"
    report = (await anna.get(REPORT)).json()
    assert report["pairs"] == [
        {
            "labelers": ["anna", "bert"],
            "agreement": {"items": 1, "same": 0, "share": 0, "kappa": 0},
        }
    ]


async def test_what_a_person_writes_becomes_the_label(
    house: House, anna: httpx.AsyncClient
) -> None:
    await record(house, step(1))
    response = await anna.post(STEPS, json=said(1, "act", line="  click 3 "))
    assert response.status_code == 201
    (label,) = house.labels.kept
    assert isinstance(label, StepLabel)
    assert label.action == Click(element=ElementId(3))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("click the button", "That is no action."),
        ("click 9", "The page shows no [9]."),
        ("fill 1 @phone", "The profile has no phone."),
    ],
)
async def test_what_could_not_be_done_is_no_label(
    house: House, anna: httpx.AsyncClient, line: str, why: str
) -> None:
    await record(house, step(1))
    response = await anna.post(STEPS, json=said(1, "act", line=line))
    assert is_problem(response, 422, "line_not_possible")
    assert response.json()["detail"] == why
    assert house.labels.kept == []


@pytest.mark.parametrize(
    "body",
    [
        said(1, "hint"),
        said(1, "act"),
        said(1, "accept", hint="no"),
        said(1, "hint", hint="a", line="click 3"),
        said(1, "hint", hint="two\nlines"),
        said(1, "perhaps"),
        said(1, seconds=-1),
        {**said(1), "labeler": "bert"},
        {**said(1), "item": "nothing"},
    ],
)
async def test_what_is_no_label(
    house: House, anna: httpx.AsyncClient, body: dict[str, object]
) -> None:
    await record(house, step(1))
    assert is_problem(await anna.post(STEPS, json=body), 422, "invalid_request")
    assert house.labels.kept == []


async def test_a_step_that_is_not_there(anna: httpx.AsyncClient) -> None:
    assert is_problem(await anna.post(STEPS, json=said(1)), 404, "item_not_found")
    body = {"item": "ses_1.trn_1.1", "outcome": "reached", "seconds": 1}
    assert is_problem(await anna.post(TURNS, json=body), 404, "item_not_found")
    assert await asked(anna) is None


async def test_a_turn_is_judged(house: House, anna: httpx.AsyncClient) -> None:
    await record(house, step(1))
    body = {"item": "ses_1.trn_1.1", "outcome": "missed", "seconds": 1}
    assert (await anna.post(TURNS, json=body)).status_code == 204
    (label,) = house.labels.kept
    assert isinstance(label, TrajectoryLabel)
    assert (label.outcome, label.labeler) == (Outcome.MISSED, "anna")
    assert (await anna.get(REPORT)).json()["labelers"][0]["turns"] == 1


async def test_a_known_answer_comes_unseen_and_measures(
    house: House, anna: httpx.AsyncClient
) -> None:
    known = step(1).model_copy(update={"session": "ses_k"})
    answer = KnownAnswer(
        session=known.session, labeler="owner", at=0, recording=known, is_right=False
    )
    await house.labels.append(answer)
    await record(house, *(step(n) for n in range(1, 13)))
    came = []
    for _ in range(KNOWN):
        item = await asked(anna)
        came.append(item)
        await anna.post(STEPS, json={"item": item, "verdict": "reject", "seconds": 1})
    place = next(n for n in range(KNOWN) if is_known_turn(LabelerName("anna"), n))
    assert came.index("ses_k.trn_1.1") == place
    ordinary = (await anna.get(NEXT)).json()
    assert "known" not in str(ordinary)
    (report,) = (await anna.get(REPORT)).json()["labelers"]
    assert report["known"] == {"items": 1, "same": 1, "share": 1, "kappa": None}
    assert report["steps"] == KNOWN


async def test_new_recordings_are_seen_after_a_while(house: House, anna: httpx.AsyncClient) -> None:
    assert await asked(anna) is None
    await record(house, step(1))
    assert await asked(anna) is None
    house.clock.advance(FRESH_SECONDS)
    assert await asked(anna) == "ses_1.trn_1.1"


async def test_a_page_is_seen_as_it_was(house: House, anna: httpx.AsyncClient) -> None:
    first = step(1)
    picture = Picture(session=first.session, turn=first.turn, number=1, png=b"\x89PNG")
    name = await house.pictures.put(picture)
    await record(house, first.model_copy(update={"screenshot": name}), step(2))
    path = "/v1/labels/screenshot"
    response = await anna.get(path, params={"item": "ses_1.trn_1.1"})
    assert response.headers["content-type"] == "image/png"
    assert response.content == b"\x89PNG"
    without = await anna.get(path, params={"item": "ses_1.trn_1.2"})
    assert is_problem(without, 404, "screenshot_not_found")
    nothing = await anna.get(path, params={"item": "ses_1.trn_1.3"})
    assert is_problem(nothing, 404, "item_not_found")


async def test_the_model_is_asked_again(house: House, anna: httpx.AsyncClient) -> None:
    await record(house, step(1))
    model = ScriptedModel([("click 2", "cli", "click 9", "click 3")])
    app = create_app(replace(house.ports, model=model))
    async with client_of(app, anna.headers) as caller:
        hint = said(1, "hint", hint="<chat> cancel it")
        response = await caller.post(STEPS, json=hint)
        assert response.json()["proposed"] == {
            "line": "click 3",
            "words": 'click "(b)Cancel(/b)"',
            "target": 3,
        }
        await caller.post(STEPS, json=said(1, "accept"))
    (request,) = model.requests
    assert "user: a room in Rome\nuser: (chat) cancel it\n</chat>" in request.prompt
    assert request.prompt.replace("user: (chat) cancel it\n", "") == PROMPT
    assert [label.verdict for label in house.labels.kept] == ["hint", "accept"]


async def test_a_model_that_is_away_leaves_the_wish(house: House, anna: httpx.AsyncClient) -> None:
    class Away:
        async def decide(self, request: Request) -> Decision:
            raise ModelUnavailableError(request.skill)

    await record(house, step(1))
    app = create_app(replace(house.ports, model=Away()))
    async with client_of(app, anna.headers) as caller:
        response = await caller.post(STEPS, json=said(1, "regenerate"))
    assert response.status_code == 201
    assert response.json()["proposed"] is None
    assert len(house.labels.kept) == 1


ROUTES = [
    ("GET", "/v1/labels/screenshot?item=ses_1.trn_1.1"),
    ("GET", NEXT),
    ("POST", STEPS),
    ("POST", TURNS),
    ("GET", REPORT),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_who_may_judge(house: House, anna: httpx.AsyncClient, method: str, path: str) -> None:
    key, text = new_key(TenantId("maya-inc"))
    await house.keys.add(key)
    for headers, status, code in (
        ({}, 401, "missing_key"),
        ({"Authorization": f"Bearer {text}"}, 403, "key_not_for_this"),
    ):
        async with client_of(house.app, headers) as caller:
            response = await caller.request(method, path, json=said(1))
            assert is_problem(response, status, code)
    opened = await anna.post("/v1/sessions", json={"start_url": "https://shop.test/"})
    assert is_problem(opened, 403, "key_not_for_this")


async def test_a_store_that_fails_says_so(house: House, anna: httpx.AsyncClient) -> None:
    class FullDisk:
        async def append(self, label: object) -> None:
            raise OSError(f"no space for {label}")

    await record(house, step(1))
    assert await asked(anna)
    house.labels.append = FullDisk().append  # type: ignore[method-assign] # a fault
    response = await anna.post(STEPS, json=said(1))
    assert is_problem(response, 503, "store_unavailable")
    assert "no space" not in response.text
    assert (await anna.get(REPORT)).json()["labelers"] == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [("", "text/html"), ("/label.css", "text/css"), ("/label.js", "text/javascript")],
)
async def test_the_page_is_anybodys_and_runs_nothing_of_others(
    house: House, path: str, kind: str
) -> None:
    async with client_of(house.app) as anyone:
        response = await anyone.get(f"/label{path}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(kind)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in policy


async def test_the_same_label_is_kept_once(
    house: House, anna: httpx.AsyncClient, bert: httpx.AsyncClient
) -> None:
    await record(house, step(1))
    headers = {"Idempotency-Key": "k"}
    for path, body, other in (
        (STEPS, said(1), said(1, "reject")),
        (TURNS, TURN_SAID, {**TURN_SAID, "outcome": "missed"}),
    ):
        first, again = [await anna.post(path, json=body, headers=headers) for _ in range(2)]
        assert first.status_code == again.status_code
        assert "idempotent-replayed" not in first.headers
        assert again.headers["idempotent-replayed"] == "true"
        conflict = await anna.post(path, json=other, headers=headers)
        assert is_problem(conflict, 422, "idempotency_conflict")
        theirs = await bert.post(path, json=other, headers=headers)
        assert "idempotent-replayed" not in theirs.headers
    kept = [label async for label in house.labels.read()]
    assert [label.labeler for label in kept] == ["anna", "bert"] * 2


async def test_a_label_that_is_not_kept_yet_is_in_flight(
    house: House, anna: httpx.AsyncClient
) -> None:
    await record(house, step(1))
    headers = {"Idempotency-Key": "k"}
    missing = await anna.post(STEPS, json=said(9), headers=headers)
    assert is_problem(missing, 404, "item_not_found")
    assert (await anna.post(STEPS, json=said(1), headers=headers)).status_code == 201
    call = digest_of("anna\nTurnSaid\nk")
    sent = digest_of(TurnSaid.model_validate(TURN_SAID).model_dump_json())
    await house.ports.calls.begin(call, sent)
    busy = await anna.post(TURNS, json=TURN_SAID, headers=headers)
    assert is_problem(busy, 409, "idempotency_in_flight")
    assert int(busy.headers["retry-after"]) > 0
