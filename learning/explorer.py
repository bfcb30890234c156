"""A model that tries other lines than the likeliest: what self-play plays with."""

from dataclasses import dataclass, replace
from zlib import crc32

from errands.contracts.ports import Decision, Model, Request


@dataclass(frozen=True, slots=True)
class Explorer:
    """Asks `model` at a temperature; the same prompt in the same session gives the same seed."""

    model: Model
    temperature: float

    async def decide(self, request: Request) -> Decision:
        if request.temperature:
            # Lines that are asked for because a gate refused the likeliest are drawn already.
            return await self.model.decide(request)
        seed = crc32(f"{request.session}\n{request.prompt}".encode())
        drawn = replace(request, temperature=self.temperature, seed=seed)
        return await self.model.decide(drawn)
