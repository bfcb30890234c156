"""The guide's state in one SQLite file."""

from pathlib import Path
from uuid import uuid4
from zlib import crc32

from sites.record import Records
from sites.reference import reference
from sites.restaurants.seating import Diary, Draft, Reservation, Seating


class TableStore:
    """What visitors ask for and what they reserved."""

    def __init__(self, path: Path, seed: int = 7) -> None:
        """Open the file; make it where there is none."""
        self._diaries = Records(path, Diary, lambda _: Diary())
        self._seed = seed

    def reservations(self, *, visitor: str) -> tuple[Reservation, ...]:
        """Return what a visitor reserved, in the order in which they did."""
        return self._diaries.of(visitor).now.reservations

    def draft(self, visitor: str) -> Draft | None:
        """Return what a visitor asked for last, where it isn't reserved yet."""
        return self._diaries.of(visitor).now.draft

    def save_draft(self, visitor: str, seating: Seating) -> Draft:
        """Keep what a visitor asks for, in the place of what they asked for before."""
        draft = Draft(id=uuid4().hex, seating=seating)
        self._diaries.change(visitor, lambda diary: diary.model_copy(update={"draft": draft}))
        return draft

    def reserve(self, draft_id: str, visitor: str) -> Reservation | None:
        """Reserve what was asked for; once more returns the same, None is of no draft of theirs."""

        def reserved(diary: Diary) -> Diary:
            draft = diary.draft
            if draft is None or draft.id != draft_id:
                return diary
            number = crc32(f"{visitor}/{len(diary.reservations)}".encode())
            ref = reference(number, self._seed)
            new = Reservation(ref=ref, draft=draft.id, seating=draft.seating)
            return Diary(reservations=(*diary.reservations, new))

        diary = self._diaries.change(visitor, reserved)
        return next((each for each in diary.reservations if each.draft == draft_id), None)
