"""Which algorithm this image runs: TRAINYARD_ALGORITHM names its module."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from . import algorithms
from .algorithm import Algorithm
from .errors import InputError

VARIABLE = "TRAINYARD_ALGORITHM"


def algorithm_names() -> list[str]:
    """The modules of the folder `algorithms`."""
    return sorted(module.name for module in pkgutil.iter_modules(algorithms.__path__))


def find_algorithm(environment: Mapping[str, str]) -> Algorithm:
    """The `ALGORITHM` of the module that the image's environment names.

    Raises:
        InputError: it names none of the folder `algorithms`.
    """
    name = environment.get(VARIABLE, "")
    known = algorithm_names()
    if name not in known:
        raise InputError(
            f"{VARIABLE} is {name!r}. Set it in the image to one of: {', '.join(known)}."
        )
    module = import_module(f"{algorithms.__name__}.{name}")
    found = getattr(module, "ALGORITHM", None)
    if not isinstance(found, Algorithm):
        raise InputError(f"algorithms/{name}.py has no ALGORITHM.")
    return found
