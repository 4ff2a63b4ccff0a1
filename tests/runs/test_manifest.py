import copy
import hashlib
import json
import subprocess

import pytest

import sourcewise
from sourcewise.runs import manifest
from sourcewise.runs.values import Parameter

DECLARED = [
    Parameter("run", "str", "..", None, None, (), "folder", "01_corpus"),
    Parameter("n_topics", "int", 5, 2.0, 50.0, (), "topics (2 to 50)", "03_topics"),
    Parameter("model", "str", "nmf", None, None, ("nmf", "lda"), "model (one of: nmf, lda)", "03_topics"),
]


@pytest.fixture
def described(tmp_path, notebook):
    corpus = tmp_path / "corpus"
    (corpus / "sub").mkdir(parents=True)
    (corpus / "b.txt").write_text("two")
    (corpus / "sub" / "a é.txt").write_text("one")
    return manifest.describe(corpus, [notebook("03_topics", "1")], DECLARED, {"n_topics": 7})


def test_files_are_named_from_their_folder_with_their_hashes(described):
    assert described["corpus"] == [
        {"file": "b.txt", "sha256": hashlib.sha256(b"two").hexdigest()},
        {"file": "sub/a é.txt", "sha256": hashlib.sha256(b"one").hexdigest()},
    ]
    assert described["notebooks"][0]["file"] == "03_topics.ipynb"


def test_links_out_of_the_folder_are_left_out(tmp_path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "own").write_text("y")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in" / "own")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "dead").symlink_to(tmp_path / "nowhere")
    assert [entry["file"] for entry in manifest.hash_folder(tmp_path / "in")] == ["again", "own"]


def test_it_says_what_ran(described):
    assert described["sourcewise"] == sourcewise.__version__
    assert described["python"].count(".") == 1
    assert set(described["packages"]) >= {"pandas", "papermill", "scikit-learn", "vadersentiment"}
    assert described["parameters"]["given"] == {"n_topics": 7}
    assert described["parameters"]["declared"][1]["default"] == 5


def test_the_same_inputs_give_the_same_bytes_and_no_path_or_time(described, tmp_path):
    texts = []
    for name in ("one", "another/place"):
        run = tmp_path / name
        (run / "figures").mkdir(parents=True)
        (run / "figures" / "a.png").write_bytes(b"picture")
        (run / "log.jsonl").write_text(name)
        texts.append(manifest.write(run, described).read_text())
        assert sorted(path.name for path in run.iterdir()) == ["figures", "log.jsonl", "run.json"]
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    written = json.loads(texts[0])
    assert written["outputs"] == [
        {"file": "figures/a.png", "sha256": hashlib.sha256(b"picture").hexdigest()},
    ]
    assert manifest.validate(written) == written


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.pop("lock"), "run.json, lock is missing"),
        (lambda m: m.update(user="ann"), "run.json, user is no entry that is known"),
        (lambda m: m.update(format="1"), "run.json, format must not be a str"),
        (lambda m: m.update(format=2), "run.json is of format 2; this version reads format 1"),
        (lambda m: m.update(git="abc"), "run.json, git must not be a str"),
        (lambda m: m.update(corpus={}), "run.json, corpus must not be a dict"),
        (lambda m: m["corpus"][1].pop("sha256"), "run.json, corpus 2, sha256 is missing"),
        (lambda m: m["corpus"][0].update(file="/etc/x"), "run.json, corpus: '/etc/x' must be a path inside"),
        (lambda m: m["outputs"].append({"file": "../x", "sha256": ""}), "run.json, outputs: '../x' must be"),
        (lambda m: m["parameters"].update(given=[]), "run.json, parameters, given must not be a list"),
        (lambda m: m["parameters"]["declared"][0].update(low="2"), "declared 1, low must not be a str"),
    ],
)
def test_what_is_not_of_its_shape_is_refused_with_its_place(described, change, message):
    wrong = copy.deepcopy(described)
    manifest.validate(wrong)
    change(wrong)
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        manifest.validate(wrong)


def test_the_summary_is_short_and_names_the_values_that_were_used(described):
    found = manifest.summarise(described)
    assert found["parameters"] == {"model": "nmf", "n_topics": 7}
    assert found["corpus"]["files"] == 2
    assert list(found["notebooks"]) == ["03_topics.ipynb"]
    assert "outputs" not in found


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
    found = manifest.find_commit(repository)
    assert (len(found["commit"]), found["dirty"]) == (40, False)
    (repository / "corpus.txt").touch()
    assert manifest.find_commit(repository) == found
    (repository / "lib" / "new.py").touch()
    assert manifest.find_commit(repository) == {**found, "dirty": True}


def test_a_folder_that_is_no_checkout_has_no_commit(repository, tmp_path):
    assert manifest.find_commit(repository / "lib") is None
    assert manifest.find_commit(tmp_path) is None


def test_changes_in_a_run_are_found(described, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    for name in ("a", "b"):
        (run / name).write_text(name)
    manifest.write(run, described)
    assert manifest.find_changes(run) == []
    (run / "b").write_text("changed")
    (run / "c").touch()
    assert manifest.find_changes(run) == ["b", "c"]
