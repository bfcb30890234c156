"""A recording, and stores to put it into."""

from errands.contracts.action import Say
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.keeping import RecordingStore
from errands.contracts.recording import Candidate, Recording
from errands.contracts.step import Effect, EffectKind, Timings, Usage
from tests.ports.stores import ONE


def a_recording(
    number: int, prompt: str = "<page> Zoë\n", session: SessionId = ONE, at: float = 1.5
) -> Recording:
    return Recording(
        renderer=1,
        session=session,
        turn=TurnId("first"),
        number=number,
        page=1,
        skill=SkillName("book"),
        model="book@1",
        prompt=prompt,
        output='say "Done."',
        candidates=(
            Candidate(line="click 9", verdict=EffectKind.STALE),
            Candidate(line="cli", verdict="no action"),
            Candidate(line='say "Done."', verdict="passed"),
        ),
        action=Say(text="Done."),
        effect=Effect(kind=EffectKind.OK),
        timings=Timings(),
        usage=Usage(),
        at=at,
    )


async def numbers(store: RecordingStore) -> list[int]:
    return [recording.number async for recording in store.read()]
