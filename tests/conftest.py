"""One run of the seeds, made once by the command, for every test that looks at what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def call(*arguments, cwd=ROOT, **environment):
    command = [Path(sys.executable).with_name("sourcewise"), *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300
    )


@pytest.fixture(scope="session")
def sourcewise():
    """The command as a user calls it: what it prints, and its exit code."""
    return call


@pytest.fixture(scope="session")
def seeds_run(tmp_path_factory):
    """Folder of a finished run of the seeds."""
    out = tmp_path_factory.mktemp("first") / "seeds"
    done = call("run", "seeds", "-o", out)
    assert done.returncode == 0, done.stderr
    return out
