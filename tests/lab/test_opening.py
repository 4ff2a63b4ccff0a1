"""`sourcewise lab`: opens on the last run, leaves it as it is, writes nothing home, lets nothing into git."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcewise.cli import main
from sourcewise.lab import opening
from sourcewise.runs import manifest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    shutil.copytree(CHECKOUT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return tmp_path


@pytest.fixture
def finished(root, monkeypatch):
    """A folder that reads as a finished run: its manifest is checked elsewhere."""
    run = root / "outputs" / "mine"
    for name in (
        "corpus/inputs.json",
        "corpus/articles.parquet",
        "findings/01_corpus.parquet",
        "report.html",
    ):
        (run / name).parent.mkdir(parents=True, exist_ok=True)
        (run / name).write_text(name)
    (run / "run.json").write_text("{}")
    given = {"parameters": {"given": {"n_words": 7, "voice": "quoted"}}}
    monkeypatch.setattr(manifest, "read", lambda path: given)
    return run


def injected(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [
        c["source"].splitlines()[1:] for c in cells if "injected-parameters" in c["metadata"].get("tags", [])
    ]


def test_without_a_run_the_notebooks_open_on_the_seeds(root):
    told, kept = opening.prepare(root)
    assert told == "The notebooks open on the seeds; results go to outputs/lab."
    assert kept == []
    names = [path.name for path in sorted((root / "notebooks").glob("*.ipynb"))]
    assert [path.name for path in sorted((root / "lab").glob("*.ipynb"))] == names
    assert not any(injected(path) for path in (root / "lab").glob("*.ipynb"))


def test_they_open_on_the_last_run_with_its_parameters(root, finished):
    before = {path: path.read_bytes() for path in finished.rglob("*") if path.is_file()}
    told, _ = opening.prepare(root)
    assert told == "The notebooks open on outputs/mine; results go to outputs/lab-mine."
    assert injected(root / "lab" / "02_exploration.ipynb") == [
        ["run = '../outputs/lab-mine'", "corpus = ''", "voice = 'quoted'", "n_words = 7"]
    ]
    assert injected(root / "lab" / "01_corpus.ipynb") == [["run = '../outputs/lab-mine'", "corpus = ''"]]
    assert injected(root / "lab" / "06_multiverse.ipynb") == []
    mine = root / "outputs" / "lab-mine"
    assert (mine / "corpus" / "articles.parquet").read_text() == "corpus/articles.parquet"
    assert (mine / "findings" / "01_corpus.parquet").exists()
    assert not (mine / "report.html").exists()
    assert before == {path: path.read_bytes() for path in finished.rglob("*") if path.is_file()}


def test_the_newest_run_is_the_last_one(root, finished):
    older = root / "outputs" / "zz-older"
    shutil.copytree(finished, older)
    os.utime(older / "run.json", (1, 1))
    assert opening.last_run(root / "outputs") == finished
    os.utime(finished / "run.json", (0, 0))
    assert opening.last_run(root / "outputs") == older


def test_what_was_done_by_hand_on_the_same_corpus_stays(root, finished):
    opening.prepare(root)
    mine = root / "outputs" / "lab-mine"
    (mine / "findings" / "01_corpus.parquet").unlink()
    (mine / "findings" / "01_corpus.parquet").write_text("by hand")
    opening.prepare(root)
    assert (mine / "findings" / "01_corpus.parquet").read_text() == "by hand"
    (finished / "corpus" / "inputs.json").unlink()
    (finished / "corpus" / "inputs.json").write_text("other articles")
    opening.prepare(root)
    assert (mine / "findings" / "01_corpus.parquet").read_text() == "findings/01_corpus.parquet"


def test_the_form_for_coders_finds_the_sheet_of_the_run_and_one_drawn_by_hand_stays(root, finished):
    drawn = finished / "tables" / "sentiment-coding-sheet.csv"
    drawn.parent.mkdir()
    drawn.write_text("of the run")
    mine = root / "outputs" / "lab-mine" / "tables" / drawn.name
    for by_hand, other, expected in (
        (None, False, "of the run"),
        ("by hand", False, "by hand"),
        ("by hand", True, "of the run"),
    ):
        if by_hand:
            mine.unlink()
            mine.write_text(by_hand)
        if other:
            (finished / "corpus" / "inputs.json").unlink()
            (finished / "corpus" / "inputs.json").write_text("other articles")
        opening.prepare(root)
        assert mine.read_text() == expected
    assert drawn.read_text() == "of the run"


def test_nothing_that_is_run_by_hand_lands_in_git(root, finished):
    shutil.copy(CHECKOUT / ".gitignore", root)
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True)
    opening.prepare(root)
    opening.environment(root / "lab")
    opening.furnish(root / "lab")
    notebook = root / "lab" / "01_corpus.ipynb"
    notebook.write_text(notebook.read_text().replace('"outputs": []', '"outputs": [{}]'))
    assert subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True).stdout == ""


def test_jupyter_writes_inside_the_desk_alone(root):
    opening.prepare(root)
    surroundings = opening.environment(root / "lab")
    kept = root / "lab" / ".jupyter"
    for name in ("SETTINGS", "WORKSPACES"):
        assert Path(surroundings[f"JUPYTERLAB_{name}_DIR"]).is_relative_to(kept)
    jupyter = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    for name in (*jupyter, "IPYTHONDIR", "MPLCONFIGDIR", "npm_config_cache"):
        assert Path(surroundings[name]).is_relative_to(kept)
    assert surroundings["PYTHONHASHSEED"] == "0"
    assert "TQDM_DISABLE" not in surroundings


def test_a_layout_that_the_user_changed_stays(root):
    opening.environment(root / "lab")
    opening.furnish(root / "lab")
    kept = root / "lab" / ".jupyter"
    (workspace,) = (kept / "workspaces").glob("*.jupyterlab-workspace")
    (sidebar,) = kept.rglob("shell.jupyterlab-settings")
    sidebar.write_text("{}")
    workspace.write_text("{}")
    opening.furnish(root / "lab")
    assert (sidebar.read_text(), workspace.read_text()) == ("{}", "{}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere is not a folder: give the folder of a finished run"),
        (["--root", "."], "holds no notebooks: give the folder of a checkout"),
    ],
)
def test_a_wrong_folder_is_told_in_a_sentence(root, tmp_path, monkeypatch, arguments, message):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    arguments = arguments if "--root" in arguments else [*arguments, "--root", str(root)]
    done = CliRunner().invoke(main, ["lab", "--no-start", *arguments])
    assert done.exit_code == 2
    assert message in done.stderr


def test_what_follows_goes_to_jupyterlab(root, monkeypatch):
    called = []
    monkeypatch.setattr(os, "execve", lambda *parts: called.append(parts))
    done = CliRunner().invoke(main, ["lab", "--root", str(root), "--no-browser", "--port=9000"])
    assert done.exit_code == 0, done.output
    ((_, words, surroundings),) = called
    assert words[-2:] == ["--no-browser", "--port=9000"]
    assert f"--ServerApp.root_dir={root}" in words
    assert "--ContentsManager.pre_save_hook=sourcewise.lab.saving.strip" in words
    assert "JUPYTER_DATA_DIR" in surroundings


def test_by_default_it_is_this_checkout():
    assert opening.checkout() == CHECKOUT
