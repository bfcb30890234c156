"""Hallucinated claims: does what is told to the person stand on the page or in the chat?"""

import re
from typing import Final

from errands.agent.values.runs import normal
from errands.contracts.action import Ask, Say
from errands.contracts.recording import Recording
from learning.graders.mark import GOOD, Opinion, bad
from learning.seen_prompt import SeenPrompt

_FACT: Final = re.compile(r"[\w$€£#@+][\w.,:/@+-]*\d[\w.:/@-]*|\d[\w.:/@-]*")
"""Whatever holds a digit: prices, times, dates, references, numbers of things."""
_NAME: Final = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)*")
"""Words with a capital that don't begin a sentence."""
_OWN: Final = {"i", "i'm", "i've", "i'll", "i'd"}


def claims(step: Recording) -> Opinion:
    """Whether each figure and each name in the words of a `say` or `ask` was to be seen."""
    match step.action:
        case Say(text=words) | Ask(question=words):
            seen = SeenPrompt.of(step.prompt)
            shown = normal(f"{seen.profile} {seen.chat} {seen.history} {seen.page} {seen.done}")
            missing = [told for told in _told(words) if normal(told) not in shown]
            return bad(f"not seen: {', '.join(missing)}") if missing else GOOD
        case _:
            return GOOD


def _told(words: str) -> list[str]:
    facts = [found[0].rstrip(".,:") for found in _FACT.finditer(words)]
    names = [found[0] for found in _NAME.finditer(words) if found[0].casefold() not in _OWN]
    return [*facts, *names]
