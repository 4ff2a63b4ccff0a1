"""The lock, the conda file and the package's own metadata name the same versions."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
import yaml

import sourcewise

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([a-z0-9][^\\]*[^ \\]) *\\?$", re.MULTILINE)


def pins(lock):
    return PIN.findall((ROOT / lock).read_text())


def conda_pip_section():
    *_, last = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    return last["pip"]


def test_conda_users_get_the_versions_of_the_lock():
    assert conda_pip_section() == [*pins("requirements.lock"), "-e ."]


def test_pip_accepts_the_conda_section(tmp_path):
    section = tmp_path / "section.txt"
    section.write_text("\n".join(conda_pip_section()))
    command = [
        "pip",
        "install",
        "--dry-run",
        "--no-deps",
        "--no-build-isolation",
        "--quiet",
        "-r",
        str(section),
    ]
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_a_hash_and_no_index_is_named(lock):
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(blocks) == len(pins(lock)) > 5
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?://|--index|--find-links|file:", text)


def test_the_two_locks_agree_where_both_pin_a_package():
    def by_name(lock):
        return dict(pin.split(" ;")[0].split("==") for pin in pins(lock) if "python_full" not in pin)

    runs, dev = by_name("requirements.lock"), by_name("requirements-dev.lock")
    assert {name: dev[name] for name in dev if name in runs} == {
        name: runs[name] for name in dev if name in runs
    }


@pytest.mark.parametrize("path", ["pyproject.toml", "CITATION.cff"])
def test_the_version_is_told_once_everywhere(path):
    assert re.search(
        rf'^version[ :=]+"?{re.escape(sourcewise.__version__)}"?$', (ROOT / path).read_text(), re.M
    )


def test_every_package_that_is_imported_is_declared_and_locked():
    code = [*(ROOT / "lib").rglob("*.py"), *(ROOT / "notebooks").glob("*.ipynb")]
    line = re.compile(r'^\s*"?(?:from|import) (\w+)', re.MULTILINE)
    imported = {name for path in code for name in line.findall(path.read_text())}
    distributions = packages_distributions()
    wanted = {distributions[name][0].lower() for name in imported & set(distributions)} - {"sourcewise"}
    wanted = {name.replace("_", "-") for name in wanted}
    declared = {re.match(r"[\w.-]+", one)[0].lower() for one in requires("sourcewise")}
    assert len(wanted) > 15
    assert wanted <= declared
    always = {re.match(r"[\w.-]+", one)[0].lower() for one in requires("sourcewise") if "extra ==" not in one}
    assert always <= {pin.split("==")[0] for pin in pins("requirements.lock")}


def test_make_alone_prints_help():
    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True).stdout
    assert all(target in told for target in ("make report", "make test", "make lab"))
