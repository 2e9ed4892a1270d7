"""One line of the log for each request, in the form that dashboards read (docs/formats.md)."""

from datetime import UTC, datetime

from .asgi import Answer, Scope

_MAX_MESSAGE = 500


def printable(text: str) -> str:
    """One line without control characters: what a caller sends must not forge lines."""
    return "".join(mark if mark.isprintable() else " " for mark in text)[:_MAX_MESSAGE]


def log_line(scope: Scope, answer: Answer, size: int, milliseconds: float) -> str:
    """`size` are the bytes of the request's body."""
    path = printable(scope["raw_path"].decode("latin-1"))
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = (
        f"{now} {scope['method']} {path} {answer.status} {milliseconds:.1f} ms "
        f"{answer.rows} rows {size} bytes {printable(answer.told)}"
    )
    return line.rstrip()
