"""One line of the log for each request, in the form that dashboards read (docs/formats.md)."""

import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..log import say

_MAX_MESSAGE = 500


def printable(text: str) -> str:
    """One line without control characters: what a caller sends must not forge lines."""
    return "".join(mark if mark.isprintable() else " " for mark in text)[:_MAX_MESSAGE]


class RequestLog:
    """ASGI middleware. A handler leaves `rows` and `message` in the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        size, status = 0, 500
        state = scope.setdefault("state", {})

        async def counting_receive() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            return message

        async def watching_send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, counting_receive, watching_send)
        finally:
            milliseconds = (time.perf_counter() - started) * 1000
            path = printable(scope["raw_path"].decode("latin-1"))
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            line = (
                f"{now} {scope['method']} {path} {status} {milliseconds:.1f} ms "
                f"{state.get('rows', 0)} rows {size} bytes {printable(state.get('message', ''))}"
            )
            say(line.rstrip())
