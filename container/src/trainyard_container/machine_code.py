"""What numba compiles while this package is imported: `trees/compiled.py`, `quick/compiled.py`.

Compiling takes seconds, so serving begins without. Where NUMBA_CACHE_DIR names a folder, as in the
Docker image, the machine code is kept there.
"""

import os
from importlib.util import find_spec

# numba refuses to read a cache that it cannot write to, as in a container with --read-only.
CACHED = os.access(os.environ.get("NUMBA_CACHE_DIR", ""), os.W_OK)


def can_compile() -> bool:
    """LLVM is not built for every machine that numpy is built for."""
    return find_spec("numba") is not None
