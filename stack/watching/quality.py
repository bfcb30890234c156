"""Which skill got worse since which version, and what people say of its steps."""

from typing import Final

from errands.telemetry.labels import PASSED
from stack.watching.panel import Board, Row, Unit, curves, grown, quantile, rate, share

_STEPS: Final = "errands_adapter_steps_total"
_VERDICTS: Final = "errands_gate_verdicts_total"
_BY: Final = "skill, adapter"


def _of(outcome: str) -> str:
    return share(rate(f'{_STEPS}{{outcome="{outcome}"}}', _BY), rate(_STEPS, _BY))


QUALITY: Final = Board(
    "quality",
    "Errands: learning quality",
    (
        Row(
            "Versions",
            (
                curves(
                    "Steps that did something",
                    Unit.SHARE,
                    "By the version that took them. A new one below its older one: roll it back.",
                    (_of("done"), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps that changed nothing",
                    Unit.SHARE,
                    "The wrong control, or one that is not ready.",
                    (_of("no change"), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps that missed",
                    Unit.SHARE,
                    "Stale, not found, failed.",
                    (_of("missed"), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps that a gate refused",
                    Unit.SHARE,
                    "Needing a yes is right; a value that nobody said isn't.",
                    (_of("refused"), "{{adapter}} ({{skill}})"),
                ),
                curves(
                    "Steps of each version",
                    Unit.PER_SECOND,
                    "Too few, and the shares mean nothing. `base`: no adapter answered.",
                    (rate(_STEPS, _BY), "{{adapter}} ({{skill}})"),
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
                    "Ended by a loop or a used-up budget, of all that ended.",
                    (
                        share(
                            rate('errands_turns_ended_total{stop_reason=~"loop|budget"}'),
                            rate("errands_turns_ended_total"),
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
                    "Labels given; rejected ones are next round's lessons.",
                    (grown("errands_labels_given_total", "verdict"), "{{verdict}}"),
                ),
            ),
        ),
    ),
)
