"""Hallucinated values: does what is typed come from the person, the profile or the page?"""

from errands.agent.values.runs import is_run
from errands.contracts.action import Fill, Slot, Text
from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind
from learning.graders.mark import GOOD, UNSURE, Opinion, bad
from learning.seen_prompt import SeenPrompt

_DONE = {EffectKind.OK, EffectKind.PAGE_CHANGED}


def derivable(step: Recording) -> Opinion:
    """Whether a fill's text stands in what the model saw.

    A text that stands nowhere but passed the provenance gate is another writing of something
    said, or was said in a line that the prompt no longer holds: unsure, for a person to look at.
    """
    match step.action:
        case Fill(value=Slot(name=name)):
            line = f"{name}: "
            defined = any(
                known.startswith(line) and known != f"{line}undefined"
                for known in SeenPrompt.of(step.prompt).profile.splitlines()
            )
            return GOOD if defined else bad(f"{name} is not known")
        case Fill(value=Text(text=text)):
            return _text(text, step)
        case _:
            return GOOD


def _text(text: str, step: Recording) -> Opinion:
    seen = SeenPrompt.of(step.prompt)
    if any(is_run(text, source) for source in (seen.words, *seen.known, seen.page)):
        return GOOD
    return UNSURE if step.effect.kind in _DONE else bad(f'"{text}" stands nowhere')
