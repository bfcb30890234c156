class ManualClock:
    """`Clock` that stands still until it is moved. Unix seconds."""

    def __init__(self, now: float = 1_800_000_000) -> None:
        self._now = now
        self._elapsed = 0.0

    def now(self) -> float:
        return self._now

    def elapsed(self) -> float:
        return self._elapsed

    def advance(self, seconds: float) -> None:
        self._now += seconds
        self._elapsed += seconds
