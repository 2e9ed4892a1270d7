"""Takes callers from a listening socket and answers them, until it is told to end.

SIGTERM and SIGINT end it, after the answers it has begun. SIGUSR1 retires it: it takes no further
callers and leaves those it has behind their next answer, so that none finds its connection closed.
"""

import asyncio
import errno
import os
import signal
import socket
import time

from ..log import say
from .connection import Connection
from .messages import Handler

# SageMaker kills 30 s after SIGTERM.
GRACE_SECONDS = 25
# A caller that says nothing for so long is gone, or has forgotten its connection.
_IDLE_SECONDS = 75
_SWEEP_SECONDS = 5
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
_RETRY_SECONDS = 0.5


class Worker:
    """One event loop with its callers. The listener may be shared: whoever is free takes the next.

    Args:
        listener: a socket that listens.
        handler: what answers the requests.
        parent: a descriptor whose end of file means that nobody needs this process any more.
    """

    def __init__(self, listener: socket.socket, handler: Handler, parent: int | None) -> None:
        self._listener = listener
        self._handler = handler
        self._parent = parent
        self._loop = asyncio.get_running_loop()
        self._connections: set[Connection] = set()
        self._opening: set[asyncio.Task[object]] = set()
        self._accepting = True
        self._ending = False
        self._over = asyncio.Event()

    async def run(self) -> None:
        """Until the last caller has gone, once it has been told to end or to retire."""
        self._listener.setblocking(False)
        self._accept()
        self._sweep()
        await self._over.wait()

    def hear_signals(self) -> None:
        """From the process's main thread."""
        if self._parent is not None:
            self._loop.add_reader(self._parent, self.end)
        # Elsewhere a process is ended without being asked.
        if os.name == "posix":
            heard = {signal.SIGTERM: self.end, signal.SIGINT: self.end, signal.SIGUSR1: self.retire}
            for number, action in heard.items():
                self._loop.add_signal_handler(number, action)
            # Held back until here by the process that started this one.
            signal.pthread_sigmask(signal.SIG_UNBLOCK, heard)

    def retire(self) -> None:
        """Leaves new callers to others, and its own with their next answer."""
        self._leave()
        self._check()

    def end(self) -> None:
        """Leaves all callers, those who wait for an answer with it."""
        if self._ending:
            return
        self._ending = True
        if self._parent is not None:
            self._loop.remove_reader(self._parent)
        self._leave()
        self._listener.close()
        for connection in list(self._connections):
            if connection.idle:
                connection.close()
        self._loop.call_later(GRACE_SECONDS, self._over.set)
        self._check()

    def _leave(self) -> None:
        if self._accepting:
            self._accepting = False
            self._loop.remove_reader(self._listener)
        for connection in self._connections:
            connection.finish()

    def _check(self) -> None:
        if not (self._accepting or self._connections or self._opening):
            self._over.set()

    def _accept(self) -> None:
        if self._accepting:
            self._loop.add_reader(self._listener, self._take)

    def _take(self) -> None:
        """One caller at a time, so that those who come together are shared with other processes."""
        try:
            caller, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return
        except OSError as error:
            if error.errno not in _EXHAUSTED:
                raise
            say(f"ERROR No caller can be taken for now: {error.strerror}.")
            self._loop.remove_reader(self._listener)
            self._loop.call_later(_RETRY_SECONDS, self._accept)
            return
        caller.setblocking(False)
        opening = self._loop.create_task(
            self._loop.connect_accepted_socket(
                lambda: Connection(self._handler, self._opened, self._closed), caller
            )
        )
        self._opening.add(opening)
        opening.add_done_callback(self._has_opened)

    def _has_opened(self, opening: asyncio.Task[object]) -> None:
        self._opening.discard(opening)
        self._check()

    def _opened(self, connection: Connection) -> None:
        self._connections.add(connection)
        if not self._accepting:
            connection.finish()
        if self._ending:
            connection.close()

    def _closed(self, connection: Connection) -> None:
        self._connections.discard(connection)
        self._check()

    def _sweep(self) -> None:
        """Closes connections that nobody has used for long."""
        forgotten = time.monotonic() - _IDLE_SECONDS
        for connection in list(self._connections):
            if connection.heard < forgotten and not connection.busy:
                connection.close()
        self._loop.call_later(_SWEEP_SECONDS, self._sweep)


def work(listener: socket.socket, handler: Handler, parent: int | None = None) -> None:
    """Runs a `Worker` in this process to its end."""

    async def run() -> None:
        worker = Worker(listener, handler, parent)
        worker.hear_signals()
        await worker.run()

    # The loop that has readers on every system.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(run())
