"""How a script is worded by one persona or another: by rules and templates, the same every time."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Final, assert_never

from learning.practice import Practice, topics_of
from learning.script import Errand, Persona, Script
from learning.topic import Topic, Topics

VAGUE: Final = (
    *("whatever is normal?", "hm, not sure, what do people usually take?", "you decide"),
    *("I don't mind, what do you suggest?", "just the usual, please", "does it matter?"),
    *("no idea, what would you do?", "is there something usual?", "Something sensible, I guess."),
)
"""Answers from which nothing can be taken."""
BEFORE: Final = (
    *("Oh, good question.", "Let me think...", "Ah, that I know!", "Thanks for asking!"),
    *("Sorry, my cat just walked over the keyboard.", "You are quick!", "Hmm, right."),
    *("Sorry, I was making tea.", "Oh dear, I forgot to say.", "Well, since you ask:"),
)
AFTER: Final = (
    *("Thanks so much for your help!", "It's raining again here, by the way.", "So kind of you."),
    *("I really appreciate this.", "Hope that's all right.", "I never do this online, you know."),
    *("You're a lifesaver.", "How clever all this is.", "My coffee is getting cold, haha."),
)
"""Small talk that holds no value of any kind."""


def as_persona(
    script: Script, persona: Persona, practice: Practice, rng: Random, today: date
) -> Script:
    """The script as this persona plays it; as it was where there is nothing to ask them."""
    topics = topics_of(script, practice)
    if not _has_questions(script, topics):
        return script
    match persona:
        case Persona.PLAIN:
            return script
        case Persona.TERSE:
            changed: Mapping[str, object] = {"answers": dict(practice.terse(script))}
        case Persona.CHATTY:
            changed = {"answers": _chatted(rng, script, topics)}
        case Persona.VAGUE_FIRST:
            if not _has_questions(script, [t for t in topics if not t.personal]):
                return script
            changed = {"vague": rng.choice(VAGUE)}
        case Persona.WRONG_FIRST:
            slip = practice.mistake(rng, script, today)
            if slip is None:
                return script
            changed = {"slip": slip}
        case _:
            assert_never(persona)
    return script.model_copy(update={**changed, "persona": persona})


def _has_questions(script: Script, topics: Sequence[Topic]) -> bool:
    known = {*script.revealed, *script.profile}
    return any(not set(topic.gives) <= known for topic in topics)


def _chatted(rng: Random, errand: Errand, topics: Topics) -> dict[str, str]:
    by_name = {topic.name: topic for topic in topics}
    return {name: _chat(rng, by_name[name], text) for name, text in errand.answers.items()}


def _chat(rng: Random, topic: Topic, text: str) -> str:
    if topic.verbatim:
        return text
    return _with_thanks(rng, text) if topic.personal else _with_talk(rng, text)


def _with_talk(rng: Random, text: str) -> str:
    begun = text if text.endswith((".", "!", "?")) else f"{text}."
    match rng.randrange(3):
        case 0:
            return f"{rng.choice(BEFORE)} {text}"
        case 1:
            return f"{begun} {rng.choice(AFTER)}"
        case _:
            return f"{rng.choice(BEFORE)} {begun} {rng.choice(AFTER)}"


def _with_thanks(rng: Random, text: str) -> str:
    """A name comes first: what stands before it would be taken for one."""
    return f"{text}, {rng.choice(('thanks a lot', 'thank you so much', 'if that helps'))}"
