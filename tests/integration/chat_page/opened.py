"""The chat page on a stage of its own."""

from dataclasses import dataclass

from playwright.async_api import Request

from tests.chat_stage import Stage
from tests.chat_views import (
    Watched,
)


@dataclass
class Opened(Watched):
    """The page on a stage of its own, and the requests it has made."""

    on: Stage
    asked: list[Request]
