"""Was the step allowed, and did it do anything?"""

from typing import assert_never

from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind
from learning.graders.mark import GOOD, UNSURE, Opinion, bad


def effective(step: Recording) -> Opinion:
    """By the effect alone: a gate's refusal and an action without a trace are bad.

    That a yes is needed is as it should be: the step has found the button, and the gate asks.
    """
    match step.effect.kind:
        case EffectKind.OK | EffectKind.PAGE_CHANGED | EffectKind.DOWNLOAD | EffectKind.NEEDS_YES:
            return GOOD
        case (
            EffectKind.NOT_DERIVABLE
            | EffectKind.BLOCKED_HOST
            | EffectKind.NO_CHANGE
            | EffectKind.NO_MATCH
            | EffectKind.FAILED
        ):
            return bad(str(step.effect))
        case EffectKind.STALE | EffectKind.DIALOG | EffectKind.MAYBE:
            # The page's doing as much as the model's.
            return UNSURE
        case _:
            assert_never(step.effect.kind)
