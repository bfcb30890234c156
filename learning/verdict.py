"""What the sites' own state says of a conversation."""

from learning.practice import Done, Outcome
from learning.script import Script

AGAINST_A_NO = Outcome(ok=False, kind="done against a no")


def outcome_of(script: Script, done: Done) -> Outcome:
    """Whether all is as the person wants it in the end, and if not, what is wrong first."""
    deeds = done[script.site]
    if script.refused:
        return AGAINST_A_NO if deeds else Outcome(ok=True, kind="ok")
    return deeds.judged(script)
