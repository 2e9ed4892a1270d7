"""Where SageMaker mounts things."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MlPaths:
    """The folders of the container contract; tests point `root` at a temporary directory."""

    root: Path = Path("/opt/ml")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "MlPaths":
        """`SAGEMAKER_BASE_DIR` moves /opt/ml, as in SageMaker's own toolkits."""
        return cls(Path(environment.get("SAGEMAKER_BASE_DIR") or "/opt/ml"))

    @property
    def hyperparameters(self) -> Path:
        return self.root / "input" / "config" / "hyperparameters.json"

    @property
    def input_data_config(self) -> Path:
        return self.root / "input" / "config" / "inputdataconfig.json"

    @property
    def channels(self) -> Path:
        return self.root / "input" / "data"

    def channel(self, name: str) -> Path:
        return self.channels / name

    @property
    def model(self) -> Path:
        return self.root / "model"

    @property
    def output_data(self) -> Path:
        return self.root / "output" / "data"

    @property
    def failure(self) -> Path:
        return self.root / "output" / "failure"
