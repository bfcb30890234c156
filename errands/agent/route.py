"""Which skill takes a step. Rules first; a skill is a LoRA adapter on the served model."""

from errands.contracts.ids import SkillName
from errands.contracts.observation import FILLABLE, Observation, Role

FILL_FORM = SkillName("fill-form")
NAVIGATE = SkillName("navigate")
CHOOSE = SkillName("choose")
SKILLS = (FILL_FORM, CHOOSE, NAVIGATE)

_CHOICES = frozenset({Role.SELECT, Role.CHECKBOX, Role.RADIO})


def route(page: Observation) -> SkillName:
    """A page that asks for values is a form; one that offers settings is a choice to make.

    Every other page is a way somewhere.
    """
    asks = any(
        e.required and not e.disabled and e.role in FILLABLE | {Role.SELECT}
        for e in page.elements
        if e.id
    )
    if asks:
        return FILL_FORM
    offers = any(e.role in _CHOICES and not e.disabled for e in page.elements if e.id)
    return CHOOSE if offers else NAVIGATE
