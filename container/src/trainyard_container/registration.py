"""Writes an image's algorithm.json: a CreateAlgorithm request made from the algorithm's module.

`TrainingImage` has no registry; who registers it puts `<account>.dkr.ecr.<region>.amazonaws.com/`
in front (`build_and_push.sh`, the engine, or Images -> Register).
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from .algorithm import Algorithm, Channel, Metric
from .chosen import find_algorithm
from .evaluation.metrics import MEASURES
from .hyperparameters import Choice, Continuous, Hyperparameter, Integer, Text
from .serving.payload import WRITES
from .training.settings import declared

_LINE_WIDTH = 100
_BREAK = r"\n +"
_LIST_OF_TEXTS = re.compile(r'^( *"\w+": )\[\n +((?:"[^"]*"(?:,\n +)?)+)\n +\]', re.MULTILINE)

INSTANCE_TYPES = ("ml.m5.large", "ml.m5.xlarge", "ml.m5.2xlarge", "ml.c5.xlarge", "ml.c5.2xlarge")


def _type(parameter: Hyperparameter) -> tuple[str, dict[str, Any] | None]:
    """Its type in AWS's words, and what it may be."""
    match parameter:
        case Text():
            return "FreeText", None
        case Choice():
            values = {"Values": list(parameter.values)}
            return "Categorical", {"CategoricalParameterRangeSpecification": values}
        case Integer() | Continuous():
            kind = type(parameter).__name__
            limits = {"MinValue": str(parameter.low), "MaxValue": str(parameter.high)}
            return kind, {f"{kind}ParameterRangeSpecification": limits}


def _hyperparameter(parameter: Hyperparameter) -> dict[str, Any]:
    kind, limits = _type(parameter)
    entry: dict[str, Any] = {
        "Name": parameter.name,
        "Description": parameter.help,
        "Type": kind,
        "IsTunable": parameter.tunable,
        "IsRequired": parameter.required,
    }
    if limits is not None:
        entry["Range"] = limits
    if parameter.default is not None:
        entry["DefaultValue"] = str(parameter.default)
    return entry


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "Name": channel.name,
        "Description": channel.help,
        "IsRequired": channel.required,
        "SupportedContentTypes": ["text/csv"],
        "SupportedCompressionTypes": ["None"],
        "SupportedInputModes": ["File", "FastFile"],
    }


def all_metrics(algorithm: Algorithm) -> tuple[Metric, ...]:
    """What the algorithm prints while it fits, and the last line's figures."""
    final = tuple(
        Metric(name, rf"\b{name}=(-?[0-9.]+)", measure.better)
        for task in algorithm.tasks
        for name, measure in MEASURES[task].items()
    )
    return (*algorithm.metrics, *final)


def registration(algorithm: Algorithm) -> dict[str, Any]:
    """The CreateAlgorithm request, as the AWS API takes it."""
    image = f"{algorithm.title}:{algorithm.version}"
    metrics = all_metrics(algorithm)
    better = {metric.name: metric.better for metric in metrics}[algorithm.objective]
    return {
        "AlgorithmName": image.replace(":", "-").replace(".", "-"),
        "AlgorithmDescription": algorithm.description,
        "TrainingSpecification": {
            "TrainingImage": image,
            "SupportedHyperParameters": [_hyperparameter(p) for p in declared(algorithm)],
            "SupportedTrainingInstanceTypes": list(INSTANCE_TYPES),
            "SupportsDistributedTraining": False,
            "MetricDefinitions": [{"Name": m.name, "Regex": m.regex} for m in metrics],
            "TrainingChannels": [_channel(channel) for channel in algorithm.channels],
            "SupportedTuningJobObjectiveMetrics": [
                {
                    "Type": "Minimize" if better == "lower" else "Maximize",
                    "MetricName": algorithm.objective,
                }
            ],
        },
        "InferenceSpecification": {
            "Containers": [{"Image": image}],
            "SupportedTransformInstanceTypes": list(INSTANCE_TYPES),
            "SupportedRealtimeInferenceInstanceTypes": list(INSTANCE_TYPES),
            "SupportedContentTypes": list(algorithm.reads),
            "SupportedResponseMIMETypes": list(WRITES),
        },
    }


def _format(content: dict[str, Any]) -> str:
    """JSON as the project's formatter has it: a list of texts on one line where it fits."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    return _LIST_OF_TEXTS.sub(_one_line, text) + "\n"


def _one_line(match: re.Match[str]) -> str:
    line = f"{match[1]}[{re.sub(_BREAK, ' ', match[2])}]"
    return line if len(line) < _LINE_WIDTH else match[0]


def main(folder: Path) -> None:
    """Writes algorithm.json of the algorithm that image.json beside it names."""
    image = json.loads((folder / "image.json").read_text(encoding="utf-8"))
    algorithm = find_algorithm(image["environment"])
    (folder / "algorithm.json").write_text(_format(registration(algorithm)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
