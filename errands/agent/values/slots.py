"""The answer to a question fills the slots that the question named."""

import re

from errands.agent.values.runs import normal
from errands.agent.values.said import Said
from errands.contracts.ids import SlotName
from errands.contracts.profile import COMMON_SLOTS, Profile

_NAME = re.compile(
    r"^(?:it'?s|it is|my (?:first |last |sur|given |family )?name(?: is|'?s)|i'?m|i am|that'?s"
    r"|that is|this is)?\b\s*"
    r"(?P<name>[^\W\d_][\w'’ -]{0,60}?)[.!]?$",  # noqa: RUF001 as phones type it
    re.IGNORECASE,
)


_NO_NAME = frozenset(
    {
        *("i", "you", "me", "we", "it", "what", "why", "who", "how", "no", "not", "none", "skip"),
        *("don't", "don’t", "can't", "can’t", "won't", "won’t"),  # noqa: RUF001 as phones type it
        *("please", "try", "again", "go", "on", "ahead", "thanks", "thank", "cancel", "that"),
        *("this", "hmm", "hm", "wait", "stop", "ok", "okay", "yes", "yeah", "sure", "sorry"),
        *("by", "way", "later", "never", "mind", "done", "help", "hello", "hi", "same"),
    }
)
"""Words of an answer that is none."""
_ASKED = re.compile(
    r"(?:please )?(?:what(?:'s| is| are)|which is|tell me) your (?P<parts>[^?]+)\??"
)
_MAX_NAMES = 5
"""More words are a sentence."""


def asked_for(
    question: str, tagged: tuple[SlotName, ...], profile: Profile
) -> tuple[SlotName, ...]:
    """The slots that a question asks for: its tags, or, where it has none, those it names."""
    asked = _ASKED.fullmatch(normal(question))
    if tagged or asked is None:
        return tagged
    named = {part.strip() for part in re.split(r",| and ", asked["parts"])}
    mine = dict.fromkeys((*COMMON_SLOTS, *profile.slots))
    return tuple(slot for slot in mine if slot.replace("_", " ") in named)


def filled(asked: tuple[SlotName, ...], answer: Said, profile: Profile) -> Profile:
    """The profile with what the answer gives plainly.

    Only what belongs to the person is kept as a slot: an errand's own values (dates, guests,
    a city) stay in the chat, where a later word can overrule them.
    """
    mine = [name for name in asked if name in COMMON_SLOTS or name in profile.slots]
    found = {name: value for name in mine if (value := _value(name, mine, answer))}
    return profile.with_slots(found) if found else profile


def _value(name: SlotName, asked: list[SlotName], answer: Said) -> str | None:
    if "email" in name:
        return answer.emails[-1] if answer.emails else None
    if "phone" in name:
        return answer.phones[-1] if answer.phones else None
    if "name" in name:
        return _name_part(name, asked, answer.words)
    return answer.words.strip() if len(asked) == 1 else None


def _name_part(name: SlotName, asked: list[SlotName], words: str) -> str | None:
    clauses = [c.strip() for c in re.split(r"[,;\n]| and | my (?:e-?mail|phone)", words)]
    names = [slot for slot in asked if "name" in slot]
    if len(names) > 1 and " " not in clauses[0]:
        clauses = [" ".join(clauses[:2])]
    match = _NAME.match(clauses[0])
    if match is None:
        return None
    parts = match["name"].split()
    if _NO_NAME & {part.lower() for part in parts} or len(parts) > _MAX_NAMES:
        return None
    if len(names) == 1:
        return " ".join(parts)
    if len(parts) < len(names):
        return None
    return parts[0] if "first" in name else " ".join(parts[1:])
