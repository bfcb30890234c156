"""What is asked for when a setting is to be changed."""

from typing import Final

from learning.topic import Topic, Topics

TOPICS: Final[Topics] = (
    Topic(
        name="setting", words=r"(?:which|what) (?:setting|one)|what (?:would|do|shall)[^?]* change"
    ),
    Topic(name="setting_value", words=r"shall (?:it|that|this) be|\bnew\b|to what|on or off"),
)
