"""A worker that stands idle beside work that waits isn't live."""

from services.worker.consumption import Consumption


class Scene:
    def __init__(self) -> None:
        self.now = 0.0
        self.waiting = 0
        self.consumption = Consumption(lambda: self.waiting, 60, lambda: self.now)

    def after(self, seconds: float) -> bool:
        self.now += seconds
        return self.consumption.is_live()


def test_nothing_waits() -> None:
    scene = Scene()
    assert scene.after(0)
    assert scene.after(1000)


def test_what_waits_too_long_tells() -> None:
    scene = Scene()
    scene.waiting = 1
    assert scene.after(0)
    assert scene.after(59)
    assert not scene.after(1)


def test_two_looks_tell_nothing() -> None:
    scene = Scene()
    scene.waiting = 1
    assert scene.after(0)
    assert scene.after(1000)
    assert not scene.after(0)


def test_a_queue_that_was_empty_meanwhile_begins_anew() -> None:
    scene = Scene()
    scene.waiting = 1
    assert scene.after(0)
    scene.waiting = 0
    assert scene.after(59)
    scene.waiting = 1
    assert scene.after(59)
    assert scene.after(59)


def test_a_busy_worker_is_live_whatever_waits_and_so_for_a_while_after() -> None:
    scene = Scene()
    scene.waiting = 5
    with scene.consumption.taken():
        assert scene.after(1000)
    assert scene.after(0)
    assert scene.after(59)
    assert not scene.after(1)
