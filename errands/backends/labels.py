"""Labels as gzipped JSON lines, next to the recordings they are about."""

from typing import Final

from pydantic import TypeAdapter

from errands.backends.archived_lines import ArchivedLines, LinePlace
from errands.contracts.label import Label
from errands.contracts.ports import Clock

_LABEL: Final[TypeAdapter[Label]] = TypeAdapter(Label)


class GzipLabels(ArchivedLines[Label]):
    """`LabelStore`; `recordings` is where those are kept."""

    def __init__(self, recordings: LinePlace, clock: Clock) -> None:
        super().__init__(recordings.below("labels"), clock, _LABEL)
