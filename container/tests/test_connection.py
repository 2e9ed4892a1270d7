"""HTTP/1.1 as callers of all kinds write it, on a socket."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

import pytest

from trainyard_container.serving.messages import Answer, Handler, Request
from trainyard_container.serving.worker import Worker

Events = list[threading.Event]


@contextmanager
def listening(handler: Handler) -> Iterator[int]:
    """The port of a worker in this process."""
    listener = socket.create_server(("127.0.0.1", 0))
    begun = threading.Event()
    found: list[Worker] = []
    loops: list[asyncio.AbstractEventLoop] = []

    async def run() -> None:
        worker = Worker(listener, handler, None)
        found.append(worker)
        loops.append(asyncio.get_running_loop())
        begun.set()
        await worker.run()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert begun.wait(10)
    try:
        yield listener.getsockname()[1]
    finally:
        loops[0].call_soon_threadsafe(found[0].end)
        thread.join(10)
        assert not thread.is_alive()


def echo(request: Request) -> Answer:
    return Answer(200, f"{request.method} {request.path} ".encode() + request.body)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with listening(echo) as port:
        yield port


def read_to_end(caller: socket.socket) -> bytes:
    parts = []
    while part := caller.recv(65536):
        parts.append(part)
    return b"".join(parts)


def exchange(port: int, *parts: bytes) -> bytes:
    """All that is answered to these bytes, when no more are to come."""
    with socket.create_connection(("127.0.0.1", port), 10) as caller:
        for part in parts:
            caller.sendall(part)
        caller.shutdown(socket.SHUT_WR)
        return read_to_end(caller)


def bodies(answer: bytes) -> list[bytes]:
    return [part.partition(b"\r\n\r\n")[2] for part in answer.split(b"HTTP/1.1 ")[1:]]


def test_one_answer_for_each_request_in_order(port: int) -> None:
    """Sent at once, and as they are cut by networks."""
    requests = b"".join(
        b"POST /%d HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n%03d" % (n, n) for n in range(50)
    )
    wanted = [b"POST /%d %03d" % (n, n) for n in range(50)]
    assert bodies(exchange(port, requests)) == wanted
    assert bodies(exchange(port, *(requests[n : n + 7] for n in range(0, len(requests), 7)))) == (
        wanted
    )


def test_a_body_in_chunks(port: int) -> None:
    head = b"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = exchange(port, head, b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n")
    assert bodies(answer) == [b"POST /a abcde"]


def test_a_caller_that_waits_to_be_told_to_go_on(port: int) -> None:
    head = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 10) as caller:
        caller.sendall(head)
        assert caller.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        caller.sendall(b"ok")
        assert caller.recv(1000).endswith(b"POST /a ok")


@pytest.mark.parametrize(
    ("request_line", "connection", "kept"),
    [
        (b"GET /a HTTP/1.1", b"", True),
        (b"GET /a HTTP/1.1", b"Connection: close\r\n", False),
        (b"GET /a HTTP/1.0", b"", False),
        (b"GET /a HTTP/1.0", b"Connection: keep-alive\r\n", True),
        (b"GET /a HTTP/1.1", b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n", True),
    ],
)
def test_connections_are_kept_as_the_caller_asks(
    port: int, request_line: bytes, connection: bytes, *, kept: bool
) -> None:
    one = request_line + b"\r\nHost: x\r\n" + connection + b"\r\n"
    answer = exchange(port, one + one)
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == (2 if kept else 1)
    assert (b"connection: keep-alive\r\n" in answer) == kept
    assert (b"connection: close\r\n" in answer) != kept


def test_head_has_the_size_and_no_body(port: int) -> None:
    answer = exchange(port, b"HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b"content-length: 10\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["TLS", "no length", "two lengths", "no chunk"],
)
def test_what_is_no_http_is_told_so_once(port: int, sent: bytes) -> None:
    answer = exchange(port, sent)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"connection: close\r\n" in answer
    assert answer.count(b"HTTP/1.1") == 1


def test_headers_without_end_are_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\n")
        try:
            for _ in range(100):
                caller.sendall(b"a: " + b"x" * 10_000 + b"\r\n")
        except ConnectionError:
            return
        assert caller.recv(1000).startswith(b"HTTP/1.1 431 ")


def test_answers_of_threads_keep_their_order() -> None:
    futures: list[Future[Answer]] = []
    asked = threading.Event()

    def handler(request: Request) -> Answer | Future[Answer]:
        if request.path == "/now":
            return Answer(200, b"now")
        futures.append(Future())
        asked.set()
        return futures[-1]

    def get(path: bytes) -> bytes:
        return b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n"

    with listening(handler) as port, socket.create_connection(("127.0.0.1", port), 10) as caller:
        caller.sendall(get(b"/later") + get(b"/now"))
        caller.shutdown(socket.SHUT_WR)
        assert asked.wait(10)
        # Another connection is answered meanwhile.
        assert bodies(exchange(port, get(b"/now"))) == [b"now"]
        futures[0].set_result(Answer(200, b"later"))
        assert bodies(read_to_end(caller)) == [b"later", b"now"]


def test_a_handler_that_fails_is_a_500_and_the_connection_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def handler(request: Request) -> Answer | Future[Answer]:
        if request.path == "/ping":
            return Answer(200)
        if request.path == "/later":
            future: Future[Answer] = Future()
            future.set_exception(ZeroDivisionError("in the model"))
            return future
        raise ZeroDivisionError("at once")

    paths = (b"/later", b"/now", b"/ping")
    with listening(handler) as port:
        answer = exchange(
            port, *(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths)
        )
    words = b"The model failed on this request; the log says why.\n"
    assert bodies(answer) == [words, words, b""]
    assert [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]] == [b"500", b"500", b"200"]
    lines = capsys.readouterr().out.splitlines()
    assert "ZeroDivisionError: in the model" in lines
    assert "ZeroDivisionError: at once" in lines
    assert any(line.startswith("ERROR Traceback") for line in lines)


def test_a_caller_that_reads_nothing_takes_no_memory() -> None:
    answers = 0

    def handler(_request: Request) -> Answer:
        nonlocal answers
        answers += 1
        return Answer(200, b"x" * 1_000_000)

    with listening(handler) as port, socket.create_connection(("127.0.0.1", port), 10) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 1000)
        # The worker has taken in what it will: it answers others.
        for _ in range(5):
            exchange(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answers < 100
