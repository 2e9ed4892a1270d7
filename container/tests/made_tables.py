"""Tables whose pattern is known, and settings that find it quickly."""

import random

HEADER = "id,size,kind,shop,opened,amount"


def make_shop_csv(rows: int = 300, seed: int = 1) -> str:
    """A table whose amount follows size and kind; kind has spellings, size has gaps."""
    source = random.Random(seed)
    lines = [HEADER]
    for number in range(rows):
        large = source.random() < 0.5
        kind = source.choice(("High Price",) * 12 + ("HP", "high price")) if large else "Low Price"
        size = round(source.uniform(1, 9), 2)
        amount = round(size * (100 if large else 10) + source.gauss(0, 3), 2)
        shown = "" if number % 9 == 0 else size
        opened = f"20{source.randint(10, 20)}-01-{source.randint(1, 28):02d}"
        lines.append(f"K{number},{shown},{kind},S{number % 4},{opened},{amount}")
    return "\n".join(lines) + "\n"


SMALL = {"target": "amount", "n_estimators": "20", "min_samples_leaf": "3"}


def make_numbers_csv(rows: int = 120, seed: int = 1) -> str:
    """Numbers without a header, the target last: a curve of the first and a line of the second."""
    source = random.Random(seed)
    lines = []
    for _ in range(rows):
        x, z = source.uniform(0, 6), source.randint(1, 9)
        lines.append(f"{x:.3f},{z},{x * (6 - x) + 2 * z + source.gauss(0, 0.1):.4f}")
    return "\n".join(lines) + "\n"
