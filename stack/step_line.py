"""A step as one line of a terminal."""

from errands.client import Step
from errands.contracts.step import Effect, EffectKind


def step_line(step: Step) -> str:
    """Without its time: `click "Search" -> page changed  (fill-form)`."""
    return f"{step.action} -> {_effect(step)}  ({step.skill})"


def _effect(step: Step) -> str:
    try:
        return str(Effect(kind=EffectKind(step.effect.kind), detail=step.effect.detail))
    except ValueError:  # a kind that this version doesn't know
        return f"{step.effect.kind} {step.effect.detail}".rstrip()
