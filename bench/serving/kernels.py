"""A forest's predictions by this project's walk and by its peers, in turn: JSON, one line each.

    python kernels.py FOLDER RUNS

Bits are compared before anything is measured. Times are of the processor, on one core.
"""

import json
import pickle
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
import treelite
from made_model import LEAF, ROWS, learn, make_rows
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestRegressor
from trainyard_container.algorithm import FitData, Run, Sample
from trainyard_container.algorithms import random_forest
from trainyard_container.model_store import load_model
from trainyard_container.serving.scorer import open_scorer
from trainyard_container.table.content_type import MediaType

OURS, SKLEARN, ONNX, TREELITE = "Trainyard", "scikit-learn", "ONNX Runtime", "treelite (GTIL)"
BATCH = 20_000
FITTED = 300

Predict = Callable[[np.ndarray], np.ndarray]


def tell(contestant: str, quantity: str, value: float) -> None:
    print(json.dumps({"contestant": contestant, "quantity": quantity, "value": value}), flush=True)


def microseconds(work: Callable[[], object], times: int) -> float:
    """Of the processor, the least of three."""
    found = []
    for _ in range(3):
        began = time.process_time()
        for _ in range(times):
            work()
        found.append((time.process_time() - began) / times * 1e6)
    return min(found)


def onnx_of(forest: RandomForestRegressor, folder: Path, width: int) -> Predict:
    file = folder / "forest.onnx"
    if not file.exists():
        model = to_onnx(forest, np.zeros((1, width), np.float32), target_opset=18)
        file.write_bytes(model.SerializeToString())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda matrix: session.run(None, {name: matrix.astype(np.float32)})[0][:, 0]


def treelite_of(forest: RandomForestRegressor) -> Predict:
    model = treelite.sklearn.import_model(forest)
    return lambda matrix: treelite.gtil.predict(model, matrix.astype(np.float32), nthread=1).ravel()


def hard_rows(matrix: np.ndarray) -> np.ndarray:
    """Rows on thresholds, between them, and at the ends of the numbers."""
    made = np.random.default_rng(3)
    spread = matrix[:2_000] + made.normal(size=(2_000, matrix.shape[1]))
    ends = made.choice([1e30, -1e30, 1e-45, 0.0, -0.0, 3.4e38], (500, matrix.shape[1]))
    return np.vstack([matrix[:2_000], spread, ends])


def fit_ours(matrix: np.ndarray, sales: np.ndarray) -> None:
    """With the curve that a job prints, over the rows fitted and a tenth as many others."""
    train, others = Sample(matrix, sales), Sample(matrix[::10], sales[::10])
    data = FitData(tuple(map(str, range(matrix.shape[1]))), 0, train, others)
    settings = {
        "n_estimators": FITTED, "min_samples_leaf": LEAF, "max_features": 1.0, "max_depth": None,
        "random_state": 5,
    }  # fmt: skip
    random_forest.fit(data, settings, Run(lambda: False, lambda _line: None))


def fit_bare(matrix: np.ndarray, sales: np.ndarray) -> None:
    RandomForestRegressor(FITTED, min_samples_leaf=LEAF, random_state=5, n_jobs=-1).fit(
        matrix, sales
    )


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def packed_bytes(path: Path) -> int:
    """As model.tar.gz has it."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "model.tar.gz"
        with tarfile.open(archive, "w:gz") as file:
            file.add(path, path.name)
        return archive.stat().st_size


def main(folder: Path, runs: int) -> None:
    with (folder / "forest.pkl").open("rb") as file:
        forest = pickle.load(file)

    def load() -> object:
        return open_scorer(random_forest.ALGORITHM, load_model(folder / "model", "random_forest"))

    scorer = load()
    matrix = scorer.matrix(MediaType("text/csv"), (folder / "rows.csv").read_bytes())
    scorer.warm()
    contestants: dict[str, Predict] = {
        OURS: scorer.predict,
        SKLEARN: forest.predict,
        ONNX: onnx_of(forest, folder, matrix.shape[1]),
        TREELITE: treelite_of(forest),
    }
    hard = hard_rows(matrix)
    wanted = forest.predict(hard)
    for name, predict in contestants.items():
        tell(
            name,
            "rows of other bits than scikit-learn's, %",
            100 * float(np.mean(predict(hard) != wanted)),
        )
    nan = hard.copy()
    nan[::3] = np.nan
    equal = np.array_equal(scorer.predict(nan), forest.predict(nan))
    tell(OURS, "rows with NaN of other bits, %", 0.0 if equal else 100.0)
    tell(OURS, "model, MB", sum(f.stat().st_size for f in (folder / "model").iterdir()) / 1e6)
    tell(SKLEARN, "model, MB", (folder / "forest.pkl").stat().st_size / 1e6)
    tell(ONNX, "model, MB", (folder / "forest.onnx").stat().st_size / 1e6)
    tell(OURS, "model.tar.gz, MB", packed_bytes(folder / "model") / 1e6)
    tell(SKLEARN, "model.tar.gz, MB", packed_bytes(folder / "forest.pkl") / 1e6)
    _, train, sales = learn(make_rows(ROWS, 1))
    one, batch = matrix[:1].copy(), np.ascontiguousarray(matrix[:BATCH])
    pickled = (folder / "forest.pkl").read_bytes()
    for _ in range(runs):
        for name, predict in contestants.items():
            tell(
                name,
                "one row, µs",
                microseconds(partial(predict, one), 5 if name == SKLEARN else 100),
            )
            tell(name, f"{BATCH:,} rows, ms", microseconds(partial(predict, batch), 1) / 1e3)
        tell(OURS, "load, ms", microseconds(load, 1) / 1e3)
        tell(SKLEARN, "load, ms", microseconds(lambda: pickle.loads(pickled), 1) / 1e3)
        tell(OURS, f"{FITTED} trees fitted, s", seconds(lambda: fit_ours(train, sales)))
        tell(
            SKLEARN,
            f"{FITTED} trees fitted, s",
            seconds(lambda: fit_bare(train.astype(np.float32), sales)),
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
