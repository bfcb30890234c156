"""What the model server and those who ask it have to agree on."""

from typing import Final

SERVED_MODEL_NAME: Final = "errands-base"
"""The base model, without an adapter."""
