"""A model on disk: `manifest.json` and one `.npy` file for each array. Nothing is pickled."""

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap

from .algorithm import Array
from .errors import InputError
from .features.encoder import Encoder, from_json, to_json
from .trees.version_1 import trees_of_version_1

VERSION = 2
MANIFEST = "manifest.json"
_ARRAY_FILE = re.compile(r"[a-z][a-z0-9_]*\.npy")


@dataclass(frozen=True, slots=True)
class Model:
    """`algorithm` and `algorithm_version` say who may read the arrays."""

    algorithm: str
    algorithm_version: str
    encoder: Encoder
    arrays: dict[str, Array]


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Finite numbers only: other readers refuse NaN."""
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def save_model(folder: Path, model: Model, libraries: Sequence[str]) -> None:
    """Writes arrays first and the manifest last, so that a manifest means a whole model.

    `libraries` are the packages whose versions the manifest records.
    """
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {}
    for name, array in sorted(model.arrays.items()):
        file = folder / f"{name}.npy"
        np.save(file, array, allow_pickle=False)
        arrays[name] = {
            "file": file.name,
            "sha256": _sha256(file),
            "dtype": str(array.dtype),
            "shape": list(array.shape),
        }
    manifest = {
        "version": VERSION,
        "task": "classification" if model.encoder.classes else "regression",
        "algorithm": {"name": model.algorithm, "version": model.algorithm_version},
        "software": {
            "python": platform.python_version(),
            **{name: version(name) for name in libraries},
        },
        "preprocessing": to_json(model.encoder),
        "arrays": arrays,
    }
    write_json(folder / MANIFEST, manifest)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def load_model(folder: Path, algorithm: str) -> Model:
    """The model that `algorithm` saved, its arrays memory-mapped and read-only.

    Raises:
        InputError: no manifest, another version or algorithm, or a file that was changed or
            cannot be read.
    """
    file = folder / MANIFEST
    if not file.is_file():
        raise InputError(
            f"There is no {MANIFEST} in {folder}. Deploy a model.tar.gz that this image trained."
        )
    try:
        return _load(json.loads(file.read_text(encoding="utf-8")), folder, algorithm)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        cause = f"{type(error).__name__}: {error}"
        raise InputError(f"{MANIFEST} or an array it names cannot be read: {cause}.") from error


def _load(manifest: dict[str, Any], folder: Path, algorithm: str) -> Model:
    written = manifest.get("version")
    if written not in (1, VERSION):
        raise InputError(f"{MANIFEST} has version {written}; this image reads 1 and {VERSION}.")
    trained_by = manifest["algorithm"]
    if trained_by["name"] != algorithm:
        raise InputError(
            f"The model was trained by {trained_by['name']}; this image serves {algorithm}."
        )
    arrays = {name: _load_array(folder, entry) for name, entry in manifest["arrays"].items()}
    encoder = from_json(manifest["preprocessing"])
    current = trees_of_version_1(arrays) if written == 1 else arrays
    return Model(algorithm, trained_by["version"], encoder, current)


def _load_array(folder: Path, entry: dict[str, Any]) -> Array:
    name = entry["file"]
    if not _ARRAY_FILE.fullmatch(name):
        raise InputError(f"{MANIFEST} names {name!r}, which is no array of a model.")
    file = folder / name
    if not file.is_file() or _sha256(file) != entry["sha256"]:
        raise InputError(f"{name} is missing or differs from what was saved with the model.")
    # Not np.load, which would also take a zip archive; objects are refused by both.
    array: Array = open_memmap(file, mode="r")
    if str(array.dtype) != entry["dtype"] or list(array.shape) != entry["shape"]:
        raise InputError(f"{name} has another type or shape than {MANIFEST} says.")
    return np.asarray(array)
