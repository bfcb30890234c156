"""Pictures of recorded pages as gzipped JSON lines, next to the recordings they belong to."""

from pydantic import TypeAdapter

from errands.backends.archived_lines import ArchivedLines, LinePlace
from errands.contracts.label import StepKey
from errands.contracts.ports import Clock
from errands.contracts.recording import Picture


class GzipPictures(ArchivedLines[Picture]):
    """`PictureStore`; `recordings` is where those are kept. A picture is named by its file."""

    def __init__(self, recordings: LinePlace, clock: Clock) -> None:
        super().__init__(recordings.below("screenshots"), clock, TypeAdapter(Picture))

    async def find(self, name: str, step: StepKey) -> bytes | None:
        if not name:
            return None
        pictures = await self.read_file(name)
        return next((p.png for p in pictures if (p.session, p.turn, p.number) == step), None)
