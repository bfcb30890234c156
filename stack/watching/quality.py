"""Which skill got worse since which version, and what people say of its steps."""

from typing import Final

from errands.telemetry.labels import PASSED, StepOutcome
from stack.watching.panel import (
    WHOLE,
    Board,
    Query,
    Row,
    Unit,
    curves,
    grown,
    quantile,
    rate,
    share,
    table,
)

_STEPS: Final = "errands_adapter_steps_total"
_VERDICTS: Final = "errands_gate_verdicts_total"
_BY: Final = "skill, adapter"
_ENDED: Final = "errands_turns_ended_total"
_CIRCLES: Final = '{stop_reason=~"loop|budget"}'
_HOUR: Final = "1h"
"""Before each point of a curve: a minute of a version's steps is noise."""


def _of(outcome: StepOutcome, over: str) -> str:
    """The share, of versions that took steps at all."""
    part = grown(f'{_STEPS}{{outcome="{outcome}"}}', _BY, over=over)
    return f"{part} / ({grown(_STEPS, _BY, over=over)} > 0)"


QUALITY: Final = Board(
    "quality",
    "Errands: learning quality",
    (
        Row(
            "Versions",
            (
                table(
                    "Versions over the time shown",
                    Unit.SHARE,
                    "What became of each version's steps. A version below the one before it has "
                    "got worse, if both took 30 steps or more. `did something` is not `right`: a "
                    "wrong click does something, too.",
                    ("skill", "adapter"),
                    Query(f"{grown(_STEPS, _BY, over=WHOLE)} > 0", "steps", Unit.COUNT),
                    Query(_of(StepOutcome.DONE, WHOLE), "did something"),
                    Query(_of(StepOutcome.NO_CHANGE, WHOLE), "changed nothing"),
                    Query(_of(StepOutcome.MISSED, WHOLE), "missed"),
                    Query(_of(StepOutcome.REFUSED, WHOLE), "refused by a gate"),
                ),
                curves(
                    "Steps that did something",
                    Unit.SHARE,
                    "Of the hour before each point, by the version that took them. A new one below "
                    "its older one: roll it back. They need not have been the right steps.",
                    (_of(StepOutcome.DONE, _HOUR), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps that changed nothing",
                    Unit.SHARE,
                    "Of the hour. The wrong control, or one that is not ready.",
                    (_of(StepOutcome.NO_CHANGE, _HOUR), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps that missed",
                    Unit.SHARE,
                    "Of the hour. Stale, not found, failed.",
                    (_of(StepOutcome.MISSED, _HOUR), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps that a gate refused",
                    Unit.SHARE,
                    "Of the hour. Needing a yes is right; a value that nobody said isn't.",
                    (_of(StepOutcome.REFUSED, _HOUR), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps of each version",
                    Unit.COUNT,
                    "In the hour before each point. Below 30 the shares mean nothing. `base`: no "
                    "adapter answered.",
                    (grown(_STEPS, _BY, over=_HOUR), "{{adapter}} ({{skill}})"),
                ),
            ),
        ),
        Row(
            "Turns",
            (
                curves(
                    "What gates refused",
                    Unit.SHARE,
                    "Of the actions that steps came with. `not derivable`: a value was made up. "
                    "`needs yes`: an effect was asked about.",
                    (
                        share(
                            rate(f'{_VERDICTS}{{kind!="{PASSED}"}}', "kind"),
                            f"scalar({rate(_VERDICTS)})",
                        ),
                        "{{kind}}",
                    ),
                ),
                curves(
                    "Turns that went round in circles",
                    Unit.SHARE,
                    "Ended by a loop or a used-up budget, of all that ended in the hour before.",
                    (
                        share(
                            grown(f"{_ENDED}{_CIRCLES}", over=_HOUR),
                            grown(_ENDED, over=_HOUR),
                        ),
                        "loop or budget",
                    ),
                ),
                curves(
                    "Steps of a turn",
                    Unit.COUNT,
                    "More for the same errands: the model takes detours.",
                    (quantile(0.5, "errands_turn_steps"), "half take fewer"),
                    (quantile(0.95, "errands_turn_steps"), "19 of 20 take fewer"),
                ),
                curves(
                    "What steps do",
                    Unit.PER_SECOND,
                    "By verb and effect.",
                    (rate("errands_steps_taken_total", "verb, effect"), "{{verb}}: {{effect}}"),
                ),
                curves(
                    "What people said of steps",
                    Unit.COUNT,
                    "Labels given, whichever version took the step; rejected ones are next round's "
                    "lessons.",
                    (grown("errands_labels_given_total", "verdict"), "{{verdict}}"),
                ),
            ),
        ),
    ),
    since="now-7d",
    refresh="5m",
)
