"""What is asked for when mail is to be written or put away, or an event to be planned."""

from typing import Final

from learning.topic import Topic, Topics

TOPICS: Final[Topics] = (
    Topic(name="to", words=r"^who(?:m)?\b.*\b(?:to|for)\b|recipient"),
    Topic(name="sender", words=r"whose mail|who (?:wrote|sent|is it from)|which sender"),
    Topic(name="about", words=r"which (?:one|mail)|mail about"),
    Topic(name="subject", words=r"\bsubject\b"),
    Topic(name="text", words=r"\b(?:text|message)\b|what (?:shall|should)\b", verbatim=True),
    Topic(name="title", words=r"which event|event called|title"),
    Topic(name="day", words=r"(?:which|what) (?:day|date)|\bwhen\b"),
    Topic(
        name="hours", words=r"(?:what|which) times?\b|\bhours\b|\bwhen\b", pieces=("start", "end")
    ),
)
