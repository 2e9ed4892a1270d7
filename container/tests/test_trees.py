"""Both walks through the trees, against scikit-learn to the last bit."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.ensemble import ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor

from programs import CONTAINER
from trainyard_container.algorithm import Arrays, Matrix
from trainyard_container.trees import packed
from trainyard_container.trees.packed import (
    check_trees,
    compile_trees,
    pack_trees,
    predict_trees,
)


def compiled_predict(arrays: Arrays, matrix: Matrix) -> Matrix:
    """What serving has from a few seconds after its start on."""
    predict = compile_trees(arrays)
    assert predict
    return predict(matrix)


@pytest.fixture(params=["numpy", "numba"], autouse=True)
def walk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "numba":
        monkeypatch.setitem(globals(), "predict_trees", compiled_predict)


def packed_forest(forest: RandomForestRegressor, outputs: int = 1) -> Arrays:
    trees = [tree.tree_ for tree in forest.estimators_]
    return pack_trees(trees, range(outputs), outputs)


def table(seed: int, rows: int = 500) -> tuple[Matrix, npt.NDArray[np.float64]]:
    random = np.random.default_rng(seed)
    # Whole numbers lie exactly on thresholds; others between them.
    x = np.column_stack([random.integers(0, 9, (rows, 3)), random.normal(size=rows)])
    return x, x @ [1.0, 2.0, -3.0, 0.5] + random.normal(size=rows)


def wide_table(seed: int) -> Matrix:
    """Known rows, others, and the ends of the numbers."""
    random = np.random.default_rng(seed)
    ends = [1e30, -1e30, 1e-45, -0.0, 0.0]
    odd = random.choice(ends, (60, 4))
    return np.vstack([table(seed)[0], random.normal(size=(700, 4)) * 9, odd])


@pytest.mark.parametrize("trees", [1, 15, 16, 17, 50])
@pytest.mark.parametrize("leaf", [1, 30])
def test_regression_is_scikit_learns(trees: int, leaf: int) -> None:
    x, y = table(trees)
    forest = RandomForestRegressor(trees, min_samples_leaf=leaf, random_state=0).fit(x, y)
    arrays = packed_forest(forest)
    check_trees(arrays, 4, 0)
    rows = wide_table(trees)
    together = predict_trees(arrays, rows)
    assert together.tolist() == forest.predict(rows).tolist()
    assert [predict_trees(arrays, rows[n : n + 1])[0] for n in range(50)] == together[:50].tolist()
    # So many are shared by the processors.
    assert predict_trees(arrays, np.tile(rows, (9, 1))).tolist() == together.tolist() * 9
    assert predict_trees(arrays, rows[:0]).shape == (0,)


def test_classification_is_scikit_learns() -> None:
    x, y = table(1)
    classes = np.digitize(y, [-9, 0, 9])
    forest = RandomForestClassifier(33, min_samples_leaf=2, random_state=0).fit(x, classes)
    arrays = packed_forest(forest, 4)
    check_trees(arrays, 4, 4)
    rows = wide_table(1)
    assert predict_trees(arrays, rows).tolist() == forest.predict_proba(rows).tolist()


@pytest.mark.parametrize("missing_in_training", [False, True])
def test_nan_goes_where_scikit_learn_sends_it(*, missing_in_training: bool) -> None:
    x, y = table(2)
    random = np.random.default_rng(2)
    holes = random.random(x.shape) < 0.2
    if missing_in_training:
        x = np.where(holes, np.nan, x)
    for kind in (RandomForestRegressor, ExtraTreesRegressor):
        forest = kind(20, min_samples_leaf=3, random_state=0).fit(x, y)
        rows = wide_table(2)
        rows[random.random(rows.shape) < 0.3] = np.nan
        assert predict_trees(packed_forest(forest), rows).tolist() == forest.predict(rows).tolist()


def test_infinity_is_larger_than_every_threshold() -> None:
    x, y = table(3)
    forest = RandomForestRegressor(20, random_state=0).fit(x, y)
    rows = wide_table(3)
    rows[np.random.default_rng(3).random(rows.shape) < 0.3] = np.inf
    rows[::2] *= -1
    # scikit-learn refuses infinity at its door, its trees do not.
    inside = [tree.tree_.predict(rows.astype(np.float32))[:, 0] for tree in forest.estimators_]
    wanted = np.zeros(len(rows))
    for outputs in inside:
        wanted += outputs
    assert predict_trees(packed_forest(forest), rows).tolist() == (wanted / 20).tolist()


def test_numbers_beyond_32_bits_are_at_their_end() -> None:
    x, y = table(4)
    arrays = packed_forest(RandomForestRegressor(5, random_state=0).fit(x, y))
    far, end = np.full((1, 4), 1e150), np.full((1, 4), np.finfo(np.float32).max)
    assert predict_trees(arrays, far) == predict_trees(arrays, end.astype(np.float64))


def test_arrays_may_be_read_only() -> None:
    x, y = table(5)
    arrays = dict(packed_forest(RandomForestRegressor(5, random_state=0).fit(x, y)))
    before = predict_trees(arrays, x)
    for array in arrays.values():
        array.flags.writeable = False
    assert predict_trees(arrays, x).tolist() == before.tolist()


def test_neighbouring_numbers_are_told_apart() -> None:
    """Between them lies a 64-bit threshold, which rounds up to the larger one."""
    lower = np.nextafter(np.float32(1000), np.float32(2000))
    x = np.array([[lower], [np.nextafter(lower, np.float32(2000))]] * 10, dtype=np.float32)
    y = np.array([0.0, 1.0] * 10)
    forest = RandomForestRegressor(3, bootstrap=False).fit(x, y)
    predict = partial(predict_trees, pack_trees([tree.tree_ for tree in forest.estimators_]))
    assert predict(x.astype(np.float64)).tolist() == y.tolist()


def test_a_tree_of_one_leaf() -> None:
    forest = RandomForestRegressor(2, min_samples_leaf=10).fit(np.zeros((10, 1)), np.ones(10))
    predict = partial(predict_trees, pack_trees([tree.tree_ for tree in forest.estimators_]))
    assert predict(np.ones((2, 1))).tolist() == [1.0, 1.0]


def test_a_machine_without_numba_walks_by_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y = table(6)
    arrays = packed_forest(RandomForestRegressor(5, random_state=0).fit(x, y))
    monkeypatch.setattr(packed, "can_compile", lambda: False)
    assert compile_trees(arrays) is None


def test_trees_too_large_for_a_word_are_walked_by_numpy() -> None:
    """2,000 columns take 11 bits, which leaves 20 for the way to a child."""
    count = 2**20 + 3
    place = np.arange(count, dtype=np.int32)
    arrays = {
        "feature": np.full(count, 1999, np.int32),
        "threshold": np.full(count, np.inf, np.float32),
        "nan_right": np.zeros(count, np.bool_),
        "child": place,
        "value": np.ones((count, 1)),
        "root": np.zeros(1, np.int32),
        "depth": np.ones(1, np.int32),
    }
    assert compile_trees(arrays)
    arrays["threshold"][0], arrays["child"] = 0, place.copy()
    arrays["child"][0] = count - 2
    assert compile_trees(arrays) is None


def cache_hits(folder: Path) -> str:
    code = (
        "from trainyard_container.trees import compiled\n"
        "print(sum(compiled._walk.stats.cache_hits.values()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(CONTAINER / "src"), "NUMBA_CACHE_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_machine_code_is_kept_where_a_folder_is_named(tmp_path: Path) -> None:
    assert [cache_hits(tmp_path), cache_hits(tmp_path)] == ["0", "1"]


def test_a_folder_that_cannot_be_written_to_is_no_cache(tmp_path: Path) -> None:
    assert cache_hits(tmp_path / "none") == "0"
    assert not (tmp_path / "none").exists()
