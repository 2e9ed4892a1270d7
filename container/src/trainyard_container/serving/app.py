"""The HTTP interface of a model: /ping, /invocations and /execution-parameters."""

import asyncio
import json
import os
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from ..algorithm import Output
from ..errors import InputError
from ..log import say
from ..table.content_type import CSV, MediaType, parse_content_type
from .asgi import Answer, Receive, Scope, Send, header, refusal, send_answer
from .payload import WRITES, choose_answer, write_predictions
from .request_log import log_line
from .scorer import Scorer

# Batch transform sends up to 100 MB in one request; InvokeEndpoint up to 6 MiB (botocore's model).
MAX_BODY = 100 * 1024 * 1024
_BATCH_MEGABYTES = 6
# Payload times requests at once may be 100 MB at most.
_BATCH_CONCURRENT = 100 // _BATCH_MEGABYTES

# A body of 6 MiB takes some hundred megabytes while it is scored, and more threads than processors
# make nothing faster; the least lets small requests pass large ones on a small machine.
SCORED_AT_ONCE = max(4, os.cpu_count() or 1)
# A body that takes no longer than this is scored where it arrives: the way to a thread and back
# takes longer than a row, and /ping may wait so long.
_AT_ONCE_SECONDS = 0.002


class RefusedError(Exception):
    """An answer other than 200, with the words for the caller."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def _negotiate(reads: Sequence[str], content_type: str, accept: str) -> tuple[MediaType, str]:
    """How to read the request and how to write the answer."""
    media = parse_content_type(content_type)
    if media.type not in reads:
        words = "This predictor only supports CSV data. " if reads == (CSV,) else ""
        words += f"Content type {content_type or '(none)'} is not read"
        raise RefusedError(415, f"{words}; send {' or '.join(reads)}.")
    chosen = choose_answer(accept, media.type)
    if chosen is None:
        raise RefusedError(
            406, f"Accept {accept} cannot be answered; ask for {' or '.join(WRITES)}."
        )
    return media, chosen


def _execution_parameters() -> Answer:
    content = {
        "MaxConcurrentTransforms": min(os.cpu_count() or 1, _BATCH_CONCURRENT),
        "BatchStrategy": "MULTI_RECORD",
        "MaxPayloadInMB": _BATCH_MEGABYTES,
    }
    return Answer(200, json.dumps(content).encode(), "application/json")


class _Pace:
    """How long a body takes by its size, from those scored before."""

    def __init__(self) -> None:
        self._seconds_per_byte = float("inf")

    def expect(self, body: bytes) -> float:
        return self._seconds_per_byte * len(body)

    def note(self, body: bytes, seconds: float) -> None:
        # An empty body tells nothing, and takes nothing.
        self._seconds_per_byte = seconds / max(1, len(body))


class App:
    """The ASGI application for one loaded model."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._threads = ThreadPoolExecutor(SCORED_AT_ONCE, thread_name_prefix="score")
        self._pace = _Pace()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        body, size = await _read_body(receive)
        try:
            answer = await self._answer(scope, body, size)
        except Exception:
            say(f"ERROR {traceback.format_exc().rstrip()}")
            answer = refusal(500, "The model failed on this request; the log says why.")
        await send_answer(send, answer)
        say(log_line(scope, answer, size, (time.perf_counter() - started) * 1000))

    async def _answer(self, scope: Scope, body: bytes | None, size: int) -> Answer:
        match scope["path"], scope["method"]:
            case "/invocations", "POST":
                return await self._invocations(scope, body, size)
            case "/ping", "GET" | "HEAD":
                return Answer(200)
            case "/execution-parameters", "GET" | "HEAD":
                return _execution_parameters()
            case "/invocations", _:
                return Answer(405, b"Method Not Allowed\n", allow="POST")
            case (("/ping" | "/execution-parameters"), _):
                return Answer(405, b"Method Not Allowed\n", allow="GET, HEAD")
        return Answer(404, b"Not Found\n")

    async def _invocations(self, scope: Scope, body: bytes | None, size: int) -> Answer:
        if body is None:
            return refusal(400, "The caller went away before the whole body was here.")
        if size > MAX_BODY:
            return refusal(413, f"The body is larger than {MAX_BODY:,} bytes; send fewer rows.")
        content_type, accept = header(scope, b"content-type"), header(scope, b"accept")
        try:
            media, chosen = _negotiate(self._scorer.reads, content_type, accept)
            output = await self._score(media, body)
        except RefusedError as error:
            return refusal(error.status, str(error))
        except InputError as error:
            return refusal(400, str(error))
        text = write_predictions(output, self._scorer.encoder.classes, chosen)
        return Answer(200, text.encode(), chosen, rows=len(output))

    async def _score(self, media: MediaType, body: bytes) -> Output:
        if self._pace.expect(body) <= _AT_ONCE_SECONDS:
            return self._timed_score(media, body)
        # In a thread, so that /ping is answered meanwhile.
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._timed_score, media, body)

    def _timed_score(self, media: MediaType, body: bytes) -> Output:
        started = time.perf_counter()
        output = self._scorer.score(media, body)
        self._pace.note(body, time.perf_counter() - started)
        return output


async def _read_body(receive: Receive) -> tuple[bytes | None, int]:
    """The body and its size; None where the caller went away, and empty where it is too large."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None, size
        chunk = message.get("body", b"")
        size += len(chunk)
        # Read to the end, kept or not: a caller that is still sending would see a reset, not a 413.
        if size <= MAX_BODY:
            chunks.append(chunk)
        else:
            chunks.clear()
        if not message.get("more_body", False):
            return b"".join(chunks), size
