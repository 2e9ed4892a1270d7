"""Hyperparameters: declared once, checked here, and published in algorithm.json."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import InputError

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", re.ASCII)

Setting = str | int | float | None


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, such as a column's name."""

    name: str
    help: str
    default: str | None = None
    required: bool = False
    tunable: bool = False

    def parse(self, text: str) -> str:
        if not text:
            raise InputError(f"Hyperparameter {self.name} is empty; give a text or leave it out.")
        return text


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number from `low` to `high`, both allowed."""

    name: str
    help: str
    low: int
    high: int
    default: int | None = None
    required: bool = False
    tunable: bool = True

    def parse(self, text: str) -> int:
        if _INTEGER.fullmatch(text) and self.low <= int(text) <= self.high:
            return int(text)
        raise InputError(
            f"Hyperparameter {self.name} is {text!r}; "
            f"it must be a whole number from {self.low} to {self.high}."
        )


@dataclass(frozen=True, slots=True)
class Continuous:
    """A number from `low` to `high`, both allowed."""

    name: str
    help: str
    low: float
    high: float
    default: float | None = None
    required: bool = False
    tunable: bool = True

    def parse(self, text: str) -> float:
        if _DECIMAL.fullmatch(text) and self.low <= float(text) <= self.high:
            return float(text)
        raise InputError(
            f"Hyperparameter {self.name} is {text!r}; "
            f"it must be a number from {self.low} to {self.high}."
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    name: str
    help: str
    values: tuple[str, ...]
    default: str
    required: bool = False
    tunable: bool = False

    def parse(self, text: str) -> str:
        if text in self.values:
            return text
        raise InputError(
            f"Hyperparameter {self.name} is {text!r}; it must be one of {', '.join(self.values)}."
        )


Hyperparameter = Text | Integer | Continuous | Choice


def read_hyperparameters(path: Path) -> dict[str, str]:
    """The flat map of texts that SageMaker writes; a missing file means none were given."""
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path.name} is not JSON: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(v, str) for v in content.values()):
        raise InputError(f"{path.name} must map names to texts, as SageMaker writes it.")
    return content


def _unquoted(text: str) -> str:
    """SageMaker's Python SDK sends framework hyperparameters as JSON inside the text."""
    if len(text) >= len('""') and text[0] == text[-1] == '"':
        try:
            decoded = json.loads(text)
        except ValueError:
            return text
        return decoded if isinstance(decoded, str) else text
    return text


def _is_platform_name(name: str) -> bool:
    """`_tuning_objective_metric` and `sagemaker_…` are added by SageMaker, not by the user."""
    return name.startswith(("_", "sagemaker_"))


def parse_hyperparameters(
    declared: Sequence[Hyperparameter], given: Mapping[str, str]
) -> dict[str, Setting]:
    """Texts in, checked values out, with a default (or None) for what was not given.

    Raises:
        InputError: naming the hyperparameter, its value and what is allowed.
    """
    known = {parameter.name for parameter in declared}
    unknown = [name for name in given if name not in known and not _is_platform_name(name)]
    if unknown:
        raise InputError(
            f"Unknown hyperparameter {', '.join(sorted(unknown))}. "
            f"This image knows {', '.join(sorted(known))}."
        )
    settings: dict[str, Setting] = {}
    for parameter in declared:
        text = given.get(parameter.name)
        settings[parameter.name] = (
            parameter.default if text is None else parameter.parse(_unquoted(text.strip()))
        )
    return settings
