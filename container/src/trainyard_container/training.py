"""One training job, from the channel's files to the model and its evaluation."""

from collections.abc import Callable, Mapping
from typing import Any

from .algorithm import Algorithm, FitData, Predict
from .channel import ChannelData, declared_header, first_names, other_channels, read_channel
from .description import describe
from .encoder import Encoder, learn_encoder
from .errors import InputError
from .evaluation import Judgement, Part, evaluate
from .hyperparameters import Setting, parse_hyperparameters, read_hyperparameters
from .log import say
from .metrics import METRICS, plain_number
from .model_store import Model, save_model, write_json
from .paths import MlPaths
from .split import Split, split_rows

Stopping = Callable[[], bool]


def train(algorithm: Algorithm, paths: MlPaths, stopping: Stopping) -> None:
    """Reads, fits, judges and saves; when `stopping` turns true it saves what there is.

    Raises:
        InputError: the settings or the data cannot be used; the text says why.
    """
    given = read_hyperparameters(paths.hyperparameters)
    settings = parse_hyperparameters(algorithm.hyperparameters, given)
    names = [channel.name for channel in algorithm.channels]
    if unread := other_channels(paths.channels, *names):
        say(f"Not read: channel {', '.join(unread)}. This image reads {', '.join(names)}.")
    data = _read(paths, "training", settings)
    has_validation = paths.channel("validation").is_dir()
    validation = _read(paths, "validation", settings) if has_validation else None
    split = split_rows(data, validation, settings)
    encoder = _learn(data, split)
    parts = FitData(
        encoder.encode(split.train), split.train_y, encoder.encode(split.held_out), split.held_out_y
    )
    _announce(data, split, encoder)
    arrays = algorithm.fit(parts, settings, stopping)
    schema = describe(data, encoder.features, split.target, split.all_y)
    save_model(paths.model, Model(algorithm.name, algorithm.version, encoder, arrays))
    paths.output_data.mkdir(parents=True, exist_ok=True)
    for folder in (paths.model, paths.output_data):
        write_json(folder / "schema.json", schema)
    judged = _judge(split, parts, encoder, algorithm.predictor(arrays, len(encoder.used)))
    content = evaluate(judged, int(settings["random_state"] or 0), stopping)
    write_json(paths.output_data / "evaluation.json", content)
    say(_final_line(content["metrics"]))


def _read(paths: MlPaths, channel: str, settings: Mapping[str, Setting]) -> ChannelData:
    folder = paths.channel(channel)
    target = settings["target"]
    if not isinstance(target, str):
        raise InputError(
            "Hyperparameter target is missing: it names the column to predict. "
            f"The first row of the channel is: {', '.join(first_names(folder))}."
        )
    return read_channel(folder, target, declared=declared_header(paths.input_data_config, channel))


def _learn(data: ChannelData, split: Split) -> Encoder:
    features = learn_encoder(split.columns, split.train, split.train_y)
    encoder = Encoder(features, split.target, data.table.names.index(split.target))
    if not encoder.used:
        raise InputError(
            "No column can be used as a feature: " + (_unused(encoder) or "there is no other") + "."
        )
    return encoder


def _unused(encoder: Encoder) -> str:
    columns = [feature.column for feature in encoder.features if not feature.column.used]
    return "; ".join(f"{column.name}: {column.unused}" for column in columns)


def _announce(data: ChannelData, split: Split, encoder: Encoder) -> None:
    say(
        f"Read {data.table.rows:,} rows and {len(data.table.names)} columns from "
        f"{len(data.files)} file{'s' if len(data.files) != 1 else ''}."
    )
    say(f"Judged by {split.protocol['words']}: {split.protocol['rows']:,} rows.")
    if unused := _unused(encoder):
        say(f"Not used: {unused}.")
    for feature in encoder.used:
        merged = len(feature.column.meanings) - len(feature.codes)
        missing = split.train.values[feature.column.name].count(None)
        if merged > 0:
            say(f"{feature.column.name}: spellings read as {', '.join(sorted(feature.codes))}.")
        if missing and feature.fill:
            say(f"{feature.column.name}: {missing:,} missing, filled by {feature.fill.words}.")


def _judge(split: Split, data: FitData, encoder: Encoder, predict: Predict) -> Judgement:
    """Predictions by the same code that serves, so that both agree to the last bit."""
    return Judgement(
        encoder,
        predict,
        Part(split.train_numbers, split.train, data.train_x, data.train_y, predict(data.train_x)),
        Part(
            split.held_out_numbers,
            split.held_out,
            data.validation_x,
            data.validation_y,
            predict(data.validation_x),
        ),
        split.protocol,
    )


def _final_line(metrics: Mapping[str, Any]) -> str:
    values = {name: metrics[name]["value"] for name in METRICS}
    known = {name: value for name, value in values.items() if value is not None}
    return " ".join(f"{name}={plain_number(value)}" for name, value in known.items())
