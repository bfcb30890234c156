"""What a scripted solution makes of the answer to `Shall I?`."""

from enum import StrEnum

from learning.part import Part
from learning.prompt_text import PromptText


class Reaction(StrEnum):
    GO_ON = "go on"
    """Nothing was asked yet, or the answer was a yes."""
    CHANGE = "change"
    LEAVE = "leave"


def reaction(part: Part, prompt: PromptText) -> Reaction:
    last = prompt.user_lines[-1]
    if not prompt.was_asked_for_yes:
        return Reaction.GO_ON
    if last in part.objections:
        return Reaction.CHANGE
    if part.errand.refused and last == part.errand.confirm:
        return Reaction.LEAVE
    return Reaction.GO_ON
