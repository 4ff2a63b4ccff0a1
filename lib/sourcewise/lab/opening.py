"""JupyterLab on working copies of the notebooks, set to the user's last run; nothing is written home."""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sourcewise.lab import copies
from sourcewise.runs import isolation, manifest, parameters, pipeline

DESK = "lab"  # folder of the working copies, beside the notebooks: their relative paths hold here too
SETTINGS: dict[str, Mapping[str, Any]] = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/application-extension/shell": {
        "layout": {"multiple": {"Table of Contents": {"area": "right"}}}
    },
}  # what JupyterLab starts with; what a user changes then stays
FIRST = "00_start"
CONTENTS = "@jupyterlab/toc:plugin"  # what a layout calls the table of contents
BATCHES = "06_multiverse"  # reads a batch, not a run
PARTS = ("corpus", "findings")  # of a finished run: what a notebook by hand needs of the others
SHEETS = ("tables/sentiment-coding-sheet.csv", "tables/sentiment-coding-key.csv")  # and the coding form


def prepare(root: Path, run: Path | None = None) -> tuple[str, list[str]]:
    """Make the working copies in ROOT/lab, set to the finished `run`, or else the last one in ROOT/outputs.

    The run itself is left alone: what is done by hand goes to ROOT/outputs/lab-NAME, which begins with the
    run's tables and findings; without a run the copies stand as the originals do, on the seeds. Returns a
    sentence on what they are set to, and one for each copy that could not be brought up to date. Raises
    ValueError for a `run` that is no finished one and a `root` without notebooks.
    """
    originals = sorted((root / "notebooks").glob("*.ipynb"))
    if not originals:
        raise ValueError(f"{root / 'notebooks'} holds no notebooks: give the folder of a checkout")
    chosen = run or last_run(root / "outputs")
    if chosen is None:
        told = "The notebooks open on the seeds; results go to outputs/lab."
        return told, copies.prepare(originals, root / DESK, {})
    described = manifest.read(chosen)
    mine = root / "outputs" / f"lab-{chosen.resolve().name}"
    _begin(chosen, mine)
    given = {"run": f"../outputs/{mine.name}", "corpus": "", **described["parameters"]["given"]}
    faults = copies.prepare(originals, root / DESK, set_up(originals, given))
    return f"The notebooks open on {_shown(chosen, root)}; results go to outputs/{mine.name}.", faults


def last_run(outputs: Path) -> Path | None:
    """The folder of the finished run that was written last, or None."""
    found = [path for path in outputs.glob(f"*/{manifest.NAME}") if path.is_file()]
    newest = max(found, key=lambda path: (path.stat().st_mtime, path.parent.name), default=None)
    return newest.parent if newest else None


def set_up(originals: Sequence[Path], given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By notebook, what of `given` it declares, in the notebook's own order; nothing for one of batches."""
    declared = parameters.gather(originals)
    wanted: dict[str, dict[str, Any]] = {}
    for parameter in declared:
        if parameter.name in given and parameter.notebook not in (FIRST, BATCHES):
            wanted.setdefault(parameter.notebook, {})[parameter.name] = given[parameter.name]
    return wanted


def _shown(run: Path, root: Path) -> str:
    inside = run.resolve().is_relative_to(root.resolve())
    return str(run.resolve().relative_to(root.resolve())) if inside else run.name


def _begin(run: Path, mine: Path) -> None:
    """Let the folder for work by hand begin with the run's parts; one that already has this corpus stays."""
    built = [place / "corpus" / "inputs.json" for place in (run, mine)]
    texts = [path.read_bytes() if path.is_file() else None for path in built]
    begun = texts[1] is not None and texts[0] == texts[1]
    for part in (part for part in PARTS if (run / part).is_dir() and not begun):
        shutil.rmtree(mine / part, ignore_errors=True)
        shutil.copytree(run / part, mine / part, copy_function=_link)
    for sheet in (sheet for sheet in SHEETS if not (begun and (mine / sheet).exists())):
        (mine / sheet).unlink(missing_ok=True)
        if (run / sheet).is_file():
            (mine / sheet).parent.mkdir(parents=True, exist_ok=True)
            _link(str(run / sheet), str(mine / sheet))


def _link(source: str, target: str) -> None:
    """One file under two names where the disk can: all our writing replaces files, never changes them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def environment(desk: Path) -> dict[str, str]:
    """The environment for JupyterLab: that of a run, and every place it writes to inside `desk`/.jupyter.

    Raises OSError where that cannot be written.
    """
    kept = desk / ".jupyter"
    places = {
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib", "npm_config_cache": "npm",
    }  # fmt: skip
    for name in places.values():
        (kept / name).mkdir(parents=True, exist_ok=True)
    (kept / "matplotlibrc").touch()
    own = {name: str(kept / place) for name, place in places.items()}
    fixed = {name: value for name, value in isolation.FIXED.items() if name != "TQDM_DISABLE"}
    rest = {name: value for name, value in os.environ.items() if name not in isolation.DROPPED}
    return rest | fixed | own | {"MATPLOTLIBRC": str(kept / "matplotlibrc")}


def furnish(desk: Path) -> None:
    """Write what JupyterLab starts with, where it is not there: its settings, and the first notebook open."""
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    kept = desk / ".jupyter"
    for name, values in SETTINGS.items():
        place = kept / "settings" / f"{name}.jupyterlab-settings"
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    workspaces = kept / "workspaces"
    if not any(workspaces.glob("*.jupyterlab-workspace")):
        WorkspacesManager(str(workspaces)).save("default", json.dumps(_workspace()))


def _workspace() -> dict[str, Any]:
    """The notebooks in order on the left, the first one open, its table of contents on the right."""
    path = f"{DESK}/{FIRST}.ipynb"
    first = f"notebook:{path}"
    layout = {
        "main": {
            "dock": {"type": "tab-area", "currentIndex": 0, "widgets": [first]}, "current": first,
        },
        "left": {"collapsed": False, "visible": True, "current": "filebrowser", "widgets": ["filebrowser"]},
        "right": {
            "collapsed": False, "visible": True, "current": CONTENTS, "widgets": [CONTENTS],
        },
        "relativeSizes": [0.18, 0.62, 0.2],
    }  # fmt: skip
    return {
        "metadata": {"id": "default"},
        "data": {
            "layout-restorer:data": layout,
            first: {"data": {"path": path, "factory": "Notebook"}},
            "file-browser-filebrowser:cwd": {"path": DESK},
        },
    }


def command(root: Path, arguments: Sequence[str] = ()) -> list[str]:
    """The command that starts JupyterLab in `root`, where no save puts an output into an original."""
    options = {
        "ServerApp.root_dir": str(root.resolve()),
        "ContentsManager.pre_save_hook": "sourcewise.lab.saving.strip",
        "LabApp.news_url": "None",
        "LabApp.default_url": "/lab",
    }
    fixed = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "jupyterlab", *fixed, *arguments]


def start(root: Path, arguments: Sequence[str] = ()) -> None:
    """Turn this process into JupyterLab on the working copies that `prepare` made."""
    desk = root / DESK
    surroundings = environment(desk)
    furnish(desk)
    called = command(root, arguments)
    os.execve(called[0], called, surroundings)


def checkout() -> Path:
    """The folder that holds the notebooks of this checkout. Raises ValueError where it has none."""
    return pipeline.find_notebooks(None)[0].parents[1]
