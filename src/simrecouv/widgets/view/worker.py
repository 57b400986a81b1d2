"""The thread behind the lab: it does the latest thing asked, step by step, and loses no error.

A job is an iterator: each step ends with something shown. A new job takes the place of the one
under way, which learns of it by the question that it was called with, and is left between steps.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator

#: A job: called with the question whether to stop, it yields after each step.
Job = Callable[[Callable[[], bool]], Iterator[None]]


class Worker:
    """One thread that does the latest job.

    Parameters
    ----------
    failed
        Called in the thread with the error of a job that failed.
    idle
        Called in the thread when nothing is left to do; its error is told as that of a job.

    Examples
    --------
    >>> done = []
    >>> def job(stop):
    ...     yield done.append("first step")
    ...     yield done.append("second step")
    >>> worker = Worker(failed=print, idle=lambda: None)
    >>> worker.ask(job)
    >>> worker.wait()
    True
    >>> done
    ['first step', 'second step']
    """

    def __init__(self, failed: Callable[[BaseException], None], idle: Callable[[], None]) -> None:
        self._failed, self._idle = failed, idle
        self._turn = threading.Condition()
        self._next: Job | None = None
        self._thread: threading.Thread | None = None
        self._is_stopping = False

    def ask(self, job: Job) -> None:
        """Do a job as soon as the step under way ends; what was asked before is forgotten."""
        with self._turn:
            self._next, self._is_stopping = job, True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="policy-lab")
                self._thread.start()

    def stop(self) -> None:
        """Leave the job under way, and forget the next one."""
        with self._turn:
            self._next, self._is_stopping = None, True

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way or waits."""
        return self._thread is not None

    def wait(self, seconds: float = 60.0) -> bool:
        """Wait until nothing is left to do; False where it takes longer."""
        with self._turn:
            return self._turn.wait_for(lambda: self._thread is None, seconds)

    def _work(self) -> None:
        """Do jobs until none is left, then end: an idle lab keeps no thread."""
        while True:
            if (job := self._take()) is not None:
                self._do(job)
            elif self._is_over():
                return

    def _do(self, job: Job) -> None:
        try:
            for _ in job(self._is_left):
                if self._is_left():
                    return
        except BaseException as error:  # `sys.exit` in a job ends the job, not the thread
            self._tell(error)

    def _tell(self, error: BaseException) -> None:
        """Tell an error; one that cannot be told goes where a thread writes its last words."""
        try:
            self._failed(error)
        except BaseException:
            traceback.print_exc()

    def _rest(self) -> None:
        try:
            self._idle()
        except BaseException as error:
            self._tell(error)

    def _is_over(self) -> bool:
        """Tell that nothing is left to do, unless something was asked meanwhile."""
        self._rest()  # without the lock: whoever asks for a job may hold another one
        with self._turn:
            if self._next is not None:
                return False
            self._thread = None
            self._turn.notify_all()
            return True

    def _take(self) -> Job | None:
        """Take the job asked last."""
        with self._turn:
            job, self._next = self._next, None
            if job is not None:
                self._is_stopping = False
            return job

    def _is_left(self) -> bool:
        return self._is_stopping
