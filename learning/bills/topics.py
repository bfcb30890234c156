"""What is asked for when a bill is to be paid."""

from typing import Final

from learning.topic import Topic, Topics

TOPICS: Final[Topics] = (
    Topic(name="service", words=r"(?:which|what) (?:one|bill|service)|bill (?:is it|do you mean)"),
    Topic(name="account", words=r"\baccount\b|pay (?:it )?from"),
    Topic(name="amount", words=r"how much|\bamount\b"),
    Topic(name="on", words=r"\bwhen\b|(?:which|what) date|payment date"),
    Topic(name="day", words=r"day of (?:the|each|every) month|(?:which|what) day"),
)
