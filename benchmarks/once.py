"""Prepare what all cases of a stage share: `python benchmarks/once.py STAGE FOLDER`, called by `bench.py`."""

import importlib
import sys
from pathlib import Path

from case import Inputs

if __name__ == "__main__":
    importlib.import_module(f"stages.{sys.argv[1]}").STAGE.once(Inputs(Path(sys.argv[2])))
