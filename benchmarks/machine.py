"""What was measured on: machine, Python, packages, commit."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "outputs" / "peers"
PACKAGES = (
    "numpy", "scipy", "pandas", "pyarrow", "scikit-learn", "nltk", "nupunkt", "vaderSentiment", "onnxruntime",
    "papermill", "gensim", "spacy", "tomotopy", "pysbd", "datasketch", "rensa", "polars",
)  # fmt: skip


def describe() -> dict[str, Any]:
    """Date, commit, kind of machine and versions."""
    now = datetime.now(UTC)
    return {
        "date": now.strftime("%Y-%m-%d"),
        "time": now.isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "--untracked-files=no")),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
            "system": platform.system(),
            "python": platform.python_version(),
        },
        "load": round(os.getloadavg()[0], 1),
        "packages": _versions(),
    }


def _processor() -> str:
    """The processor's name as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _versions() -> dict[str, str]:
    """Version of each package that is there, in the environment or beside the project."""
    beside = {
        one.name.lower(): one.version
        for one in metadata.distributions(path=[os.environ.get("BENCH_PEERS", str(PEERS))])
    }
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            if name.lower() in beside:
                found[name] = beside[name.lower()]
    return found


def _git(*arguments: str) -> str:
    """What git says of the checkout; empty outside one."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()
