"""What the sites' own state says of a conversation."""

from collections.abc import Iterator

from learning.practice import Deeds, Done, Outcome
from learning.script import Errand, Script

OK = Outcome(ok=True, kind="ok")
AGAINST_A_NO = Outcome(ok=False, kind="done against a no")


def outcome_of(script: Script, done: Done) -> Outcome:
    """Whether all is as the person wants it in the end, and if not, what is wrong first."""
    for errand, deeds in own_deeds(script, done):
        outcome = _judged(errand, deeds)
        if not outcome.ok:
            kind = f"{outcome.kind} ({errand.site})" if script.splice else outcome.kind
            return Outcome(ok=False, kind=kind)
    return OK


def own_deeds(script: Script, done: Done) -> Iterator[tuple[Errand, Deeds]]:
    """For each errand what was done of it, or in its place.

    Of two on one site the first deed is the first one's; one that was refused has none there.
    """
    for deeds in done.values():
        mine = [errand for errand in script.errands if done[errand.site] is deeds]
        acting = [errand for errand in mine if not errand.refused] or mine[:1]
        yield from zip(acting, deeds.shares(len(acting)), strict=True)


def _judged(errand: Errand, deeds: Deeds) -> Outcome:
    if errand.refused:
        return AGAINST_A_NO if deeds else OK
    return deeds.judged(errand)
