"""Media types with parameters, as in Content-Type and Accept."""

from dataclasses import dataclass

from ..errors import InputError
from .values import parse_number

CSV = "text/csv"
JSON_LINES = "application/jsonlines"
_CHARSETS = ("utf-8", "utf8", "us-ascii")


@dataclass(frozen=True, slots=True)
class MediaType:
    """`header` is RFC 4180's parameter of text/csv: True present, False absent, None not said."""

    type: str
    header: bool | None = None


def parse_content_type(text: str) -> MediaType:
    """`text/csv; header=present; charset=utf-8` to its parts.

    Raises:
        InputError: a header parameter other than present or absent, or another charset.
    """
    name, *rest = text.split(";")
    parameters = {}
    for parameter in rest:
        key, _, value = parameter.partition("=")
        parameters[key.strip().lower()] = value.strip().strip('"').lower()
    header = parameters.get("header")
    if header not in (None, "present", "absent"):
        raise InputError(f"Content type {text}: header must be present or absent.")
    if parameters.get("charset", "utf-8") not in _CHARSETS:
        raise InputError(f"Content type {text}: only UTF-8 is read.")
    return MediaType(name.strip().lower(), None if header is None else header == "present")


def media_ranges(accept: str) -> list[str]:
    """The types of an Accept header, the most welcome first, without those of weight 0.

    RFC 9110, section 12.5.1; the order among equals is the caller's.
    """
    weights = {}
    for part in accept.split(","):
        media, *parameters = (text.strip().lower() for text in part.split(";"))
        given = [parse_number(text[2:]) for text in parameters if text.startswith("q=")]
        weights[media] = 1.0 if not given or given[0] is None else given[0]
    welcome = [media for media, weight in weights.items() if media and weight > 0]
    return sorted(welcome, key=lambda media: -weights[media])
