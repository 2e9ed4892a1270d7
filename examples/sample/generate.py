"""Writes the sample tables in public/samples: invented sales of an invented chain of outlets.

    python3 examples/sample/generate.py [folder]

The same seed gives the same bytes with every Python 3.11 or newer on every platform: only
`random()` is drawn, whose sequence Python guarantees, and all numbers are rounded. Two tables are
written: one to train on, and one of other rows without the sales, to score. The mess is on purpose:
weights that some outlets never report, an outlet size that others do not, and five spellings of
two fat contents.
"""

import csv
import random
import sys
from pathlib import Path

SEED = 20261121
TRAIN_ROWS = 2000
SCORE_ROWS = 500
ITEMS = 620

HEADER = (
    "Item_Identifier", "Item_Weight", "Item_Fat_Content", "Item_Visibility", "Item_Type",
    "Item_MRP", "Outlet_Identifier", "Outlet_Establishment_Year", "Outlet_Size",
    "Outlet_Location_Type", "Outlet_Type", "Item_Outlet_Sales",
)  # fmt: skip

# Type, beginning of its identifiers, price in the middle, share of items low in fat.
ITEM_TYPES = (
    ("Fruits and Vegetables", "FV", 140, 0.5), ("Snack Foods", "FS", 146, 0.6),
    ("Household", "NH", 150, 1.0), ("Frozen Foods", "FF", 138, 0.5), ("Dairy", "DD", 148, 0.6),
    ("Canned", "FC", 139, 0.5), ("Baking Goods", "FB", 126, 0.4), ("Soft Drinks", "DS", 131, 0.9),
    ("Health and Hygiene", "NP", 131, 1.0), ("Meat", "FM", 140, 0.4), ("Breads", "FR", 141, 0.6),
    ("Hard Drinks", "DH", 137, 1.0), ("Seafood", "FE", 142, 0.6),
)  # fmt: skip

# Identifier, year, size ("" is not reported), location, type, sales in multiples of the price,
# whether it reports weights.
OUTLETS = (
    ("OUT101", 1988, "Small", "Tier 1", "Grocery Store", 2.6, False),
    ("OUT102", 1996, "", "Tier 3", "Grocery Store", 2.4, True),
    ("OUT103", 1991, "Large", "Tier 3", "Supermarket Type1", 15.5, True),
    ("OUT104", 1998, "Small", "Tier 1", "Supermarket Type1", 16.5, True),
    ("OUT105", 2000, "Medium", "Tier 1", "Supermarket Type1", 17.0, True),
    ("OUT106", 2003, "", "Tier 2", "Supermarket Type1", 15.8, True),
    ("OUT107", 2005, "Small", "Tier 2", "Supermarket Type1", 17.4, True),
    ("OUT108", 2010, "Medium", "Tier 3", "Supermarket Type2", 13.8, True),
    ("OUT109", 1986, "Medium", "Tier 3", "Supermarket Type3", 25.5, False),
)

LOW_FAT = (("Low Fat", 0.90), ("LF", 0.07), ("low fat", 0.03))
REGULAR = (("Regular", 0.95), ("reg", 0.05))


def pick(source: random.Random, weighted: tuple[tuple[str, float], ...]) -> str:
    """A value by its weight; the weights add up to 1."""
    mark = source.random()
    for value, weight in weighted:
        mark -= weight
        if mark < 0:
            return value
    return weighted[-1][0]


def bell(source: random.Random) -> float:
    """Nearly normal, mean 0 and deviation 1, from additions alone: no platform's libm in it.

    Not sum(): it rounds differently from Python 3.12 on.
    """
    total = -6.0
    for _ in range(12):
        total += source.random()
    return total


def make_item(source: random.Random, number: int) -> dict[str, object]:
    name, prefix, price, low_fat = ITEM_TYPES[int(source.random() * len(ITEM_TYPES))]
    return {
        "id": f"{prefix}{number + 100:03d}",
        "type": name,
        "weight": round(4.5 + 17.0 * source.random(), 3),
        "price": round(min(268.0, max(31.5, price + 62.0 * bell(source))), 4),
        "spellings": LOW_FAT if source.random() < low_fat else REGULAR,
    }


def make_row(
    source: random.Random, item: dict[str, object], outlet: tuple[object, ...]
) -> list[object]:
    identifier, year, size, location, kind, level, weighs = outlet
    share = source.random()
    visibility = 0.0 if source.random() < 0.06 else round(0.01 + 0.17 * share * share, 6)
    # Demand spreads with the level, as it does in shops; it never falls below a fifth of it.
    demand = float(level) * max(0.2, 1.0 + 0.42 * bell(source) - 0.8 * visibility)
    return [
        item["id"],
        item["weight"] if weighs else "",
        pick(source, item["spellings"]),
        visibility,
        item["type"],
        item["price"],
        identifier,
        year,
        size,
        location,
        kind,
        round(float(item["price"]) * demand, 4),
    ]


def make_rows() -> list[list[object]]:
    """Rows in a random order, each pair of item and outlet at most once."""
    source = random.Random(SEED)
    items = [make_item(source, number) for number in range(ITEMS)]
    pairs = [(item, outlet) for item in items for outlet in OUTLETS]
    keyed = sorted((source.random(), place) for place in range(len(pairs)))
    chosen = [pairs[place] for _, place in keyed[: TRAIN_ROWS + SCORE_ROWS]]
    return [make_row(source, item, outlet) for item, outlet in chosen]


def write(file: Path, header: tuple[str, ...], rows: list[list[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def main(folder: Path) -> None:
    rows = make_rows()
    write(folder / "sales_train.csv", HEADER, rows[:TRAIN_ROWS])
    write(folder / "sales_to_score.csv", HEADER[:-1], [row[:-1] for row in rows[TRAIN_ROWS:]])


if __name__ == "__main__":
    samples = Path(__file__).resolve().parents[2] / "public" / "samples"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else samples)
