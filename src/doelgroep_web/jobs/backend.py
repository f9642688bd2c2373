"""Django's Tasks API over the threads of the serving process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult, TaskResultStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ThreadBackend(BaseTaskBackend):
    """Hands the number of a job to the threads. What the job does and how it ends stands in its row, so nothing is lost when the process ends."""

    def enqueue(self, task: Task[Any, Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any, Any]:
        """Do the job with this number soon."""
        from doelgroep_web.jobs.runner import threads  # noqa: PLC0415 - tasks name their backend when their module loads

        self.validate_task(task)
        threads.put(int(args[0]))
        return TaskResult(
            task=task,
            id=str(args[0]),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
