"""Keeps processes that answer callers: as many as there are to be, whatever becomes of one.

They are forked, so that they share the model, the libraries and the machine code of the process
that keeps them. For Linux, where numpy may be used on both sides of a fork.
"""

import gc
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from types import FrameType

from ..log import say
from .worker import GRACE_SECONDS

_HEARD = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
# A process may only be told what it has learned to hear.
_HELD_BACK = (*_HEARD, signal.SIGUSR1)
_QUICK_SECONDS = 1.0
_QUICK_ENDS = 5
_PAUSE_SECONDS = 0.5


class _ToldToEndError(BaseException):
    """Not an Exception, so that nothing mistakes it for a failure of its own."""


def _cause(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"with exit code {code}"
    return f"by signal {-code} ({signal.strsignal(-code)})"


class Supervisor:
    """`work` answers callers in a process of its own; it ends when the descriptor it gets does."""

    def __init__(
        self, listener: socket.socket, work: Callable[[socket.socket, int], None], count: int
    ) -> None:
        self._listener = listener
        self._work = work
        self._count = count
        # By process, when it was started; those that have been replaced are only waited for.
        self._workers: dict[int, float] = {}
        self._retired: set[int] = set()
        self._quick_ends = 0
        self._ending = False
        self._warming = False
        # The writing end closes with this process, however that ends.
        self._alive, self._living = os.pipe()

    def run(self, warm: Callable[[], None] | None) -> int:
        """Until SIGTERM; an exit code. `warm` makes processes faster that are started after it."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
        self._fill()
        if warm is not None:
            self._warm(warm)
        while not self._ending:
            self._hear(None)
        return self._end()

    def _warm(self, warm: Callable[[], None]) -> None:
        self._warming = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_end)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM, signal.SIGINT))
        try:
            warm()
            self._warming = False
        except _ToldToEndError:
            return
        except Exception:
            self._warming = False
            say(f"ERROR It stays as slow as it is: {traceback.format_exc().rstrip()}")
            return
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
        if not self._ending:
            self._replace()

    def _told_to_end(self, _signal: int, _frame: FrameType | None) -> None:
        self._ending = True
        if self._warming:
            self._warming = False
            raise _ToldToEndError

    def _replace(self) -> None:
        """New processes first, so that there is always one to take a caller."""
        self._reap()
        before, self._workers = self._workers, {}
        self._retired |= set(before)
        self._fill()
        for worker in before:
            os.kill(worker, signal.SIGUSR1)

    def _fill(self) -> None:
        # What there is now is looked through by no process, and so stays shared.
        gc.freeze()
        while len(self._workers) < self._count and not self._ending:
            self._start()

    def _start(self) -> None:
        sys.stdout.flush()
        try:
            worker = os.fork()
        except OSError as error:
            self._mend(0, f"before it began: {error.strerror}")
            return
        if worker:
            self._workers[worker] = time.monotonic()
            return
        code = 1
        try:
            os.close(self._living)
            self._work(self._listener, self._alive)
            code = 0
        except BaseException:
            say(f"ERROR {traceback.format_exc().rstrip()}")
        finally:
            os._exit(code)

    def _hear(self, seconds: float | None) -> None:
        """Waits for a signal, and does what it asks for."""
        heard = (
            signal.sigwaitinfo(_HEARD) if seconds is None else signal.sigtimedwait(_HEARD, seconds)
        )
        if heard and heard.si_signo in (signal.SIGTERM, signal.SIGINT):
            self._ending = True
        # Several ends may have been told by one signal.
        self._reap()

    def _reap(self) -> None:
        """Also strangers, when this is the first process of a container."""
        while self._workers or self._retired:
            worker, status = os.waitpid(-1, os.WNOHANG)
            if worker == 0:
                return
            self._retired.discard(worker)
            started = self._workers.pop(worker, None)
            if started is not None and not self._ending:
                self._mend(time.monotonic() - started, _cause(status))

    def _mend(self, lived: float, cause: str) -> None:
        self._quick_ends = self._quick_ends + 1 if lived < _QUICK_SECONDS else 0
        if self._quick_ends >= _QUICK_ENDS:
            say(
                f"ERROR {_QUICK_ENDS} workers ended as soon as they had begun, the last {cause}. "
                "Serving ends."
            )
            self._ending = True
            return
        say(f"ERROR A worker ended {cause}; another takes its place.")
        if self._quick_ends:
            time.sleep(_PAUSE_SECONDS)
        self._fill()

    def _end(self) -> int:
        """Workers end with the answers they have begun; 1 where they could not be kept alive."""
        self._listener.close()
        for worker in (*self._workers, *self._retired):
            os.kill(worker, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS + 1
        while (self._workers or self._retired) and time.monotonic() < deadline:
            self._hear(deadline - time.monotonic())
        for worker in (*self._workers, *self._retired):
            os.kill(worker, signal.SIGKILL)
        return 1 if self._quick_ends >= _QUICK_ENDS else 0
