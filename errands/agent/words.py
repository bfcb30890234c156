"""Words for the user where the loop itself ends a turn."""

from errands.contracts.turn import StopReason

LEFT_ALONE = "All right, I haven't pressed it. What would you like instead?"
"""After a plain no to an effect: no model is asked what it might mean."""


def ending(reason: StopReason, doing: str = "") -> str:  # noqa: C901, PLR0911 one arm a reason
    """A sentence for a turn that no model's word has ended; `doing` is the last step's line."""
    at = f" The last thing I did was: {doing}." if doing else ""
    match reason:
        case StopReason.BUDGET:
            return f"I've used up the steps I may take in one go.{at} Shall I go on?"
        case StopReason.LOOP:
            return f"I'm not getting any further on this page.{at} Can you tell me how to go on?"
        case StopReason.MODEL_UNAVAILABLE:
            return (
                "I can't think just now: my model server doesn't answer."
                " Nothing is lost; please send your message again in a minute."
            )
        case StopReason.BROWSER_FAILED:
            return "My browser broke down and I couldn't get it back. Please try again."
        case StopReason.OUTCOME_UNKNOWN:
            return (
                f"I was interrupted in the middle of this: {doing}. It may have gone through."
                " I haven't repeated it. Shall I look whether it did?"
            )
        case StopReason.BLOCKED:
            return f"I may not open {doing}: it isn't among the hosts of this session."
        case StopReason.UNREACHABLE:
            return f"I can't open {doing}: nothing answers there. Is the address right?"
        case StopReason.PAGE_STUCK:
            return (
                f"I gave up on {doing}: its page doesn't answer any more, or changes all the time,"
                " and it was no better in a new browser."
            )
        case StopReason.CANCELLED:
            return "Stopped, as you asked."
        case StopReason.ASKED | StopReason.SAID | StopReason.NEEDS_YES:
            return ""
