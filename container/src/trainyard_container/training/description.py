"""`schema.json`: what the model was trained on (docs/formats.md)."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..algorithm import Vector
from ..features.encoder import Feature
from ..table.channel import ChannelData
from ..table.columns import Column, count_spellings
from ..table.values import format_time, is_missing, parse_number, parse_time
from .target import Target

VERSION = 1
_BINS = 20


def describe(
    data: ChannelData, features: Sequence[Feature], target: Target, y: Vector
) -> dict[str, Any]:
    """The content of schema.json, over all rows of the channel `training`."""
    described = [_feature(f, data.table.column(f.column.name)) for f in features]
    return {
        "version": VERSION,
        "task": target.task,
        "rows": data.table.rows,
        "header": "present" if data.header else "absent",
        "fingerprint": _fingerprint(data),
        "target": {
            "name": target.name,
            "type": "category" if target.classes else "number",
            "position": data.table.names.index(target.name),
            **(_classes(target, y) if target.classes else _range(y)),
        },
        "features": described,
    }


def _classes(target: Target, y: Vector) -> dict[str, Any]:
    counts = np.bincount(y.astype(np.int64), minlength=len(target.classes))
    return {"classes": list(target.classes), "counts": counts.tolist()}


def _fingerprint(data: ChannelData) -> str:
    """Of the files' bytes in their order; the same data has the same fingerprint."""
    digest = hashlib.sha256()
    for file in data.files:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"sha256:{digest.hexdigest()}"


def _range(numbers: Vector) -> dict[str, Any]:
    counts, edges = np.histogram(numbers, bins=_edges(float(numbers.min()), float(numbers.max())))
    return {
        "min": float(numbers.min()),
        "max": float(numbers.max()),
        "mean": float(numbers.mean()),
        "histogram": {"edges": edges.tolist(), "counts": counts.tolist()},
    }


def _edges(low: float, high: float) -> Vector:
    """Bins of equal width; fewer where values are so close that no number lies between."""
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.unique(np.linspace(low, high, _BINS + 1))
    return edges if len(edges) > 1 else np.array([low, np.nextafter(low, np.inf)])


def _feature(feature: Feature, cells: Sequence[str]) -> dict[str, Any]:
    column = feature.column
    described: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "used": column.used,
        "missing": sum(map(is_missing, cells)),
    }
    if not column.used:
        described["reason"] = column.unused
    if feature.fill:
        described["filled"] = feature.fill.words
    return described | _values(column, cells)


def _values(column: Column, cells: Sequence[str]) -> dict[str, Any]:
    if column.kind in ("number", "integer", "time"):
        parse = parse_time if column.kind == "time" else parse_number
        numbers = [number for cell in cells if (number := parse(cell)) is not None]
        described = _range(np.array(numbers))
        if column.kind == "time":
            edges = [format_time(edge) for edge in described["histogram"]["edges"]]
            described |= {name: format_time(described[name]) for name in ("min", "max", "mean")}
            described["histogram"]["edges"] = edges
        return described
    if column.kind == "category":
        return {"categories": _categories(column, cells), "unseen": "treated as missing"}
    return {"distinct": len({cell.strip() for cell in cells if not is_missing(cell)})}


def _categories(column: Column, cells: Sequence[str]) -> list[dict[str, Any]]:
    counts = count_spellings(column, cells)
    ordered = sorted(counts, key=lambda name: (-counts[name].total(), name))
    return [
        {
            "value": name,
            "count": counts[name].total(),
            "spellings": sorted(spelling for spelling in counts[name] if spelling != name),
        }
        for name in ordered
    ]
