"""The learned picker's weights as they are shipped: JSON beside this file."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from errands.agent.view.learned import Learned

PICKER = Path(__file__).with_name("picker.json")


class PickerFile(BaseModel):
    """`made_from` tells what the weights were learned from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    made_from: dict[str, int] = {}
    weights: dict[str, float]

    @classmethod
    def read(cls, path: Path = PICKER) -> Self:
        return cls.model_validate_json(path.read_bytes())

    def write(self, path: Path) -> None:
        path.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")

    @property
    def picker(self) -> Learned:
        return Learned(self.weights)
