"""What can be queued."""

from celery import Celery, Task
from celery.exceptions import Reject

from errands.contracts.errors import HandedOverError
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.tasks import RUN_SESSION
from services.worker.child import Child


def add_tasks(app: Celery, child: Child) -> None:
    @app.task(name=RUN_SESSION, bind=True)
    def run_session(task: Task[[str], None], session: str) -> None:
        try:
            child.drain(SessionId(session), WorkerId(str(task.request.hostname)))
        except HandedOverError as error:
            raise Reject(error, requeue=True) from error
