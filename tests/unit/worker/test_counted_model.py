"""What a question to the model came to, by skill."""

import pytest

from errands.agent.route import CHOOSE
from errands.contracts.errors import ModelError, ModelRefusedError, ModelUnavailableError
from errands.contracts.ids import SessionId
from errands.contracts.ports import Decision, Request
from errands.telemetry.labels import ModelOutcome
from errands.telemetry.metrics import REGISTRY
from services.worker.counted_model import CountedModel

REQUEST = Request(skill=CHOOSE, session=SessionId("one"), prompt="", grammar="")


class Failing:
    """A `Model` that answers, or fails as it is told to."""

    def __init__(self, error: ModelError | None = None) -> None:
        self._error = error

    async def decide(self, _request: Request) -> Decision:
        if self._error is not None:
            raise self._error
        return Decision(text="back", model="choose@1")


async def test_an_answer_is_counted_and_handed_on() -> None:
    before = _count(ModelOutcome.ANSWERED)
    assert (await CountedModel(Failing()).decide(REQUEST)).text == "back"
    assert _count(ModelOutcome.ANSWERED) == before + 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ModelRefusedError(), ModelOutcome.REFUSED),
        (ModelUnavailableError(), ModelOutcome.UNAVAILABLE),
    ],
)
async def test_a_failure_is_counted_and_raised(error: ModelError, outcome: ModelOutcome) -> None:
    before = _count(outcome)
    with pytest.raises(type(error)):
        await CountedModel(Failing(error)).decide(REQUEST)
    assert _count(outcome) == before + 1


def _count(outcome: ModelOutcome) -> float:
    labels = {"skill": CHOOSE, "outcome": outcome}
    return REGISTRY.get_sample_value("errands_model_request_seconds_count", labels) or 0.0
