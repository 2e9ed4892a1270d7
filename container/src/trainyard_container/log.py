"""Standard output, line by line: SageMaker reads logs and metrics from it while the job runs."""

import sys


def say(line: str) -> None:
    """Writes one line at once; without the flush a pipe holds lines back for minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
