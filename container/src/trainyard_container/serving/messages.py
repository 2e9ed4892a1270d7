"""A request and its answer, as the HTTP server and the application pass them to each other."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from urllib.parse import unquote

# Batch transform sends up to 100 MB in one request; InvokeEndpoint up to 6 MiB (botocore's model).
MAX_BODY = 100 * 1024 * 1024


@dataclass(slots=True)
class Request:
    """`size` are the body's bytes; of more than `MAX_BODY` none are kept.

    `raw_path` is as the caller wrote it, without the query. `headers` have names in lower case,
    and of several with one name the last.
    """

    method: str = ""
    raw_path: str = ""
    headers: dict[bytes, bytes] = field(default_factory=dict)
    body: bytes = b""
    size: int = 0

    @property
    def path(self) -> str:
        """Without what a caller of a proxy writes before it, and without `%` escapes."""
        raw = self.raw_path
        if not raw.startswith("/"):
            raw = "/" + raw.partition("://")[2].partition("/")[2]
        return unquote(raw)

    def header(self, name: bytes) -> str:
        """Its value, empty if it is not there."""
        return self.headers.get(name, b"").decode("latin-1")


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` were predicted; `told` is what a refused caller reads, for the log."""

    status: int
    body: bytes = b""
    media_type: str = "text/plain"
    rows: int = 0
    told: str = ""
    allow: str = ""


# An answer at once, or one that another thread is working on.
Handler = Callable[[Request], Answer | Future[Answer]]


def refusal(status: int, message: str) -> Answer:
    return Answer(status, f"{message}\n".encode(), told=message)
