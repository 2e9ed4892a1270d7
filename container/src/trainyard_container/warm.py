"""Does once, when an image is built, what serving would else do at every start."""

import os
from importlib import import_module

from .chosen import find_algorithm
from .machine_code import can_compile

if __name__ == "__main__":
    warm = find_algorithm(os.environ).warm
    if warm is not None:
        warm()
    if can_compile():
        import_module("trainyard_container.quick.compiled")
