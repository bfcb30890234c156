"""Which skill takes a step. Rules first; a skill is a LoRA adapter on the served model."""

from errands.contracts.ids import SkillName
from errands.contracts.observation import FILLABLE, Observation, Role

FILL_FORM = SkillName("fill-form")
NAVIGATE = SkillName("navigate")
SKILLS = (FILL_FORM, NAVIGATE)


def route(page: Observation) -> SkillName:
    """A page that asks for values is a form; every other page is a way somewhere."""
    asks = any(
        e.required and not e.disabled and e.role in FILLABLE | {Role.SELECT}
        for e in page.elements
        if e.id
    )
    return FILL_FORM if asks else NAVIGATE
