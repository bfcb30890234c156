"""`python -m tests.faults.impatient_broker SECONDS`: a worker that is sent long work again.

Its broker takes a message for lost that isn't acknowledged for so long; the usual time is longer
than a test.
"""

import sys
from uuid import uuid4

from errands.settings import Settings
from errands.telemetry.logging import configure_logging
from services.worker.__main__ import words
from services.worker.app import create_app

if __name__ == "__main__":
    settings = Settings()
    configure_logging(json=settings.log_json, level=settings.log_level)
    app = create_app(settings)
    options = dict(app.conf.broker_transport_options)
    options["visibility_timeout"] = float(sys.argv[1])
    app.conf.broker_transport_options = options
    app.worker_main(words(f"errands-{uuid4().hex[:8]}"))
