"""What can be queued."""

from celery import Celery, Task

from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.tasks import RUN_SESSION
from services.worker.child import Child


def add_tasks(app: Celery, child: Child) -> None:
    @app.task(name=RUN_SESSION, bind=True)
    def run_session(task: Task[[str], None], session: str) -> None:
        child.drain(SessionId(session), WorkerId(str(task.request.hostname)))
