"""Does once, when an image is built, what serving would else do at every start."""

import os

from .chosen import find_algorithm

if __name__ == "__main__":
    find_algorithm(os.environ).warm()
