import subprocess

import pytest

import sourcewise
from sourcewise.runs import hashes, origin


def test_it_says_what_ran():
    found = origin.describe()
    assert found["sourcewise"] == sourcewise.__version__
    assert found["python"].count(".") == 1
    assert set(found["packages"]) >= {"pandas", "papermill", "scikit-learn", "vadersentiment"}
    assert found["code"] == hashes.hash_code(origin.PACKAGE)
    assert len(found["lock"]) == 64


@pytest.fixture
def repository(tmp_path):
    place = tmp_path / "repository"
    (place / "lib").mkdir(parents=True)
    (place / "lib" / "a.py").touch()
    run = ["git", "-C", str(place), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for step in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*run, *step], check=True)
    return place


def test_a_commit_is_named_and_changed_code_is_dirty(repository):
    found = origin.find_commit(repository)
    assert (len(found["commit"]), found["dirty"]) == (40, False)
    (repository / "corpus.txt").touch()
    assert origin.find_commit(repository) == found
    (repository / "lib" / "new.py").touch()
    assert origin.find_commit(repository) == {**found, "dirty": True}


def test_a_folder_that_is_no_checkout_has_no_commit(repository, tmp_path):
    assert origin.find_commit(repository / "lib") is None
    assert origin.find_commit(tmp_path) is None
