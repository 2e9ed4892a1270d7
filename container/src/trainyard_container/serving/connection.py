"""HTTP/1.1 (RFC 9112) on one connection, parsed by httptools.

An ASGI server takes four times as long for a request as this, and ten times as long as a model
takes for a row; see docs/decisions/0041.
"""

import asyncio
import time
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from email.utils import formatdate
from functools import lru_cache, partial
from http import HTTPStatus

import httptools

from ..log import say
from .messages import MAX_BODY, Answer, Handler, Request, refusal
from .request_log import log_line

# Of a request's line and headers: more is an attack or a mistake.
_MAX_HEAD = 64 * 1024
_FAILED = refusal(500, "The model failed on this request; the log says why.")
_GONE = refusal(400, "The caller went away before the whole body was here.")


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return formatdate(second, usegmt=True).encode()


@lru_cache(maxsize=64)
def _begin(status: int, media_type: str) -> bytes:
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    line = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-type: {media_type}{charset}"
    return line.encode()


def _head(answer: Answer, *, keeps: bool) -> bytes:
    parts = [
        _begin(answer.status, answer.media_type),
        b"content-length: %d" % len(answer.body),
        b"date: " + _date(int(time.time())),
        b"connection: keep-alive" if keeps else b"connection: close",
    ]
    if answer.allow:
        parts.append(b"allow: " + answer.allow.encode())
    return b"\r\n".join(parts) + b"\r\n\r\n"


class _Exchange:
    """One request as it comes in; `keeps` says whether its sender may send another."""

    __slots__ = ("begun", "chunks", "keeps", "request")

    def __init__(self) -> None:
        self.request = Request()
        self.chunks: list[bytes] = []
        self.begun = time.perf_counter()
        self.keeps = False

    def log(self, answer: Answer) -> None:
        milliseconds = (time.perf_counter() - self.begun) * 1000
        say(log_line(self.request, answer, milliseconds))


class Connection(asyncio.Protocol):
    """Requests are answered one after the other, in the order they came in.

    `opened` and `closed` are called with the connection at its beginning and its end.
    """

    def __init__(
        self,
        handler: Handler,
        opened: Callable[["Connection"], None],
        closed: Callable[["Connection"], None],
    ) -> None:
        self._handler = handler
        self._opened = opened
        self._closed = closed
        self._parser = httptools.HttpRequestParser(self)
        self._transport: asyncio.Transport
        self._loop = asyncio.get_running_loop()
        # The request that is coming in, those that wait, and the one that a thread works on.
        self._coming: _Exchange | None = None
        self._in_head = False
        self._head_bytes = 0
        self._waiting: deque[_Exchange] = deque()
        self._busy = False
        # The other side takes no more bytes for now; or this side answers no further request.
        self._full = False
        self._last = False
        # The caller said that it sends no further request.
        self._final = False
        self.heard = time.monotonic()

    @property
    def busy(self) -> bool:
        """An answer is under way."""
        return bool(self._busy or self._waiting or self._full)

    @property
    def idle(self) -> bool:
        """Between two requests."""
        return not (self.busy or self._coming)

    def close(self) -> None:
        self._transport.close()

    def finish(self) -> None:
        """Closes behind the answer to the next request, or to the one it is at."""
        self._last = True

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type alone
        self._transport = transport
        self._opened(self)

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002
        self._waiting.clear()
        if self._coming and not self._in_head:
            self._coming.log(_GONE)
        self._coming = None
        self._closed(self)

    def eof_received(self) -> bool:
        """A caller that only stops sending still wants its answer."""
        self._last = True
        return self._busy or bool(self._waiting)

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._go_on()

    def data_received(self, data: bytes) -> None:
        self.heard = time.monotonic()
        was_in_head = self._in_head
        try:
            self._parse(data)
        except httptools.HttpParserError as error:
            if self._final:
                # What comes behind a last request is not looked at.
                self._go_on()
                return
            self._refuse(400, f"This is no HTTP request: {error}.")
            return
        self._head_bytes = self._head_bytes + len(data) if was_in_head and self._in_head else 0
        if self._head_bytes > _MAX_HEAD:
            self._refuse(431, f"The headers are longer than {_MAX_HEAD:,} bytes.")
        else:
            self._go_on()

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            # To no other protocol: the rest is read as HTTP/1.1 too.
            self._parser = httptools.HttpRequestParser(self)
            if rest := data[upgrade.args[0] :]:
                self._parse(rest)

    # What httptools calls.

    def on_message_begin(self) -> None:
        self._coming = _Exchange()
        self._in_head = True

    def on_url(self, url: bytes) -> None:
        if self._coming:
            self._coming.request.raw_path += url.decode("latin-1")

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._coming:
            self._coming.request.headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        self._in_head = False
        if not self._coming:
            return
        coming, request = self._coming, self._coming.request
        coming.begun = time.perf_counter()
        request.method = self._parser.get_method().decode()
        request.raw_path = request.raw_path.partition("?")[0]
        if request.headers.get(b"expect", b"").lower() == b"100-continue" and self._is_next():
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _is_next(self) -> bool:
        """Whether nothing stands before the request that is coming in."""
        return not (self._busy or self._waiting)

    def on_body(self, chunk: bytes) -> None:
        if not self._coming:
            return
        coming, request = self._coming, self._coming.request
        request.size += len(chunk)
        # Read to the end, kept or not: a caller that is still sending would see a reset, not a 413.
        if request.size <= MAX_BODY:
            coming.chunks.append(chunk)
        else:
            coming.chunks.clear()

    def on_message_complete(self) -> None:
        if not self._coming:
            return
        coming, self._coming = self._coming, None
        coming.keeps = self._parser.should_keep_alive()
        self._final = not coming.keeps
        coming.request.body = b"".join(coming.chunks)
        coming.chunks.clear()
        self._waiting.append(coming)

    # Answers.

    def _go_on(self) -> None:
        """Answers what waits, as far as that is possible now, and reads on only behind it."""
        while self._waiting and not (self._busy or self._full or self._transport.is_closing()):
            self._answer(self._waiting.popleft())
        if self._busy or self._waiting or self._full:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def _answer(self, exchange: _Exchange) -> None:
        answer = self._result(partial(self._handler, exchange.request))
        if isinstance(answer, Answer):
            self._send(exchange, answer)
            return
        self._busy = True
        answer.add_done_callback(partial(self._hand_over, exchange))

    def _hand_over(self, exchange: _Exchange, future: Future[Answer]) -> None:
        """From the thread that worked on it to the one of this connection."""
        self._loop.call_soon_threadsafe(self._done, exchange, future)

    def _done(self, exchange: _Exchange, future: Future[Answer]) -> None:
        self._busy = False
        answer = self._result(future.result)
        assert isinstance(answer, Answer)  # noqa: S101 - for the type alone
        self._send(exchange, answer)
        self._go_on()

    @staticmethod
    def _result(work: Callable[[], Answer | Future[Answer]]) -> Answer | Future[Answer]:
        try:
            return work()
        except Exception:
            say(f"ERROR {traceback.format_exc().rstrip()}")
            return _FAILED

    def _send(self, exchange: _Exchange, answer: Answer) -> None:
        keeps = exchange.keeps and not (self._last and not self._waiting)
        self._write(answer, keeps=keeps, with_body=exchange.request.method != "HEAD")
        exchange.log(answer)

    def _write(self, answer: Answer, *, keeps: bool, with_body: bool) -> None:
        head = _head(answer, keeps=keeps)
        self._transport.write(head + answer.body if with_body else head)
        if not keeps:
            self._waiting.clear()
            self._transport.close()

    def _refuse(self, status: int, message: str) -> None:
        """Ends the connection: what follows cannot be told from what came."""
        say(f"A caller was refused: {message}")
        self._coming = None
        self._waiting.clear()
        self._last = True
        if self._busy:
            # The answer that is under way comes first, and is the last.
            self._transport.pause_reading()
        else:
            self._write(refusal(status, message), keeps=False, with_body=True)
