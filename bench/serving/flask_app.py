"""The tutorials' model behind Flask, read by pandas, its defects mended: the stack of the peers.

Mended: the model is loaded once, when the worker starts; columns are converted in one go, without
a loop over rows; missing and unseen values are filled as training does; answers have all digits.
KERNEL=numba predicts with this project's walk instead of scikit-learn's.
"""

import io
import os
import pickle
from pathlib import Path

import pandas as pd
from flask import Flask, Response, request
from trainyard_container.algorithms import random_forest
from trainyard_container.model_store import load_model
from trainyard_container.table.columns import category_of
from trainyard_container.trees.packed import compile_trees

FOLDER = Path(os.environ["MODEL"])

app = Flask(__name__)
model = load_model(FOLDER / "model", random_forest.ALGORITHM.name)
encoder = model.encoder
if os.environ.get("KERNEL") == "numba":
    predict = compile_trees(model.arrays)
else:
    with (FOLDER / "forest.pkl").open("rb") as file:
        predict = pickle.load(file).predict  # noqa: S301 - written by the benchmark


def encode(frame: pd.DataFrame) -> pd.DataFrame:
    columns = {}
    for feature in encoder.used:
        column, fill = feature.column, feature.fill
        values = frame[column.name]
        if column.kind == "category":
            known = {cell: category_of(column, cell) for cell in values.dropna().unique()}
            values = values.map(known)
        else:
            values = pd.to_numeric(values)
        if fill.by:
            values = values.fillna(frame[fill.by].map(dict(fill.groups)))
        values = values.fillna(fill.value)
        columns[column.name] = (
            values.map(dict(feature.codes)) if column.kind == "category" else values
        )
    return pd.DataFrame(columns)


@app.get("/ping")
def ping() -> Response:
    return Response(status=200)


@app.post("/invocations")
def invocations() -> Response:
    if request.mimetype != "text/csv":
        return Response("This predictor only supports CSV data", 415)
    # Numbers as text: pandas' own reader rounds some of them otherwise than Python.
    frame = pd.read_csv(io.BytesIO(request.get_data()), header=None, names=encoder.names, dtype=str)
    predictions = predict(encode(frame).to_numpy(dtype="float64"))
    return Response("".join(f"{value!r}\n" for value in predictions.tolist()), mimetype="text/csv")
