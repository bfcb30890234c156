"""Labels: what to judge next, judging it, and how labelers agree."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import Action
from errands.contracts.ids import LabelerName
from errands.contracts.label import StepLabel, StepVerdict, TrajectoryLabel, key_of
from errands.contracts.recording import Recording
from errands.labels.possible import trouble
from errands.labels.shown import Shown
from errands.telemetry import metrics
from services.api.auth import Judge
from services.api.etags import ETAG, NOT_MODIFIED, IfNoneMatch, picture
from services.api.label_desk import LabelDesk
from services.api.label_schemas import (
    ActionBody,
    ItemBody,
    ItemId,
    ReportBody,
    StepSaid,
    StepSaidBody,
    TurnSaid,
    key_of_item,
)
from services.api.once import once
from services.api.ports import Desk, Given, Ports
from services.api.problems import Code, ProblemError, documented
from services.api.regenerate import regenerated
from services.api.routes.sessions import PNG
from services.api.saying import REPLAYED, IdempotencyKey

router = APIRouter(prefix="/v1/labels", tags=["labels"])

_ASKING_AGAIN = frozenset({StepVerdict.REGENERATE, StepVerdict.HINT})


@router.get(
    "/next",
    operation_id="nextItem",
    summary="What to judge next",
    responses={
        204: {"description": "Nothing is left to be judged by you."},
        **documented(Code.KEY_NOT_FOR_THIS),
    },
    response_model=ItemBody,
)
async def next_item(
    desk: Desk,
    labeler: Judge,
    without: Annotated[
        list[ItemId] | None, Query(max_length=100, description="Items that you have at hand.")
    ] = None,
) -> ItemBody | Response:
    """What people disagree on first, then what the model was least sure of."""
    found = await desk.next(labeler, [key_of_item(item) for item in without or ()])
    if found is None:
        return Response(status_code=204)
    return ItemBody.of(found, await desk.turn_of(found))


@router.get(
    "/screenshot",
    operation_id="itemScreenshot",
    summary="See a step's page",
    response_class=Response,
    responses={
        200: {
            "description": "The page that the step was decided on, as PNG.",
            "content": PNG,
            "headers": ETAG,
        },
        **NOT_MODIFIED,
        **documented(Code.KEY_NOT_FOR_THIS, Code.ITEM_NOT_FOUND, Code.SCREENSHOT_NOT_FOUND),
    },
)
async def item_screenshot(
    ports: Given,
    desk: Desk,
    labeler: Judge,  # noqa: ARG001 the key is checked
    item: Annotated[ItemId, Query(description="A step, as `item` names it.")],
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Not every step has one."""
    recording = await _found(desk, item)
    png = await ports.pictures.find(recording.screenshot, key_of(recording))
    if png is None:
        raise ProblemError(Code.SCREENSHOT_NOT_FOUND)
    return picture(png, if_none_match)


@router.post(
    "/steps",
    status_code=201,
    operation_id="judgeStep",
    summary="Judge a step",
    responses={
        201: {"description": "Kept.", "headers": REPLAYED},
        **documented(
            Code.KEY_NOT_FOR_THIS,
            Code.ITEM_NOT_FOUND,
            Code.LINE_NOT_POSSIBLE,
            Code.INVALID_REQUEST,
            Code.IDEMPOTENCY_CONFLICT,
            Code.IDEMPOTENCY_IN_FLIGHT,
        ),
    },
)
async def judge_step(
    ports: Given,
    desk: Desk,
    labeler: Judge,
    said: StepSaid,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> StepSaidBody:
    """Of your labels of one step the last one counts.

    With `regenerate` and `hint` the model is asked again, where one is set up for that; judge
    its answer by sending it as `line`. Otherwise the label is kept as a wish. A replay keeps
    nothing and asks no model, so it proposes nothing.
    """
    async with once(ports, labeler, idempotency_key, said, response) as is_first:
        if is_first:
            return await _judged(ports, desk, labeler, said)
    return StepSaidBody(item=said.item, verdict=said.verdict, proposed=None)


async def _judged(
    ports: Ports, desk: LabelDesk, labeler: LabelerName, said: StepSaid
) -> StepSaidBody:
    recording = await _found(desk, said.item)
    action = _possible(said.line, recording) if said.line else None
    key = key_of(recording)
    label = StepLabel(
        session=key.session,
        turn=key.turn,
        number=key.number,
        verdict=said.verdict,
        hint=said.hint,
        action=action,
        labeler=labeler,
        seconds=said.seconds,
        at=ports.clock.now(),
    )
    await desk.enter(label)
    metrics.LABELS.labels(said.verdict).inc()
    proposed = None
    if ports.model is not None and said.verdict in _ASKING_AGAIN:
        proposed = await regenerated(ports.model, recording, said.hint)
    shown = Shown.in_prompt(recording.prompt)
    return StepSaidBody(
        item=said.item,
        verdict=said.verdict,
        proposed=None if proposed is None else ActionBody.of(proposed, shown),
    )


@router.post(
    "/turns",
    status_code=204,
    operation_id="judgeTurn",
    summary="Judge a whole turn",
    responses={
        204: {"description": "Kept.", "headers": REPLAYED},
        **documented(
            Code.KEY_NOT_FOR_THIS,
            Code.ITEM_NOT_FOUND,
            Code.IDEMPOTENCY_CONFLICT,
            Code.INVALID_REQUEST,
            Code.IDEMPOTENCY_IN_FLIGHT,
        ),
    },
)
async def judge_turn(
    ports: Given,
    desk: Desk,
    labeler: Judge,
    said: TurnSaid,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> None:
    """Whether the turn that a step belongs to came to what the person wanted."""
    async with once(ports, labeler, idempotency_key, said, response) as is_first:
        if is_first:
            await _judged_turn(ports, desk, labeler, said)


async def _judged_turn(ports: Ports, desk: LabelDesk, labeler: LabelerName, said: TurnSaid) -> None:
    recording = await _found(desk, said.item)
    label = TrajectoryLabel(
        session=recording.session,
        turn=recording.turn,
        outcome=said.outcome,
        labeler=labeler,
        seconds=said.seconds,
        at=ports.clock.now(),
    )
    await desk.enter(label)


@router.get(
    "/report",
    operation_id="labelReport",
    summary="How labelers do and agree",
    responses=documented(Code.KEY_NOT_FOR_THIS),
)
async def label_report(desk: Desk, labeler: Judge) -> ReportBody:  # noqa: ARG001 the key is checked
    """By labeler, against known answers, and for every two who judged the same steps."""
    return ReportBody.of(await desk.book())


async def _found(desk: LabelDesk, item: ItemId) -> Recording:
    recording = await desk.find(key_of_item(item))
    if recording is None:
        raise ProblemError(Code.ITEM_NOT_FOUND)
    return recording


def _possible(line: str, recording: Recording) -> Action:
    action = parse(line)
    if isinstance(action, ParseFailure):
        raise ProblemError(Code.LINE_NOT_POSSIBLE, "That is no action.")
    if why := trouble(action, Shown.in_prompt(recording.prompt)):
        raise ProblemError(Code.LINE_NOT_POSSIBLE, f"{why[0].upper()}{why[1:]}.")
    return action
