"""A model of which each question is timed and counted, by skill."""

from time import monotonic

from errands.contracts.errors import ModelRefusedError, ModelUnavailableError
from errands.contracts.ports import Decision, Model, Request
from errands.telemetry.labels import ModelOutcome
from errands.telemetry.metrics import MODEL_SECONDS


class CountedModel:
    """A `Model`. A question that its caller gave up isn't counted."""

    def __init__(self, model: Model) -> None:
        self._model = model

    async def decide(self, request: Request) -> Decision:
        began = monotonic()
        try:
            decision = await self._model.decide(request)
        except ModelUnavailableError:
            _count(request, ModelOutcome.UNAVAILABLE, began)
            raise
        except ModelRefusedError:
            _count(request, ModelOutcome.REFUSED, began)
            raise
        _count(request, ModelOutcome.ANSWERED, began)
        return decision


def _count(request: Request, outcome: ModelOutcome, began: float) -> None:
    MODEL_SECONDS.labels(request.skill, outcome).observe(monotonic() - began)
