"""Recorded steps for graders to judge."""

from errands.contracts.action import Action, to_line
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.recording import Recording
from errands.contracts.step import Effect, EffectKind, Timings, Usage

PROMPT = """<profile>
first_name: Hugo
phone: undefined
card: secret (set)
</profile>
<chat>
user: Book a room in Warsaw from the 3rd of August
you: When do you leave?
user: on the 9th
</chat>
<history>
click "Hotels" -> page changed
</history>
<page host=hotels.test title="Hotels">
# results
link "Grand Hotel" [3]
Total €240, reference XH8B9M
text "Name" [4] required
</page>
{done}"""


def step(
    action: Action,
    kind: EffectKind = EffectKind.OK,
    *,
    prompt: str = PROMPT.format(done=""),
    number: int = 1,
) -> Recording:
    return Recording(
        renderer=1,
        session=SessionId("s"),
        turn=TurnId("t"),
        number=number,
        page=1,
        skill=SkillName("navigate"),
        model="navigate@1",
        prompt=prompt,
        output=f" {to_line(action)}",
        action=action,
        effect=Effect(kind=kind),
        timings=Timings(),
        usage=Usage(),
        at=0,
    )
