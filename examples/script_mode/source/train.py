"""A script of script mode: the toolkit, or the SDK's own program, starts it in the container."""

from __future__ import annotations

import argparse
import csv
import json
import os
from pathlib import Path

from means import mean


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--column", required=True)
    parser.add_argument("--shrink", type=float, default=1.0)
    options = parser.parse_args()

    values = [
        float(row[options.column])
        for path in sorted(Path(os.environ["SM_CHANNEL_TRAINING"]).glob("*.csv"))
        for row in csv.DictReader(path.open(encoding="utf-8"))
    ]
    model = {"column": options.column, "mean": options.shrink * mean(values)}
    (Path(os.environ["SM_MODEL_DIR"]) / "model.json").write_text(json.dumps(model))
    hosts = json.loads(os.environ["SM_HOSTS"])
    print(f"host {os.environ['SM_CURRENT_HOST']} of {len(hosts)}: rows={len(values)}")
    print(f"mean={model['mean']:.3f}")


if __name__ == "__main__":
    main()
