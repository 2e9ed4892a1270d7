"""`train`: what SageMaker runs in a training job."""

import os
import signal
import sys
import threading
import traceback
from types import FrameType

from .chosen import find_algorithm
from .errors import InputError
from .log import say
from .paths import MlPaths
from .training.job import train

_FAILURE_CHARACTERS = 1024


def main() -> int:
    """Exit code 0 means Completed and any other Failed, with the failure file as the reason."""
    stop = threading.Event()

    def on_sigterm(_number: int, _frame: FrameType | None) -> None:
        # Nothing is printed here: the signal may interrupt a print, which cannot be entered twice.
        stop.set()

    signal.signal(signal.SIGTERM, on_sigterm)
    paths = MlPaths.from_environment(os.environ)
    try:
        train(find_algorithm(os.environ), paths, stop.is_set)
    except InputError as error:
        _fail(paths, f"{error}")
        return 1
    except Exception as error:
        _fail(paths, f"{type(error).__name__}: {error}", traceback.format_exc())
        return 1
    return 0


def _fail(paths: MlPaths, cause: str, details: str = "") -> None:
    """The cause first, in the log as in the file, whose start becomes FailureReason."""
    say(f"ERROR {cause}")
    if details:
        say(details.rstrip())
    text = f"{cause}\n{details}" if details else f"{cause}\n"
    paths.failure.parent.mkdir(parents=True, exist_ok=True)
    paths.failure.write_text(text[:_FAILURE_CHARACTERS], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
