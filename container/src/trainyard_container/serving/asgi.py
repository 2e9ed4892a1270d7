"""As much of ASGI (asgi.readthedocs.io) as one model behind HTTP needs.

A framework's routing and request objects cost more than a small model does.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` were predicted; `told` is what a refused caller reads, for the log."""

    status: int
    body: bytes = b""
    media_type: str = "text/plain"
    rows: int = 0
    told: str = ""
    allow: str = ""


def refusal(status: int, message: str) -> Answer:
    return Answer(status, f"{message}\n".encode(), told=message)


def header(scope: Scope, name: bytes) -> str:
    """A request header's value, the last of several; empty if it is not there."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[-1].decode("latin-1") if values else ""


async def send_answer(send: Send, answer: Answer) -> None:
    """The whole answer at once, without a body where the status has none."""
    charset = "; charset=utf-8" if answer.media_type.startswith("text/") else ""
    headers = [
        (b"content-length", str(len(answer.body)).encode()),
        (b"content-type", f"{answer.media_type}{charset}".encode()),
    ]
    if answer.allow:
        headers.append((b"allow", answer.allow.encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
