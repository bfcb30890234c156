"""What a worker's Celery is told."""

from errands.settings import Settings
from services.worker.app import create_app


def test_a_worker_waits_for_its_broker_for_as_long_as_it_takes() -> None:
    app = create_app(Settings(redis_url="redis://127.0.0.1:1/0"))
    # Celery hands this to kombu, which tries for ever where there is none.
    assert app.conf.broker_connection_max_retries is None
    assert app.conf.broker_connection_retry
    assert app.conf.broker_connection_retry_on_startup
