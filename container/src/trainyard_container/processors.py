"""How many processors there are for this program."""

import os
import sys
from pathlib import Path


def processors() -> int:
    """Those this process may use: of the machine, and of the container's share."""
    count = os.cpu_count() or 1
    if sys.platform == "linux":
        count = len(os.sched_getaffinity(0))
        quota, period = _share()
        if quota:
            count = min(count, max(1, round(quota / period)))
    return count


def _share() -> tuple[int, int]:
    """What a container may use of the processors: microseconds of so many; 0 for no limit."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0, 1
    return (0, 1) if quota == "max" else (int(quota), int(period))
