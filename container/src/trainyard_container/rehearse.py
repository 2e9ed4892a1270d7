"""Trains on one file and scores it again as `serve` does: an algorithm tried without an engine.

    TRAINYARD_ALGORITHM=gam python -m trainyard_container.rehearse FILE.csv [name=value]...

The file stands for the channel `training`, the rest are hyperparameters.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .algorithm import Algorithm
from .chosen import find_algorithm
from .errors import InputError
from .log import say
from .model_store import load_model
from .paths import MlPaths
from .serving.scorer import open_scorer
from .table.content_type import CSV, MediaType
from .training.job import train

_ALONE = 50


def rehearse(algorithm: Algorithm, file: Path, settings: dict[str, str], paths: MlPaths) -> None:
    """Leaves in `paths` what a training job leaves.

    Raises:
        InputError: the job fails, or serving does not answer what training was judged by.
    """
    if not file.is_file():
        raise InputError(f"{file}: there is no file of this name.")
    folder = paths.channel("training")
    folder.mkdir(parents=True)
    (folder / file.name).write_bytes(file.read_bytes())
    paths.hyperparameters.parent.mkdir(parents=True)
    paths.hyperparameters.write_text(json.dumps(settings), encoding="utf-8")
    train(algorithm, paths, lambda: False)
    _compare(algorithm, file.read_bytes(), paths)


def _compare(algorithm: Algorithm, body: bytes, paths: MlPaths) -> None:
    """Whether the saved model gives each row what it gave in training, alone as in a batch."""
    scorer = open_scorer(algorithm, load_model(paths.model, algorithm.name))
    media = MediaType(CSV)
    matrix, together = scorer.matrix(media, body), scorer.score(media, body)
    alone = [scorer.predict(matrix[row : row + 1])[0] for row in range(len(matrix))[:_ALONE]]
    if not np.array_equal(np.array(alone), together[:_ALONE]):
        raise InputError("A row is predicted otherwise alone than with others; mend `predict`.")
    evaluation = json.loads((paths.output_data / "evaluation.json").read_text(encoding="utf-8"))
    judged = evaluation["predictions"]
    # In cross-validation other models have judged.
    if evaluation["protocol"]["kind"] == "holdout":
        rows = np.array(judged["row"]) - 1
        known = np.array(judged.get("probabilities", judged["predicted"]))
        if not np.array_equal(known, together[rows]):
            raise InputError("Serving predicts otherwise than training did; mend `predict`.")
    say(f"Scored {len(together):,} rows as serve does; each is predicted as it was judged.")


def _read(arguments: Sequence[str]) -> tuple[Path, dict[str, str]]:
    """The file, and the hyperparameters."""
    if not arguments:
        raise InputError("Give a CSV file to train on, then hyperparameters as name=value.")
    pairs = [argument.partition("=") for argument in arguments[1:]]
    if bad := [name for name, equals, _ in pairs if not equals]:
        raise InputError(f"{', '.join(bad)}: write a hyperparameter as name=value.")
    return Path(arguments[0]), {name: value for name, _, value in pairs}


def main(arguments: Sequence[str]) -> int:
    """0 if the algorithm trains on the file and serves what it learned."""
    try:
        algorithm = find_algorithm(os.environ)
        with tempfile.TemporaryDirectory() as folder:
            rehearse(algorithm, *_read(arguments), MlPaths(Path(folder)))
    except InputError as error:
        say(f"ERROR {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
