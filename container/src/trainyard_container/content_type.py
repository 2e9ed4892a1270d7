"""Media types with parameters, as in Content-Type and Accept."""

from dataclasses import dataclass

from .errors import InputError

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
