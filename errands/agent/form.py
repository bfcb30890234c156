"""What holds for any form, so that no model has to learn it.

Which slot belongs into which field, which fields are still owed, and that one mention of a date
is one date.
"""

from datetime import date

from errands.agent.values.provenance import (
    literal_choices,
    option_derivable,
    slot_choices,
    typed_slot,
)
from errands.agent.values.said import Said
from errands.agent.view.outline import snake
from errands.agent.view.page import Page
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

    `email` goes where a field is called so, and not into `Last name` beside it. A field that
    holds a slot's value already isn't filled with it again.
    """
    own = _own_slots(field, page, profile)
    return tuple(
        slot
        for slot in slot_choices(field, profile, today)
        if (slot in own if own else not _namesakes(slot, page))
        and not _holds(field, profile.value(slot), today)
    )


def _holds(field: Element, value: str | None, today: date) -> bool:
    return value is not None and field.value == typed_slot(field, value, today)


def _own_slots(field: Element, page: Observation, profile: Profile) -> list[SlotName]:
    """Slots, defined or not, that this field is the namesake of."""
    slots = (*profile.slots, *profile.secrets)
    return _closest([slot for slot in slots if field.id in _namesakes(slot, page)])


def takes_a_name(field: Element, page: Observation, profile: Profile) -> bool:
    """Whether a field is the namesake of a slot for a person's name."""
    own = _own_slots(field, page, profile)
    return field.role is Role.TEXT_FIELD and any("name" in slot.split("_") for slot in own)


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


def is_spoken_for(field: Element, day: str, page: Observation, said: Said) -> bool:
    """Whether every mention of this date stands in another field of the page already.

    Who said one date and left two fields to fill has to be asked for the second. Once the page
    complains, every date is open again.
    """
    mentions = sum(mention.day.isoformat() == day for mention in said.dates)
    others = [e for e in page.elements if e.role is Role.DATE_FIELD and e.id != field.id]
    takers = sum(e.value == day for e in others)
    return 0 < mentions <= takers and not complains(page)


def complains(page: Observation) -> bool:
    return any(e.role is Role.ALERT for e in page.elements)


def may_ask(page: Page, said: Said, profile: Profile) -> bool:
    """Whether a question makes sense: not where all that the page is owed is known.

    Once the page complains, it always does.
    """
    owed = [
        e
        for e in page.now.elements
        if e.id in page.visible and e.required and not e.disabled and _is_empty(e)
    ]
    known = (_is_known(e, page.now, said, profile) for e in owed)
    return complains(page.now) or not owed or not all(known)


def _is_known(field: Element, page: Observation, said: Said, profile: Profile) -> bool:
    """Whether the profile holds this very slot, or the words a value that fits nothing else.

    For dates there have to be as many mentions as date fields: one of two may be a birthday.
    """
    if any(profile.value(slot) for slot in _own_slots(field, page, profile)):
        return True
    if field.role is Role.SELECT:
        backed = [o for o in field.options if option_derivable(field, o, said, profile)]
        return len(backed) == 1 and len(said.company) > 0
    if field.role is Role.DATE_FIELD:
        fields = sum(e.role is Role.DATE_FIELD for e in page.elements if e.id)
        return len(said.dates) + len(said.stays) == fields
    texts = literal_choices(field, said) or ()
    return len(texts) == 1


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
