"""Beside the script, to show that the whole folder is there."""


def mean(values: list[float]) -> float:
    """The arithmetic mean; raises ValueError where there is nothing to take it of."""
    if not values:
        raise ValueError("The channel training has no rows.")
    return sum(values) / len(values)
