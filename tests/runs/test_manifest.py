import copy
import hashlib
import json

import pytest

from sourcewise.runs import manifest
from sourcewise.runs.store import Made
from sourcewise.runs.values import Parameter

DECLARED = [
    Parameter("run", "str", "..", None, None, (), "folder", "01_corpus"),
    Parameter("n_topics", "int", 5, 2.0, 50.0, (), "topics (2 to 50)", "03_topics"),
    Parameter("model", "str", "nmf", None, None, ("nmf", "lda"), "model (one of: nmf, lda)", "03_topics"),
    Parameter("seed", "int", 2022, 0.0, 4294900000.0, (), "seed of the starts", "03_topics"),
]


@pytest.fixture
def described(tmp_path, notebook):
    corpus = tmp_path / "corpus"
    (corpus / "sub").mkdir(parents=True)
    (corpus / "b.txt").write_text("two")
    (corpus / "sub" / "a é.txt").write_text("one")
    return manifest.describe(corpus, [notebook("03_topics", "1")], DECLARED, {"n_topics": 7}, title="Told")


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def finish(run, described):
    """Write a run of two stages with a file each, and its manifest."""
    run.mkdir(parents=True)
    for name in ("a", "b"):
        (run / name).write_text(name)
    (run / "log.jsonl").write_text(str(run))
    made = [Made("corpus", "f0", run, {"b": sha256("b")}), Made("03_topics", "f1", run, {"a": sha256("a")})]
    return manifest.write(run, described, made, {"corpus": (), "03_topics": ("corpus",)})


def test_files_are_named_from_their_folder_with_their_hashes(described):
    assert described["corpus"] == [
        {"file": "b.txt", "sha256": hashlib.sha256(b"two").hexdigest()},
        {"file": "sub/a é.txt", "sha256": hashlib.sha256(b"one").hexdigest()},
    ]
    assert described["notebooks"][0]["file"] == "03_topics.ipynb"


def test_it_says_what_ran_with_which_values_and_seeds(described):
    assert described["parameters"]["given"] == {"n_topics": 7}
    assert described["parameters"]["declared"][1]["default"] == 5
    assert described["seeds"] == {"PYTHONHASHSEED": 0, "seed": 2022}
    assert described["environment"]["TZ"] == "UTC"
    assert {"sourcewise", "code", "python", "packages", "lock", "git"} <= described.keys()


def test_the_same_inputs_give_the_same_bytes_and_no_path_or_time(described, tmp_path):
    texts = []
    for name in ("one", "another/place"):
        texts.append(finish(tmp_path / name, described).read_text())
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == [
            "a",
            "b",
            "log.jsonl",
            "run.json",
        ]
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    written = manifest.read(tmp_path / "one")
    assert written == json.loads(texts[0])
    assert written["outputs"] == [{"file": "a", "sha256": sha256("a")}, {"file": "b", "sha256": sha256("b")}]
    assert written["stages"] == [
        {"name": "corpus", "needs": [], "fingerprint": "f0", "files": ["b"]},
        {"name": "03_topics", "needs": ["corpus"], "fingerprint": "f1", "files": ["a"]},
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.pop("lock"), "run.json, lock is missing"),
        (lambda m: m.update(user="ann"), "run.json, user is no entry that is known"),
        (lambda m: m.update(format="1"), "run.json, format must not be a str"),
        (lambda m: m.update(format=2), "run.json is of format 2; this version reads format 3"),
        (lambda m: m.update(git="abc"), "run.json, git must not be a str"),
        (lambda m: m.update(corpus={}), "run.json, corpus must not be a dict"),
        (lambda m: m["corpus"][1].pop("sha256"), "run.json, corpus 2, sha256 is missing"),
        (lambda m: m["corpus"][0].update(file="/etc/x"), "run.json, corpus: '/etc/x' must be a path inside"),
        (lambda m: m["outputs"].append({"file": "../x", "sha256": ""}), "run.json, outputs: '../x' must be"),
        (lambda m: m["stages"].append({"name": "x"}), "run.json, stages 1, files is missing"),
        (
            lambda m: m["stages"].append({"name": "x", "needs": [], "fingerprint": "", "files": ["/x"]}),
            "run.json, stages: '/x' must be a path inside",
        ),
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


def test_the_summary_of_a_manifest_that_was_read_has_the_same_order(described, tmp_path):
    finish(tmp_path / "run", described)
    first, again = (
        json.dumps(manifest.summarise(one)) for one in (described, manifest.read(tmp_path / "run"))
    )
    assert first == again


def test_the_summary_is_short_and_names_the_values_that_were_used(described):
    found = manifest.summarise(described)
    assert found["parameters"] == {"model": "nmf", "n_topics": 7, "seed": 2022}
    assert found["corpus"]["files"] == 2
    assert list(found["notebooks"]) == ["03_topics.ipynb"]
    assert "outputs" not in found


def test_changes_in_a_run_are_found(described, tmp_path):
    run = tmp_path / "run"
    finish(run, described)
    assert manifest.find_changes(run) == []
    (run / "b").write_text("changed")
    (run / "c").touch()
    assert manifest.find_changes(run) == ["b", "c"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "run holds no run.json: give the folder of a finished run"),
        ("{", "run.json is damaged: it is not JSON"),
        ("[]", "run.json is damaged: it must hold names and values"),
        ('{"format": 1}', "run: run.json is of format 1; this version reads format 3"),
        ("{}", "run: run.json, code is missing"),
    ],
)
def test_what_is_no_finished_run_is_refused_in_a_sentence(tmp_path, text, message):
    with pytest.raises(ValueError, match="nowhere is not a folder"):
        manifest.read(tmp_path / "nowhere")
    run = tmp_path / "run"
    run.mkdir()
    if text is not None:
        (run / "run.json").write_text(text)
    with pytest.raises(ValueError, match=message):
        manifest.read(run)
