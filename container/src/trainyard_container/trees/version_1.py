"""Models of manifest version 1: regression forests, the only ones there were."""

import numpy as np

from ..algorithm import Array, Arrays


def trees_of_version_1(arrays: Arrays) -> dict[str, Array]:
    """The arrays as `pack_trees` writes them now: one column of outputs, and no NaN to send right.

    Arrays of anything else are returned as they are, to be refused by the algorithm's own check.
    """
    if "value" not in arrays or "feature" not in arrays or arrays["value"].ndim != 1:
        return dict(arrays)
    return {
        **arrays,
        "value": arrays["value"][:, np.newaxis],
        "nan_right": np.zeros(arrays["feature"].shape, dtype=np.bool_),
    }
