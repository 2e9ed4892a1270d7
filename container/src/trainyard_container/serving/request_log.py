"""One line of the log for each request, in the form that dashboards read (docs/formats.md)."""

from datetime import UTC, datetime

from .messages import Answer, Request

_MAX_MESSAGE = 500


def printable(text: str) -> str:
    """One line without control characters: what a caller sends must not forge lines."""
    text = text[:_MAX_MESSAGE]
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() else " " for mark in text)


def log_line(request: Request, answer: Answer, milliseconds: float) -> str:
    now = datetime.now(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    line = (
        f"{now} {request.method} {printable(request.raw_path)} {answer.status} "
        f"{milliseconds:.1f} ms {answer.rows} rows {request.size} bytes {printable(answer.told)}"
    )
    return line.rstrip()
