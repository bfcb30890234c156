"""What holds for any form, so that no model has to learn it.

Which slot belongs into which field, which fields are still owed, and that one mention of a date
is one date.
"""

from datetime import date

from errands.agent.outline import snake
from errands.agent.page import Page
from errands.agent.said import Said
from errands.agent.values import slot_choices
from errands.contracts.ids import ElementId, SlotName
from errands.contracts.observation import FILLABLE, Element, Observation, Role
from errands.contracts.profile import Profile


def awaits_input(button: Element, page: Observation) -> bool:
    """Whether a submit button's own form lacks something that is required."""
    if not button.submits:
        return False
    own = next((s.elements for s in page.sections if button in s.elements), ())
    return any(e.required and not e.disabled and _is_empty(e) for e in own if e.id)


def _is_empty(element: Element) -> bool:
    if element.role is Role.CHECKBOX:
        return element.checked is False
    return element.role in FILLABLE | {Role.SELECT} and not element.value


def slots_for(
    field: Element, page: Observation, profile: Profile, today: date
) -> tuple[SlotName, ...]:
    """The defined slots that may go into a field: its namesake, else those that have none here.

    `email` goes where a field is called so, and not into `Last name` beside it.
    """
    claims = {slot: _namesakes(slot, page) for slot in profile.slots}
    own = _closest([slot for slot, fields in claims.items() if field.id in fields])
    return tuple(
        slot
        for slot in slot_choices(field, profile, today)
        if (slot in own if own else not claims.get(slot))
    )


def _closest(slots: list[SlotName]) -> list[SlotName]:
    """`first_name` is closer to `First name` than `name` is."""
    most = max((len(_words(slot)) for slot in slots), default=0)
    return [slot for slot in slots if len(_words(slot)) == most]


def _namesakes(slot: SlotName, page: Observation) -> frozenset[ElementId]:
    wanted = _words(slot)
    return frozenset(
        e.id
        for e in page.elements
        if e.id and e.role in FILLABLE and wanted and wanted <= _words(snake(e.name))
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in name.split("_") if word)


def is_spoken_for(field: Element, day: str, page: Page, said: Said) -> bool:
    """Whether every mention of this date has just gone into another field of the page.

    Who said one date and left two fields to fill has to be asked for the second. A complaint of
    the page opens all fields, and their values, again.
    """
    mentions = sum(mention.day.isoformat() == day for mention in said.dates)
    takers = [
        e
        for e in page.now.elements
        if e.role is Role.DATE_FIELD and e.value == day and e.id in page.filled
    ]
    return mentions > 0 and len([e for e in takers if e.id != field.id]) >= mentions


def askable(page: Observation, profile: Profile) -> tuple[SlotName, ...]:
    """Slots a question may name: undefined ones, and the page's empty fields.

    What the profile holds isn't asked for again.
    """
    undefined = [name for name, value in profile.slots.items() if not value]
    fields = [
        SlotName(snake(element.name))
        for element in page.elements
        if element.role in FILLABLE | {Role.SELECT} and not element.value
    ]
    wanted = dict.fromkeys((*undefined, *fields))
    return tuple(name for name in wanted if name and not profile.value(name))
