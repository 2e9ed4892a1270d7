"""Decision tree for a table without a header, the class first: scikit-learn's classic on Iris."""

from collections.abc import Mapping

from ..algorithm import Algorithm, Array, FitData, Judging, Run
from ..hyperparameters import Integer, Setting
from ..table.content_type import CSV
from ..trees.packed import as_float32, check_trees, compile_trees, pack_trees, predict_trees

HYPERPARAMETERS = (
    Integer(
        "max_leaf_nodes",
        "Leaves, at most; the best are grown first. Leave it out for no limit.",
        2,
        100_000,
    ),
)


def fit(data: FitData, settings: Mapping[str, Setting], run: Run) -> dict[str, Array]:
    """One tree: quick, and easy to look at."""
    # Serving imports this module and must not pay for scikit-learn.
    from sklearn.tree import DecisionTreeClassifier  # noqa: PLC0415

    tree = DecisionTreeClassifier(
        max_leaf_nodes=settings["max_leaf_nodes"], random_state=settings["random_state"]
    )
    tree.fit(as_float32(data.train.x), data.train.y)
    run.say(f"leaves={tree.get_n_leaves()} depth={tree.get_depth()}")
    return pack_trees([tree.tree_], tree.classes_.astype(int).tolist(), data.classes)


ALGORITHM = Algorithm(
    name="decision_tree",
    title="decision-tree",
    version="0.1.0",
    description="Decision tree for CSV without a header, the class in the first column.",
    hyperparameters=HYPERPARAMETERS,
    fit=fit,
    predict=predict_trees,
    check=check_trees,
    quicken=compile_trees,
    tasks=("classification",),
    target="first",
    # Small tables are its home: all rows are fitted, and folds judge it.
    judging=Judging(folds=10),
    objective="accuracy",
    reads=(CSV,),
)
