"""What is asked for when a hotel is to be booked."""

from typing import Final

from learning.topic import Topic, Topics

TOPICS: Final[Topics] = (
    Topic(name="city", words=r"\bcity\b|\bwhere\b|destination"),
    Topic(
        name="dates",
        words=r"check in and (?:check )?out|which dates|what dates|\bdates\b|\bwhen\b",
        pieces=("check_in", "check_out"),
    ),
    Topic(name="check_in"),
    Topic(name="check_out"),
    Topic(name="guests", words=r"guests|how many|people|travell?ers"),
    Topic(name="preference", words=r"cheapest|breakfast|best rated|prefer"),
    Topic(name="first_name", words=r"first name", personal=True),
    Topic(name="last_name", words=r"last name|surname", personal=True),
    Topic(name="email", words=r"e-?mail", personal=True),
    Topic(name="phone", words=r"phone|number to reach", personal=True),
)
