"""The model on disk, and the defects of printed tutorials that it must not have."""

import hashlib
import io
import json
import pickle
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from made_tables import HEADER
from programs import PROJECT, SAMPLES, Job, Server
from trainyard_container.algorithms.random_forest import ALGORITHM
from trainyard_container.errors import InputError
from trainyard_container.model_store import load_model
from trainyard_container.serve import address, listen

GENERATE = str(PROJECT / "examples" / "sample" / "generate.py")


@pytest.fixture
def model(trained: Job, tmp_path: Path) -> Path:
    return Path(shutil.copytree(trained.root / "model", tmp_path / "model"))


def load(folder: Path) -> None:
    load_model(folder, ALGORITHM.name)


def test_arrays_are_mapped_and_read_only(model: Path) -> None:
    arrays = load_model(model, ALGORITHM.name).arrays
    assert all(isinstance(array.base, np.memmap) for array in arrays.values())
    assert not any(array.flags.writeable for array in arrays.values())


def change_manifest(folder: Path, **members: object) -> None:
    file = folder / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **members}))


def test_a_changed_or_missing_array_is_refused(model: Path) -> None:
    file = model / "value.npy"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    with pytest.raises(InputError, match=r"value\.npy is missing or differs"):
        load(model)
    file.unlink()
    with pytest.raises(InputError, match=r"value\.npy is missing or differs"):
        load(model)


def test_a_manifest_cannot_name_files_elsewhere(model: Path) -> None:
    change_manifest(model, arrays={"value": {"file": "../../etc/passwd"}})
    with pytest.raises(InputError, match="which is no array of a model"):
        load(model)


def test_a_manifest_must_tell_the_type_of_its_arrays(model: Path) -> None:
    entry = json.loads((model / "manifest.json").read_text())["arrays"]["value"]
    change_manifest(model, arrays={"value": {**entry, "dtype": "int8"}})
    with pytest.raises(InputError, match="another type or shape"):
        load(model)


def test_models_of_others_are_refused(model: Path) -> None:
    with pytest.raises(InputError, match="trained by random_forest; this image serves boosting"):
        load_model(model, "boosting")
    change_manifest(model, version=3)
    with pytest.raises(InputError, match=r"manifest\.json has version 3; this image reads 1 and 2"):
        load(model)
    with pytest.raises(InputError, match=r"There is no manifest\.json in"):
        load(model.parent)


def test_a_model_of_version_1_predicts_as_it_did(model: Path) -> None:
    now = load_model(model, ALGORITHM.name)
    rows = np.linspace(-1, 2000, 5 * len(now.encoder.used)).reshape(5, -1)
    value = np.load(model / "value.npy")[:, 0]
    buffer = io.BytesIO()
    np.save(buffer, value)
    (model / "value.npy").write_bytes(buffer.getvalue())
    manifest = json.loads((model / "manifest.json").read_text())
    del manifest["arrays"]["nan_right"], manifest["preprocessing"]["classes"]
    manifest["arrays"]["value"].update(
        sha256=hashlib.sha256(buffer.getvalue()).hexdigest(), shape=list(value.shape)
    )
    change_manifest(model, version=1, arrays=manifest["arrays"])
    change_manifest(model, preprocessing=manifest["preprocessing"])
    before = load_model(model, ALGORITHM.name)
    ALGORITHM.check(before.arrays, len(before.encoder.used), len(before.encoder.classes))
    assert before.encoder == now.encoder
    assert np.array_equal(
        ALGORITHM.predict(before.arrays, rows), ALGORITHM.predict(now.arrays, rows)
    )


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 1}', '{"version": 1, "algorithm": 5}']
)
def test_a_manifest_that_cannot_be_read_is_named(model: Path, text: str) -> None:
    (model / "manifest.json").write_text(text)
    with pytest.raises(InputError, match=r"manifest\.json or an array it names cannot be read"):
        load(model)


def replace_array(folder: Path, name: str, data: bytes) -> None:
    """An array of another content, with a manifest that agrees."""
    (folder / f"{name}.npy").write_bytes(data)
    arrays = json.loads((folder / "manifest.json").read_text())["arrays"]
    arrays[name]["sha256"] = hashlib.sha256(data).hexdigest()
    change_manifest(folder, arrays=arrays)


def test_an_array_with_objects_is_never_unpickled(model: Path) -> None:
    stream = io.BytesIO()
    np.save(stream, np.array([Path("/")], dtype=object), allow_pickle=True)
    for data in (stream.getvalue(), pickle.dumps(5), b"PK\x03\x04", b""):
        replace_array(model, "value", data)
        with pytest.raises(InputError, match="cannot be read"):
            load(model)


def test_an_array_cannot_claim_more_than_its_file_holds(model: Path) -> None:
    stream = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": (2**40,)}
    np.lib.format.write_array_header_1_0(stream, header)
    replace_array(model, "value", stream.getvalue())
    with pytest.raises(InputError, match="cannot be read"):
        load(model)


ARRAYS: dict[str, npt.NDArray[Any]] = {
    "feature": np.array([1, 0, 0], np.int32),
    "threshold": np.array([0.5, np.inf, np.inf], np.float32),
    "nan_right": np.array([True, False, False]),
    "child": np.array([1, 1, 2], np.int32),
    "value": np.array([[1.5], [1.0], [2.0]]),
    "root": np.array([0], np.int32),
    "depth": np.array([1], np.int32),
}


def test_a_forest_that_is_whole_predicts() -> None:
    ALGORITHM.check(ARRAYS, 2, 0)
    assert ALGORITHM.predict(ARRAYS, np.array([[9.0, 0], [9, 1]])).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("feature", np.array([2, 0, 0], np.int32)),
        ("feature", np.array([-1, 0, 0], np.int32)),
        ("feature", np.array([1, 0, 0], np.int64)),
        ("feature", np.array([1.0, 0.0, 0.0])),
        ("feature", np.array([], np.int32)),
        ("threshold", np.array(0.5, np.float32)),
        ("threshold", np.array([0.5, np.inf, 0.5], np.float32)),
        ("threshold", np.array([np.nan, np.inf, np.inf], np.float32)),
        ("nan_right", np.array([True, False, True])),
        ("nan_right", np.array([True, False])),
        ("child", np.array([1, 1, 3], np.int32)),
        ("child", np.array([1, 1], np.int32)),
        # A walk in a circle, and one that leaves a leaf.
        ("child", np.array([0, 1, 2], np.int32)),
        ("child", np.array([1, 2, 2], np.int32)),
        ("child", np.array([2, 1, 2], np.int32)),
        ("value", np.array([[1.5], [1.0], [np.nan]])),
        ("value", np.array([1.5, 1.0, 2.0])),
        ("value", np.array([[1.5, 1.0, 2.0]])),
        ("root", np.array([3], np.int32)),
        ("root", np.array([-1], np.int32)),
        ("root", np.array([], np.int32)),
        ("depth", np.array([10**9], np.int32)),
        ("depth", np.array([1, 1], np.int32)),
    ],
)
def test_arrays_that_are_no_forest_are_refused(name: str, array: npt.NDArray[Any]) -> None:
    with pytest.raises(InputError, match="arrays do not fit together"):
        ALGORITHM.check({**ARRAYS, name: array}, 2, 0)


def test_a_forest_has_its_own_arrays_only() -> None:
    with pytest.raises(InputError, match="do not consist of the arrays child, depth"):
        ALGORITHM.check({**ARRAYS, "zero": ARRAYS["root"]}, 2, 0)


def test_serve_says_that_its_port_is_taken(trained: Job, server: Server) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trainyard_container.serve"],
        env={**trained.environment, "SAGEMAKER_BIND_TO_PORT": str(server.client.base_url.port)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("ERROR It cannot listen on 127.0.0.1:")
    assert done.stderr == ""


def test_serve_without_a_model_says_so(tmp_path: Path, trained: Job) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trainyard_container.serve"],
        env={**trained.environment, "SAGEMAKER_BASE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("ERROR There is no manifest.json in ")


def test_where_it_listens() -> None:
    assert address({}) == ("0.0.0.0", 8080)  # noqa: S104 - in a container
    assert address({"SAGEMAKER_BASE_DIR": "/x"}) == ("127.0.0.1", 8080)
    assert address({"SAGEMAKER_BIND_TO_PORT": "9000"}) == ("0.0.0.0", 9000)  # noqa: S104
    both = {"SAGEMAKER_BIND_TO_PORT": "9000", "SAGEMAKER_BASE_DIR": "/x"}
    assert address(both) == ("127.0.0.1", 9000)


def test_answers_are_not_held_back() -> None:
    """asyncio asks for the protocol before it sets TCP_NODELAY; without, an answer takes 40 ms."""
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


# What printed tutorials get wrong, each as a test.


def test_no_pickle_is_written_and_no_name_has_a_space(trained: Job) -> None:
    """A pickle opened in text mode, and a model file whose name has a space in it."""
    files = sorted(file.name for file in (trained.root / "model").iterdir())
    assert [file for file in files if not file.endswith((".npy", ".json"))] == []
    assert not any(" " in file for file in files)
    for file in (trained.root / "model").glob("*.npy"):
        np.load(file, allow_pickle=False)


def test_every_row_is_predicted(server: Server) -> None:
    """A mis-indented return that ends the loop after the first row."""
    body = "K1,2.5,High Price,S1,2012-01-05\n" * 57
    assert len(server.predictions(body)) == 57


def test_text_in_any_script_is_read(server: Server) -> None:
    """Python 2's StringIO, which takes bytes for text."""
    assert len(server.predictions("K1,2.5,Größe 大,Šárka,2012-01-05\n".encode())) == 1


def test_preprocessing_travels_with_the_model(trained: Job, server: Server) -> None:
    """Encoders and scalers fitted in training and never saved: raw rows must be enough."""
    raw = "K1,,high price,S1,2012-01-05\n"
    same = f"{HEADER.removesuffix(',amount')}\nK1,NA,HP,S1,2012-01-05\n"
    assert server.predictions(raw) == server.predictions(same)
    categories = trained.json("model/manifest.json")["preprocessing"]["features"][2]["codes"]
    assert categories == {"Low Price": 0.0, "High Price": 1.0}


def test_bodies_up_to_sagemakers_limit_are_taken(server: Server) -> None:
    """A proxy's 5 MB limit below SageMaker's 6,291,456 bytes."""
    row = "K1,2.5,High Price,S1,2012-01-05\n"
    body = row * (6_291_456 // len(row))
    assert 6_200_000 < len(body) <= 6_291_456
    assert len(server.predictions(body)) == len(body) // len(row)


@pytest.mark.parametrize(
    ("command", "name", "committed"),
    [
        ([GENERATE], "sales_train.csv", SAMPLES),
        ([GENERATE], "sales_to_score.csv", SAMPLES),
    ],
)
def test_committed_files_equal_what_makes_them(
    command: list[str], name: str, committed: Path, tmp_path: Path, trained: Job
) -> None:
    subprocess.run([sys.executable, *command, str(tmp_path)], env=trained.environment, check=True)
    assert (tmp_path / name).read_bytes() == (committed / name).read_bytes()
