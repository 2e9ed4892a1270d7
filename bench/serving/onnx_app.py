"""ONNX Runtime behind Starlette, which reads CSV by this project's own reader."""

import os
from pathlib import Path

import numpy as np
import onnxruntime
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from trainyard_container.algorithms import random_forest
from trainyard_container.model_store import load_model
from trainyard_container.serving.scorer import Scorer
from trainyard_container.table.content_type import MediaType

FOLDER = Path(os.environ["MODEL"])

session = onnxruntime.InferenceSession(FOLDER / "forest.onnx", providers=["CPUExecutionProvider"])
name = session.get_inputs()[0].name


def predict(matrix: np.ndarray) -> np.ndarray:
    return session.run(None, {name: matrix.astype(np.float32)})[0][:, 0]


encoder = load_model(FOLDER / "model", random_forest.ALGORITHM.name).encoder
scorer = Scorer(encoder, predict, ("text/csv",))
SMALL = 10_000


def score(body: bytes) -> Response:
    predictions = scorer.score(MediaType("text/csv"), body)
    text = "".join(f"{value!r}\n" for value in predictions.tolist())
    return Response(text, media_type="text/csv")


async def ping(_request: Request) -> Response:
    return Response()


async def invocations(request: Request) -> Response:
    body = await request.body()
    return score(body) if len(body) < SMALL else await run_in_threadpool(score, body)


app = Starlette(routes=[Route("/ping", ping), Route("/invocations", invocations, methods=["POST"])])
