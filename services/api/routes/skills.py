"""Skills: which adapters there are, and which answer."""

from fastapi import APIRouter

from services.api.auth import Caller
from services.api.ports import Given
from services.api.problems import Code, documented
from services.api.skill_schemas import SkillList

router = APIRouter(prefix="/v1/skills", tags=["skills"])


@router.get(
    "",
    operation_id="listSkills",
    summary="List the skills",
    responses=documented(Code.SKILLS_UNKNOWN, Code.STORE_UNAVAILABLE),
)
async def list_skills(
    ports: Given,
    tenant: Caller,  # noqa: ARG001 the key is checked
) -> SkillList:
    """By name, each with all its versions, the newest first; none where one model does it all."""
    return SkillList.of(await ports.skills.read())
