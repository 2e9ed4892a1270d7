"""Does once, when an image is built, what serving would else do at every start."""

import os

from .chosen import find_algorithm

if __name__ == "__main__":
    warm = find_algorithm(os.environ).warm
    if warm is not None:
        warm()
