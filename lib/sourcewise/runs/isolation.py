"""An environment for kernels that gives the same results everywhere, whatever the user's own setup."""

import json
import logging
import os
import sys
from pathlib import Path

KERNEL = "python3"

FIXED = {
    "SOURCE_DATE_EPOCH": "946684800",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "TQDM_DISABLE": "1",
    "JUPYTER_PLATFORM_DIRS": "1",
    # What is freed goes back to the system, so that notebooks of 10,000 articles fit beside each other:
    # glibc would keep all blocks up to 32 MB, Arrow's own allocator most (a quarter to a third of the peak).
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "1000000",
    "MALLOC_TRIM_THRESHOLD_": "10000000",
    "ORT_DISABLE_TELEMETRY": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

DROPPED = (
    "COLUMNS", "FORCE_COLOR", "JPY_SESSION_NAME", "JUPYTER_PREFER_ENV_PATH", "LANGUAGE", "LINES",
    "MPLBACKEND", "NO_COLOR", "PYTHONBREAKPOINT", "PYTHONDEVMODE", "PYTHONINSPECT", "PYTHONIOENCODING",
    "PYTHONOPTIMIZE", "PYTHONSTARTUP", "PYTHONUTF8", "PYTHONWARNINGS",
)  # fmt: skip

# Packages that are not loaded where they are installed: papermill formats the injected cell with `black`, and
# jsonschema builds a grammar for addresses (1.4 s) that no check of a notebook uses.
UNWANTED = ("black", "rfc3987_syntax")


def prepare(throwaway: Path, *, server: str = "") -> dict[str, str]:
    """Return the environment of kernels that depend on nothing of the user's own setup.

    Kernels run this very interpreter, whatever kernels are installed, forked by the `server` of kernels at
    an address, or cold; what they write about themselves goes to `throwaway`, where files are written now.
    """
    own = {"IPYTHONDIR": "ipython", "MATPLOTLIBRC": "matplotlibrc", "JUPYTER_PATH": "jupyter"} | {
        f"JUPYTER_{name}_DIR": name.lower() for name in ("CONFIG", "DATA", "RUNTIME")
    }
    kernel = throwaway / "jupyter" / "kernels" / KERNEL
    for folder in (kernel, throwaway / "ipython"):
        folder.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    about = {"supported_encryption": ["curve"], "server": server}
    spec = {"argv": argv, "display_name": "Python 3", "language": "python", "metadata": about}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    (throwaway / "matplotlibrc").touch()
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return kept | FIXED | {name: str(throwaway / place) for name, place in own.items()}


def isolate(throwaway: Path, *, server: str = "") -> None:
    """Set this process up so that what it starts is as `prepare` says: in a kernel it would be too late."""
    environment = prepare(throwaway, server=server)
    os.environ.clear()
    os.environ.update(environment)
    logging.getLogger("papermill").setLevel(logging.CRITICAL + 1)
    for unwanted in UNWANTED:
        sys.modules.setdefault(unwanted, None)
