"""The HTTP interface of a model: /ping, /invocations and /execution-parameters."""

import os
from collections.abc import Sequence

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..errors import InputError
from ..table.content_type import CSV, MediaType, parse_content_type
from .payload import WRITES, choose_answer, write_predictions
from .request_log import RequestLog
from .scorer import Scorer

# Batch transform sends up to 100 MB in one request; InvokeEndpoint up to 6 MiB (botocore's model).
MAX_BODY = 100 * 1024 * 1024
_BATCH_MEGABYTES = 6
# Payload times requests at once may be 100 MB at most.
_BATCH_CONCURRENT = 100 // _BATCH_MEGABYTES

# A body of 6 MiB takes some hundred megabytes while it is scored, and more threads than processors
# make nothing faster; the least lets small requests pass large ones on a small machine.
SCORED_AT_ONCE = max(4, os.cpu_count() or 1)


class RefusedError(Exception):
    """An answer other than 200, with the words for the caller."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def _read_body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        # Read to the end, kept or not: a caller that is still sending would see a reset, not a 413.
        if size <= MAX_BODY:
            chunks.append(chunk)
    if size > MAX_BODY:
        raise RefusedError(413, f"The body is larger than {MAX_BODY:,} bytes; send fewer rows.")
    return b"".join(chunks)


# Not in the thread pool like the scoring: /ping must be answered when all threads are busy.
async def _ping(_request: Request) -> Response:
    return Response()


async def _execution_parameters(_request: Request) -> Response:
    return JSONResponse(
        {
            "MaxConcurrentTransforms": min(os.cpu_count() or 1, _BATCH_CONCURRENT),
            "BatchStrategy": "MULTI_RECORD",
            "MaxPayloadInMB": _BATCH_MEGABYTES,
        }
    )


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


def create_app(scorer: Scorer) -> Starlette:
    """The application for one loaded model."""

    places = CapacityLimiter(SCORED_AT_ONCE)

    async def invocations(request: Request) -> Response:
        headers = request.headers
        try:
            body = await _read_body(request)
            media, chosen = _negotiate(
                scorer.reads, headers.get("content-type", ""), headers.get("accept", "")
            )
            # In a thread, so that /ping is answered meanwhile.
            output = await to_thread.run_sync(scorer.score, media, body, limiter=places)
        except RefusedError as error:
            return _refusal(request, error.status, str(error))
        except InputError as error:
            return _refusal(request, 400, str(error))
        except ClientDisconnect:
            return _refusal(request, 400, "The caller went away before the whole body was here.")
        request.state.rows = len(output)
        text = write_predictions(output, scorer.encoder.classes, chosen)
        return Response(text, media_type=chosen)

    routes = [
        Route("/ping", _ping),
        Route("/invocations", invocations, methods=["POST"]),
        Route("/execution-parameters", _execution_parameters),
    ]
    return Starlette(routes=routes, middleware=[Middleware(RequestLog)])


def _refusal(request: Request, status: int, message: str) -> Response:
    request.state.message = message
    return PlainTextResponse(message + "\n", status_code=status)
