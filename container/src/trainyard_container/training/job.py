"""One training job, from the channel's files to the model and its evaluation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from ..algorithm import Algorithm, Array, FitData, Matrix, Predict, Run, Sample
from ..errors import InputError
from ..evaluation.evaluation import evaluate
from ..evaluation.judged import Judged, Part
from ..evaluation.metrics import MEASURES, plain_number, primary
from ..features.encoder import Encoder, learn_features
from ..hyperparameters import Setting, parse_hyperparameters, read_hyperparameters
from ..log import say
from ..model_store import Model, save_model, write_json
from ..paths import MlPaths
from ..table.channel import (
    ChannelData,
    declared_header,
    first_names,
    other_channels,
    read_channel,
)
from ..table.columns import NUMBERING, Column, recognise
from .description import describe
from .settings import JobSettings, declared, job_settings
from .split import Fold, RowSet, Split, split_rows
from .target import Target, recognise_target

Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Job:
    """What all fits of one job have in common. `settings` are the hyperparameters by name."""

    algorithm: Algorithm
    settings: Mapping[str, Setting]
    columns: Sequence[Column]
    target: Target
    target_position: int
    stopping: Stopping


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model, and the matrix it was fitted on."""

    encoder: Encoder
    arrays: dict[str, Array]
    predict: Predict
    matrix: Matrix


def train(algorithm: Algorithm, paths: MlPaths, stopping: Stopping) -> None:
    """Reads, fits, judges and saves; when `stopping` turns true it saves what there is.

    Raises:
        InputError: the settings or the data cannot be used; the text says why.
    """
    given = read_hyperparameters(paths.hyperparameters)
    settings = parse_hyperparameters(declared(algorithm), given)
    own = job_settings(algorithm, settings)
    names = [channel.name for channel in algorithm.channels]
    if unread := other_channels(paths.channels, *names):
        say(f"Not read: channel {', '.join(unread)}. This image reads {', '.join(names)}.")
    data = _read(paths, "training", own)
    has_validation = paths.channel("validation").is_dir()
    validation = _read(paths, "validation", own) if has_validation else None
    target = recognise_target(data.target, data.table.column(data.target), own.task)
    columns = _columns(algorithm, data)
    split = split_rows(data, validation, columns, target, own)
    position = data.table.names.index(target.name)
    job = Job(algorithm, settings, columns, target, position, stopping)
    model = _fit_kept(job, data, split)
    _save(job, paths, data, model, split.whole)
    _judge(job, paths, split, model, own.seed)


def _read(paths: MlPaths, channel: str, settings: JobSettings) -> ChannelData:
    folder = paths.channel(channel)
    if settings.target.name is None and settings.target.place == "named":
        raise InputError(
            "Hyperparameter target is missing: it names the column to predict. "
            f"The first row of the channel is: {', '.join(first_names(folder))}."
        )
    header = declared_header(paths.input_data_config, channel)
    return read_channel(folder, settings.target, declared=header)


def _columns(algorithm: Algorithm, data: ChannelData) -> list[Column]:
    """All columns but the target; those of a kind the algorithm cannot read are not used."""
    columns = [
        _readable(algorithm, recognise(name, data.table.column(name)))
        for name in data.table.names
        if name != data.target
    ]
    if any(column.used for column in columns):
        return columns
    # What looked like a count of the rows is the axis of a curve.
    return [
        Column(column.name, "integer") if column.unused == NUMBERING else column
        for column in columns
    ]


def _readable(algorithm: Algorithm, column: Column) -> Column:
    if not column.used or column.kind in algorithm.kinds:
        return column
    return replace(column, unused=f"{algorithm.title} does not read a {column.kind}")


def _fit_kept(job: Job, data: ChannelData, split: Split) -> Fitted:
    """The model to keep: fitted on what the hold-out left, or on all rows."""
    if split.is_cross_validation:
        fold = Fold(split.whole, split.whole.take(np.arange(0)))
    else:
        fold = split.folds[0]
    encoder = _learn(job, fold.fitted)
    _announce(data, split, fold.fitted, encoder)
    return _fit(job, encoder, fold, say)


def _learn(job: Job, fitted: RowSet) -> Encoder:
    classes = job.target.classes
    features = learn_features(job.columns, fitted.rows, fitted.y, len(classes))
    encoder = Encoder(features, job.target.name, job.target_position, classes)
    if not encoder.used:
        raise InputError(
            "No column can be used as a feature: " + (_unused(encoder) or "there is no other") + "."
        )
    return encoder


def _fit(job: Job, encoder: Encoder, fold: Fold, told: Callable[[str], None]) -> Fitted:
    matrix = encoder.encode(fold.fitted.rows)
    judged = Sample(encoder.encode(fold.judged.rows), fold.judged.y)
    names = tuple(feature.column.name for feature in encoder.used)
    train = Sample(matrix, fold.fitted.y)
    held_out = judged if len(judged.y) else None
    data = FitData(names, len(encoder.classes), train, held_out)
    arrays = job.algorithm.fit(data, job.settings, Run(job.stopping, told))
    # The code that serves judges, so that both agree to the last bit.
    return Fitted(encoder, arrays, partial(job.algorithm.predict, arrays), matrix)


def _save(job: Job, paths: MlPaths, data: ChannelData, fitted: Fitted, whole: RowSet) -> None:
    algorithm = job.algorithm
    model = Model(algorithm.name, algorithm.version, fitted.encoder, fitted.arrays)
    save_model(paths.model, model, algorithm.libraries)
    schema = describe(data, fitted.encoder.features, job.target, whole.y)
    paths.output_data.mkdir(parents=True, exist_ok=True)
    for folder in (paths.model, paths.output_data):
        write_json(folder / "schema.json", schema)


def _judge(job: Job, paths: MlPaths, split: Split, model: Fitted, seed: int) -> None:
    """Writes evaluation.json, and the final metrics to the log."""
    if split.is_cross_validation:
        parts = _cross_validate(job, split.folds)
        train = split.whole
    else:
        parts = [_part(model, split.folds[0])]
        train = split.folds[0].fitted
    if not parts:
        say("Stopped in cross-validation; the model is saved without an evaluation.")
        return
    judged = Judged(
        model.encoder, split.protocol, train.y, model.predict(model.matrix), tuple(parts)
    )
    content = evaluate(judged, seed, job.stopping)
    write_json(paths.output_data / "evaluation.json", content)
    say(_final_line(content["metrics"]))


def _cross_validate(job: Job, folds: Sequence[Fold]) -> list[Part]:
    """The folds' own models with the rows they judge; none when the job is being stopped."""
    parts: list[Part] = []
    name = primary(job.target.task)
    compute = MEASURES[job.target.task][name].compute
    for number, fold in enumerate(folds, 1):
        if job.stopping():
            return []
        part = _part(_fit(job, _learn(job, fold.fitted), fold, _nothing), fold)
        parts.append(part)
        say(f"fold={number} fold_{name}={plain_number(compute(part.actual, part.output) or 0.0)}")
    # The last fit may have ended early.
    return [] if job.stopping() else parts


def _nothing(_line: str) -> None:
    """The curves in the log are those of the model kept."""


def _part(model: Fitted, fold: Fold) -> Part:
    fitted, judged = fold.fitted, fold.judged
    matrix = model.encoder.encode(judged.rows)
    return Part(
        encoder=model.encoder,
        predict=model.predict,
        fitted_rows=fitted.rows,
        fitted_y=fitted.y,
        numbers=judged.numbers,
        rows=judged.rows,
        matrix=matrix,
        actual=judged.y,
        output=model.predict(matrix),
    )


def _unused(encoder: Encoder) -> str:
    columns = [feature.column for feature in encoder.features if not feature.column.used]
    return "; ".join(f"{column.name}: {column.unused}" for column in columns)


def _announce(data: ChannelData, split: Split, fitted: RowSet, encoder: Encoder) -> None:
    say(
        f"Read {data.table.rows:,} rows and {len(data.table.names)} columns from "
        f"{len(data.files)} file{'s' if len(data.files) != 1 else ''}."
    )
    if encoder.classes:
        say(f"{encoder.target} has {len(encoder.classes)} classes: {', '.join(encoder.classes)}.")
    say(f"Judged by {split.protocol['words']}: {split.protocol['rows']:,} rows.")
    if unused := _unused(encoder):
        say(f"Not used: {unused}.")
    for feature in encoder.used:
        merged = len(feature.column.meanings) - len(feature.codes)
        missing = fitted.rows.values[feature.column.name].count(None)
        if merged > 0:
            say(f"{feature.column.name}: spellings read as {', '.join(sorted(feature.codes))}.")
        if missing and feature.fill:
            say(f"{feature.column.name}: {missing:,} missing, filled by {feature.fill.words}.")


def _final_line(metrics: Mapping[str, Any]) -> str:
    values = {name: metric["value"] for name, metric in metrics.items()}
    known = {name: value for name, value in values.items() if value is not None}
    return " ".join(f"{name}={plain_number(value)}" for name, value in known.items())
