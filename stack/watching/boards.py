"""Every dashboard."""

from typing import Final

from stack.watching.api import API
from stack.watching.inference import INFERENCE
from stack.watching.overview import OVERVIEW
from stack.watching.quality import QUALITY
from stack.watching.workers import WORKERS

BOARDS: Final = (OVERVIEW, WORKERS, INFERENCE, QUALITY, API)
