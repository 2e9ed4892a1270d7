"""What a model answers over HTTP: /ping, /invocations and /execution-parameters."""

import json
import os
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from ..errors import InputError
from ..table.content_type import CSV, MediaType, parse_content_type
from .messages import MAX_BODY, Answer, Request, refusal
from .payload import WRITES, choose_answer, write_predictions
from .scorer import Scorer

_BATCH_MEGABYTES = 6
# Payload times requests at once may be 100 MB at most.
_BATCH_CONCURRENT = 100 // _BATCH_MEGABYTES

# A body that takes no longer than this is scored where it arrives: the way to a thread and back
# takes longer than a row, and /ping may wait so long.
_AT_ONCE_SECONDS = 0.002
# Threads that score give way to the one that answers /ping.
_NICENESS = 5


def _give_way() -> None:
    # Elsewhere this is of the whole process, not of one thread.
    if sys.platform == "linux":
        os.nice(_NICENESS)


class RefusedError(Exception):
    """An answer other than 200, with the words for the caller."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


# Callers send the same headers again and again.
@lru_cache(maxsize=64)
def _negotiate(reads: tuple[str, ...], content_type: str, accept: str) -> tuple[MediaType, str]:
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


def _execution_parameters(workers: int) -> Answer:
    content = {
        "MaxConcurrentTransforms": min(workers, _BATCH_CONCURRENT),
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
    """Answers for one loaded model.

    Args:
        scorer: the model.
        threads: how many bodies are scored at once, of those that take long. Each takes some
            hundred megabytes.
        workers: how many processes such as this one there are.
    """

    def __init__(self, scorer: Scorer, threads: int, workers: int) -> None:
        self._scorer = scorer
        self._workers = workers
        self._threads = ThreadPoolExecutor(threads, "score", _give_way)
        self._pace = _Pace()

    def __call__(self, request: Request) -> Answer | Future[Answer]:
        match request.path, request.method:
            case "/invocations", "POST":
                return self._invocations(request)
            case "/ping", "GET" | "HEAD":
                return Answer(200)
            case "/execution-parameters", "GET" | "HEAD":
                return _execution_parameters(self._workers)
            case "/invocations", _:
                return Answer(405, b"Method Not Allowed\n", allow="POST")
            case (("/ping" | "/execution-parameters"), _):
                return Answer(405, b"Method Not Allowed\n", allow="GET, HEAD")
        return Answer(404, b"Not Found\n")

    def _invocations(self, request: Request) -> Answer | Future[Answer]:
        if request.size > MAX_BODY:
            return refusal(413, f"The body is larger than {MAX_BODY:,} bytes; send fewer rows.")
        if self._pace.expect(request.body) <= _AT_ONCE_SECONDS:
            return self._score(request)
        # In a thread, so that /ping is answered meanwhile.
        return self._threads.submit(self._score, request)

    def _score(self, request: Request) -> Answer:
        started = time.perf_counter()
        content_type, accept = request.header(b"content-type"), request.header(b"accept")
        try:
            media, chosen = _negotiate(self._scorer.reads, content_type, accept)
            output = self._scorer.score(media, request.body)
        except RefusedError as error:
            return refusal(error.status, str(error))
        except InputError as error:
            return refusal(400, str(error))
        text = write_predictions(output, self._scorer.encoder.classes, chosen)
        self._pace.note(request.body, time.perf_counter() - started)
        return Answer(200, text.encode(), chosen, rows=len(output))
