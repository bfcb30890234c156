"""A step case asked again: the same prompt, and whether the model's line is a right one by now."""

from collections.abc import Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from errands.agent.parse import ParseFailure, parse
from errands.backends.sayable import sayable
from errands.contracts.action import ARROW, to_line
from errands.contracts.ids import SessionId
from errands.contracts.ports import Model, Request
from errands.labels.grammar import grammar_of
from errands.labels.shown import Shown
from learning.case import StepCase

ANY_LINE: Final = "%llguidance {}\nstart: /[^\\n<>]{1,200} ->/\n"
"""Where the page's own grammar, as far as its recording tells it, forbids what is right."""


class StepResult(BaseModel):
    """`line` is what the model says now, of which `wrong` and `right` are told by the case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    ok: bool
    line: str
    wrong: str
    right: tuple[str, ...]
    by_grammar: bool
    """Whether the page's grammar held, or any line was allowed."""


async def asked(case: StepCase, model: Model) -> StepResult:
    """Asks the model at the case's prompt. Errors are those of `Model.decide`."""
    grammar = grammar_of(Shown.in_prompt(case.prompt))
    by_grammar = all(sayable(grammar, line) for line in case.right)
    request = Request(
        skill=case.skill,
        session=SessionId(case.id),
        prompt=case.prompt,
        grammar=grammar if by_grammar else ANY_LINE,
        stop=ARROW,
    )
    line = _plain((await model.decide(request)).text)
    return StepResult(
        id=case.id,
        ok=line in case.right,
        line=line,
        wrong=case.wrong,
        right=case.right,
        by_grammar=by_grammar,
    )


def told(results: Sequence[StepResult]) -> str:
    """The report: how many are right, and each that isn't."""
    right = sum(result.ok for result in results)
    lines = [f"steps of people        {right}/{len(results)} right"]
    for one in results:
        if not one.ok:
            again = "still" if one.line == one.wrong else "now"
            lines.append(f"  {one.id}: {again} {one.line}, right is {' or '.join(one.right)}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """As an action is written; what is none stays as it is."""
    line = text.split(ARROW, maxsplit=1)[0].strip()
    action = parse(line)
    return line if isinstance(action, ParseFailure) else to_line(action)
