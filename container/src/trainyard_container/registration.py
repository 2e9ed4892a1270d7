"""Writes an image's algorithm.json: a CreateAlgorithm request made from the algorithm's module.

`TrainingImage` has no registry; who registers it puts `<account>.dkr.ecr.<region>.amazonaws.com/`
in front (`build_and_push.sh`, the engine, or Images -> Register).
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from .algorithm import Algorithm
from .algorithms.random_forest import ALGORITHM
from .hyperparameters import Hyperparameter, Integer, Text
from .payload import READS, WRITES

_LINE_WIDTH = 100
_BREAK = r"\n +"
_LIST_OF_TEXTS = re.compile(r'^( *"\w+": )\[\n +((?:"[^"]*"(?:,\n +)?)+)\n +\]', re.MULTILINE)

INSTANCE_TYPES = ("ml.m5.large", "ml.m5.xlarge", "ml.m5.2xlarge", "ml.c5.xlarge", "ml.c5.2xlarge")


def _hyperparameter(parameter: Hyperparameter) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "Name": parameter.name,
        "Description": parameter.help,
        "Type": type(parameter).__name__ if not isinstance(parameter, Text) else "FreeText",
        "IsTunable": parameter.tunable,
        "IsRequired": parameter.required,
    }
    if not isinstance(parameter, Text):
        kind = "Integer" if isinstance(parameter, Integer) else "Continuous"
        limits = {"MinValue": str(parameter.low), "MaxValue": str(parameter.high)}
        entry["Range"] = {f"{kind}ParameterRangeSpecification": limits}
    if parameter.default is not None:
        entry["DefaultValue"] = str(parameter.default)
    return entry


def _channel(name: str, text: str, *, required: bool) -> dict[str, Any]:
    return {
        "Name": name,
        "Description": text,
        "IsRequired": required,
        "SupportedContentTypes": ["text/csv"],
        "SupportedCompressionTypes": ["None"],
        "SupportedInputModes": ["File", "FastFile"],
    }


def registration(algorithm: Algorithm) -> dict[str, Any]:
    """The CreateAlgorithm request, as the AWS API takes it."""
    image = f"{algorithm.title}:{algorithm.version}"
    better = {metric.name: metric.better for metric in algorithm.metrics}[algorithm.objective]
    return {
        "AlgorithmName": image.replace(":", "-").replace(".", "-"),
        "AlgorithmDescription": algorithm.description,
        "TrainingSpecification": {
            "TrainingImage": image,
            "SupportedHyperParameters": [_hyperparameter(p) for p in algorithm.hyperparameters],
            "SupportedTrainingInstanceTypes": list(INSTANCE_TYPES),
            "SupportsDistributedTraining": False,
            "MetricDefinitions": [{"Name": m.name, "Regex": m.regex} for m in algorithm.metrics],
            "TrainingChannels": [
                _channel(c.name, c.help, required=c.required) for c in algorithm.channels
            ],
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
            "SupportedContentTypes": list(READS),
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
    text = _format(registration(ALGORITHM))
    (folder / "algorithm.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
