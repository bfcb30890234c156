from bench.webtasks.tasks import SOLUTIONS


def test_every_open_task_has_a_script() -> None:
    assert len(SOLUTIONS) == 67
