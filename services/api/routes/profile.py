"""What a session knows of the person, changed between two turns."""

from fastapi import APIRouter

from errands.contracts.errors import ProfileRefusedError, SessionBusyError
from errands.contracts.event import ProfileChanged
from errands.telemetry.observe import observe_event
from services.api.lookup import OwnSession
from services.api.ports import Given
from services.api.problems import Code, ProblemError, documented
from services.api.schemas import ProfileSent, SessionBody

router = APIRouter(prefix="/v1/sessions/{session}/profile", tags=["sessions"])


@router.patch(
    "",
    operation_id="updateProfile",
    summary="Change what is known of the person",
    responses=documented(
        Code.SESSION_NOT_FOUND,
        Code.SESSION_CLOSED,
        Code.TURN_RUNNING,
        Code.PROFILE_REFUSED,
        Code.INVALID_REQUEST,
    ),
)
async def update_profile(ports: Given, session: OwnSession, body: ProfileSent) -> SessionBody:
    """What isn't named stays as it is. Not while a turn waits or runs, or a person has the page.

    The same change twice is the same as once.
    """
    change = body.change()
    told = ProfileChanged(session=session.id, at=ports.clock.now(), names=change.names)
    try:
        changed = await ports.sessions.change_profile(session.id, change, told)
    except SessionBusyError:
        raise ProblemError(Code.TURN_RUNNING) from None
    except ProfileRefusedError as error:
        raise ProblemError(Code.PROFILE_REFUSED, f"It would have {error}.") from None
    observe_event(told)
    return SessionBody.of(changed)
