"""What is asked for when a table is to be reserved, or the hours are to be known."""

from typing import Final

from learning.topic import Topic, Topics

TOPICS: Final[Topics] = (
    Topic(name="restaurant", words=r"which restaurant|what restaurant|name of the restaurant"),
    Topic(name="cuisine", words=r"cuisine|kitchen|(?:kind|type|sort) of (?:food|restaurant)"),
    Topic(name="city", words=r"\bcity\b|\btown\b|\bwhere\b"),
    Topic(name="preference", words=r"best rated|cheapest|prefer"),
    Topic(name="day", words=r"(?:which|what) (?:day|date)|\bdate\b|\bwhen\b"),
    Topic(name="weekday", words=r"(?:which|what) (?:week)?day|day of the week"),
    Topic(name="time", words=r"what time|which time|\btime\b|\bwhen\b|how late"),
    Topic(name="people", words=r"how many|\bpeople\b|guests|party"),
    Topic(name="first_name", words=r"first name|full name|your name", personal=True),
    Topic(name="last_name", words=r"last name|surname|full name|your name", personal=True),
    Topic(name="phone", words=r"phone|number to reach", personal=True),
)
