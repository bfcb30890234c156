"""What vLLM says about the request it has just answered, by its metrics' sums."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx
from prometheus_client.parser import text_string_to_metric_families

PHASES: Final = {
    "queue": "vllm:request_queue_time_seconds_sum",
    "prefill": "vllm:request_prefill_time_seconds_sum",
    "decode": "vllm:request_decode_time_seconds_sum",
}
"""The queue is also where a request waits for its grammar."""
_COUNT: Final = "vllm:request_decode_time_seconds_count"
_PATIENCE: Final = 5.0


class MissingCountError(RuntimeError):
    """The server counts no request as answered; is somebody else's metrics page asked?"""


@dataclass(slots=True)
class ServerTimes:
    """One request at a time: sums only tell of a request while no other is answered."""

    client: httpx.AsyncClient
    url: str
    _last: Mapping[str, float] = field(default_factory=dict)

    async def of_last_request(self, lines: int) -> dict[str, float]:
        """Seconds by phase, the mean of the `lines` that were asked for: vLLM counts each.

        Raises:
            MissingCountError: they aren't counted within five seconds.
        """
        before, self._last = self._last, await self._after(self._last.get(_COUNT, 0) + lines)
        return {
            phase: (self._last[name] - before.get(name, 0)) / lines
            for phase, name in PHASES.items()
        }

    async def forget(self) -> None:
        """Takes what was answered so far as known."""
        self._last = await self._read()

    async def _after(self, expected: float) -> Mapping[str, float]:
        # The metrics follow the answer by a moment.
        try:
            async with asyncio.timeout(_PATIENCE):
                while True:
                    read = await self._read()
                    if read.get(_COUNT, 0) >= expected:
                        return read
        except TimeoutError as error:
            raise MissingCountError(self.url) from error

    async def _read(self) -> dict[str, float]:
        response = await self.client.get(self.url)
        response.raise_for_status()
        wanted = {*PHASES.values(), _COUNT}
        sums: dict[str, float] = dict.fromkeys(wanted, 0.0)
        for family in text_string_to_metric_families(response.text):
            for sample in family.samples:
                if sample.name in wanted:
                    sums[sample.name] += sample.value
        return sums
