"""One forest for all contestants: as this project's model, and as scikit-learn's pickle.

    python made_model.py FOLDER

Rows are made to look like the sales of the tutorials' shops: 8,523 of them, eleven columns, a
weight that is missing where a shop never weighs, spellings that mean the same.
"""

import pickle
import random
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import RandomForestRegressor
from trainyard_container.algorithms.random_forest import ALGORITHM
from trainyard_container.features.encoder import Encoder, learn_features, read_rows
from trainyard_container.model_store import Model, save_model
from trainyard_container.table.columns import recognise
from trainyard_container.trees.packed import as_float32, pack_trees

ROWS = 8_523
TREES = 500
LEAF = 30
NAMES = (
    "Item_Identifier,Item_Weight,Item_Fat_Content,Item_Visibility,Item_Type,Item_MRP,"
    "Outlet_Identifier,Outlet_Establishment_Year,Outlet_Size,Outlet_Location_Type,Outlet_Type"
).split(",")
_KINDS = ("Dairy", "Meat", "Snack Foods", "Household", "Baking Goods", "Canned", "Breads", "Others")
_TYPES = ("Grocery Store", "Supermarket Type1", "Supermarket Type2", "Supermarket Type3")


def make_rows(count: int, seed: int) -> list[list[str]]:
    """Cells of so many rows, and their sales last."""
    made = random.Random(seed)
    items = [
        (f"FD{'AWXT'[n % 4]}{n:02d}", made.uniform(4.5, 21.4), made.uniform(31, 267))
        for n in range(1_559)
    ]
    rows = []
    for _ in range(count):
        name, weight, price = made.choice(items)
        shop = made.randrange(10)
        kind = _TYPES[(shop * 7) % 4]
        fat = made.choices(("Low Fat", "Regular", "LF", "reg", "low fat"), (60, 30, 4, 2, 1))[0]
        sales = price * (1 + (shop * 7) % 4 * 4) * made.lognormvariate(0, 0.5)
        rows.append(
            [
                name,
                "" if shop in (2, 7) else f"{weight:.3f}".rstrip("0"),
                fat,
                f"{made.betavariate(1, 12):.9f}",
                _KINDS[sum(name.encode()) % len(_KINDS)],
                f"{price + made.uniform(-2, 2):.4f}",
                f"OUT{shop:03d}",
                str(1985 + shop * 3),
                ("Small", "Medium", "High", "")[shop % 4],
                f"Tier {shop % 3 + 1}",
                kind,
                f"{sales:.4f}",
            ]
        )
    return rows


def learn(rows: list[list[str]]) -> tuple[Encoder, np.ndarray, np.ndarray]:
    """The encoder, the rows as a model sees them, and their sales."""
    cells = {name: [row[place] for row in rows] for place, name in enumerate(NAMES)}
    columns = [recognise(name, column) for name, column in cells.items()]
    sales = np.array([float(row[-1]) for row in rows])
    values = read_rows(columns, cells)
    encoder = Encoder(learn_features(columns, values, sales, 0), "Sales", len(NAMES), ())
    return encoder, encoder.encode(values), sales


def main(folder: Path) -> None:
    encoder, matrix, sales = learn(make_rows(ROWS, 1))
    forest = RandomForestRegressor(TREES, min_samples_leaf=LEAF, random_state=5, n_jobs=-1)
    forest.fit(as_float32(matrix), sales)
    forest.n_jobs = None
    arrays = pack_trees([tree.tree_ for tree in forest.estimators_])
    model = Model(ALGORITHM.name, ALGORITHM.version, encoder, arrays)
    save_model(folder / "model", model, ALGORITHM.libraries)
    with (folder / "forest.pkl").open("wb") as file:
        pickle.dump(forest, file)
    body = "\n".join(",".join(row[:-1]) for row in make_rows(80_000, 2)) + "\n"
    (folder / "rows.csv").write_text(body[: body.index("\n", 6 * 2**20 - 200) + 1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
