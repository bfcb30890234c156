"""How pages are read where the model is served, and where it is trained: the same for both."""

from pathlib import Path

from errands.agent.view.lens import Lens
from errands.backends.model_tokens import tokens_of
from errands.backends.picker_file import PickerFile


def served_lens(model: Path) -> Lens:
    """The lens for the model in this folder."""
    return Lens(tokens=tokens_of(model), picker=PickerFile.read().picker)
