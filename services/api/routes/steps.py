"""Steps: what was done, and on which page."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from errands.contracts.label import StepKey
from errands.contracts.step import Step
from errands.contracts.turn import Turn
from services.api.etags import ETAG, NOT_MODIFIED, IfNoneMatch, picture
from services.api.lookup import OwnSession, OwnTurn
from services.api.paging import Asked, Paged
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError, documented
from services.api.routes.sessions import PNG
from services.api.schemas import StepList
from services.wire.steps import StepBody

router = APIRouter(prefix="/v1/sessions/{session}", tags=["steps"])

_NOT_KEPT = "No picture of this step was kept: pictures are off, or this one took too long."
_GONE = "The picture of this step is not where this server looks, or no longer kept."


@router.get(
    "/steps",
    operation_id="listSteps",
    summary="List what was done",
    responses=documented(Code.SESSION_NOT_FOUND, Code.INVALID_REQUEST, Code.INVALID_CURSOR),
)
async def list_steps(ports: Given, session: OwnSession, asked: Paged) -> StepList:
    """Finished steps of every turn, oldest first."""
    return await _listed(ports, await ports.turns.all(session.id), asked)


@router.get(
    "/turns/{turn}/steps",
    operation_id="listTurnSteps",
    summary="List what was done in a turn",
    responses=documented(
        Code.SESSION_NOT_FOUND, Code.TURN_NOT_FOUND, Code.INVALID_REQUEST, Code.INVALID_CURSOR
    ),
)
async def list_turn_steps(ports: Given, turn: OwnTurn, asked: Paged) -> StepList:
    """Its finished steps, in order, while it runs too."""
    return await _listed(ports, (turn,), asked)


async def _listed(ports: Ports, turns: tuple[Turn, ...], asked: Asked) -> StepList:
    steps = {
        f"{turn.number:06}.{step.number:06}": step
        for turn in turns
        for step in await ports.journal.steps(turn.session, turn.id)
    }
    page = asked.page(steps, str)
    return StepList(
        steps=[StepBody.of(steps[place]) for place in page.items],
        has_more=page.has_more,
        next_cursor=page.next_cursor,
    )


@router.get(
    "/turns/{turn}/steps/{number}/screenshot",
    operation_id="getStepScreenshot",
    summary="See the page a step was decided on",
    response_class=Response,
    responses={
        200: {
            "description": "The page, secrets masked, as PNG.",
            "content": PNG,
            "headers": ETAG,
        },
        **NOT_MODIFIED,
        **documented(
            Code.SESSION_NOT_FOUND,
            Code.TURN_NOT_FOUND,
            Code.STEP_NOT_FOUND,
            Code.SCREENSHOT_NOT_FOUND,
        ),
    },
)
async def get_step_screenshot(
    ports: Given,
    turn: OwnTurn,
    number: Annotated[int, Path(ge=0, description="A step's number in its turn.")],
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Kept where the operator wants pictures, as long as recordings are; see `has_screenshot`."""
    step = await _found(ports, turn, number)
    if not step.picture:
        raise ProblemError(Code.SCREENSHOT_NOT_FOUND, _NOT_KEPT)
    png = await ports.pictures.find(step.picture, StepKey(turn.session, turn.id, number))
    if png is None:
        raise ProblemError(Code.SCREENSHOT_NOT_FOUND, _GONE)
    return picture(png, if_none_match)


async def _found(ports: Ports, turn: Turn, number: int) -> Step:
    for step in await ports.journal.steps(turn.session, turn.id):
        if step.number == number:
            return step
    raise ProblemError(Code.STEP_NOT_FOUND)
