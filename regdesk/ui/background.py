"""Background work: the only threads of the window.

Four lanes, each doing one job at a time and in order: `write` owns the connection that writes, `read` the one
that reads; `net` and `disk` never touch either, so neither a slow line nor a slow stick holds up typing.
What only waits for somebody else is done on the side, in `listen`: nothing waits for it, leaving neither.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, Literal, ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.ui import crash

Lane = Literal["write", "read", "net", "disk", "listen"]
LANES: tuple[Lane, ...] = ("write", "read", "net", "disk")
T = TypeVar("T")
P = ParamSpec("P")


class AtOnce(Executor):
    """Does every job at once on the calling thread, for tests and for the demo's screenshots."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Do it now; an exception is kept in the future, as a thread would."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - the future carries it to the one who asks
            done.set_exception(error)
        return done


class OnTheSide(Executor):
    """Does each job on a thread of its own that ends with the program; after closing no answer comes."""

    def __init__(self) -> None:
        self._closed = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Begin it now."""
        done: Future[T] = Future()

        def work() -> None:
            found = AtOnce().submit(fn, *args, **kwargs)
            if self._closed:
                return
            error = found.exception()
            if error is None:
                done.set_result(found.result())
            else:
                done.set_exception(error)

        threading.Thread(target=work, name="listen", daemon=True).start()
        return done

    def shutdown(self, *_: Any, **__: Any) -> None:
        """Wait for nothing."""
        self._closed = True


class Background(QObject):
    """Runs jobs off the screen's thread and brings their results back to it.

    changed    a job returned Changes; each page asks "mine?" and reads again
    troubled   a job was refused or failed (RegDeskError) and nobody else wanted to know
    """

    changed = Signal(object)
    troubled = Signal(object)
    _settled = Signal(object, object, object, object)

    def __init__(self, executors: Mapping[Lane, Executor] | None = None) -> None:
        # A lane may hold the last reference; what has a parent is still taken apart on the screen's thread.
        super().__init__(QCoreApplication.instance())
        self._executors = executors or {
            **{lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane) for lane in LANES},
            "listen": OnTheSide(),
        }
        self._waiting, self._closed = 0, False
        # Queued, or an answer that was ready at once would overtake one that is already on its way here.
        way = Qt.ConnectionType.DirectConnection if executors else Qt.ConnectionType.QueuedConnection
        self._settled.connect(self._on_settled, way)

    def run(
        self,
        job: Callable[[], T],
        then: Callable[[T], object] | None = None,
        lane: Lane = "read",
        failed: Callable[[RegDeskError], object] | None = None,
    ) -> None:
        """Do *job* in a lane, then call *then* with its result, or *failed* with its RegDeskError.

        Once closed nothing is begun any more.
        """
        if self._closed:
            return
        self._waiting += lane != "listen"
        future = self._executors[lane].submit(job)
        future.add_done_callback(lambda done: self._settled.emit(done, then, failed, lane))

    def has(self, lane: Lane) -> bool:
        """Say whether there is such a lane: where every job is done at once, nothing can wait on the side."""
        return lane in self._executors

    def executor(self, lane: Lane) -> Executor:
        """Give a lane itself, for a job of another lane that must wait for something done here."""
        return self._executors[lane]

    def settle(self, seconds: float = 10) -> bool:
        """Wait, with the screen alive, until nothing is under way; tell whether that happened in time."""
        loop, deadline = QEventLoop(), QTimer()
        deadline.setSingleShot(True)
        deadline.start(round(seconds * 1000))
        while self._waiting and deadline.isActive():
            QTimer.singleShot(5, loop.quit)
            loop.exec()
        return not self._waiting

    def close(self) -> None:
        """Finish what is being written, drop the rest; results that come later are ignored."""
        self._closed = True
        self._settled.disconnect(self._on_settled)
        for lane, executor in self._executors.items():
            executor.shutdown(wait=lane in ("write", "read"), cancel_futures=lane != "write")

    @Slot(object, object, object, object)
    def _on_settled(
        self, done: Future[T], then: Callable[[T], object] | None, failed: Any, lane: Lane
    ) -> None:
        if self._closed:  # Qt still delivers what was on its way when the signal was disconnected
            return
        self._waiting -= lane != "listen"
        try:
            result = done.result()
        except RegDeskError as error:
            if _answers(failed):
                failed(error)
            else:
                self.troubled.emit(error)
            return
        except Exception as bug:
            # Nobody may wait for ever for what will not come; the error itself goes on to the crash window.
            if _answers(failed):
                failed(crash.trouble(bug))
            raise
        if then and _answers(then):
            then(result)
        if isinstance(result, Changes):
            self.changed.emit(result)


def _answers(call: Any) -> bool:
    """Tell whether a callback is there and the widget it belongs to still is."""
    owner = getattr(call, "__self__", None)
    return call is not None and (not isinstance(owner, QObject) or isValid(owner))


class OnWriterLane:
    """Runs a job in the writer's lane and waits for it, from the network's thread."""

    def __init__(self, background: Background) -> None:
        self._writer: Executor = background.executor("write")

    def __call__(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *job* with its arguments and give its result."""
        return self._writer.submit(job, *args, **kwargs).result()
