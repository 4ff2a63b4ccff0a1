"""The start page: a folder is read, a sidecar drafted, the notebooks set up; what is wrong is told."""

import html
import json
import shutil
from pathlib import Path

import pytest
import yaml

from sourcewise.lab.start import Start

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(NOTEBOOKS, tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    articles = tmp_path / "Harbour News"
    articles.mkdir()
    for number in range(3):
        text = f"The council of town {number} waits for China.\n\n" * 3
        (articles / f"{number}.txt").write_text(f"Town {number} waits\n\n{text}")
    (articles / "empty.txt").write_text("")
    return tmp_path


def told(place):
    return html.unescape(place.value)


@pytest.fixture
def page(root):
    return Start("Harbour News", root=root)


def injected(root, name):
    cells = json.loads((root / "lab" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [c["source"] for c in cells if "injected-parameters" in c["metadata"].get("tags", [])]


def test_the_folder_is_read_and_the_notebooks_are_set_up_on_it(page, root):
    page.look.click()
    assert "Read: 3 articles" in told(page.told)
    assert "empty.txt" in told(page.told)
    assert "sources.csv can give what is not stated: outlet of 3" in told(page.who)
    page.targets.value, page.query.value, page.topics.value = "Russia", "win*", "4"
    page.save.click()
    mine = list((root / "outputs").glob("*.yaml"))
    assert [yaml.safe_load(path.read_text()) for path in mine] == [
        {"n_topics": 4, "query": "win*", "targets": ["Russia"]}
    ]
    assert "-p" not in told(page.saved)
    assert f"-f outputs/{mine[0].name}" in told(page.saved)
    (source,) = injected(root, "03_topics")
    assert "corpus = '../Harbour News'" in source
    assert "n_topics = 4" in source
    assert not (root / "lab" / "00_start.ipynb").exists()  # it is open: never touched


@pytest.mark.parametrize(
    ("folder", "name"),
    [("seeds", "seeds"), ("Harbour News", "harbour_news"), ("my-articles", "my_articles"), ("/", "articles")],
)
def test_a_run_is_named_for_the_folder(page, folder, name):
    page.where.value = folder
    assert page.name == name


def test_a_folder_whose_name_a_shell_would_split_is_quoted(page):
    page.look.click()
    page.save.click()
    assert "sourcewise run 'Harbour News' -o outputs/" in told(page.saved)


def test_the_sidecar_is_drafted_once_filled_in_and_read(page, root):
    page.sidecar.click()
    assert "Read the articles first" in told(page.noted)
    page.look.click()
    page.sidecar.click()
    place = root / "Harbour News" / "sources.csv"
    rows = place.read_text().splitlines()
    assert len(rows) == 4
    page.sidecar.click()
    assert "already in Harbour News" in told(page.noted)
    place.write_text(
        "\n".join([rows[0], *(row.replace(".txt,", ".txt,Harbour Mail", 1) for row in rows[1:])])
    )
    page.again.click()
    assert "<td>Harbour Mail</td><td>3</td>" in page.who.value


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("", "Give the folder that holds your articles."),
        ("nowhere", "nowhere"),
        ("notebooks/01_corpus.ipynb", "ipynb"),
    ],
)
def test_a_folder_that_cannot_be_read_is_told_under_its_field(page, folder, sentence):
    page.where.value = folder
    page.look.click()
    assert sentence in told(page.wrong)
    assert 'role="alert"' in page.wrong.value
    assert page.bar.layout.display == "none"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("topics", "many", "n_topics must be"),
        ("topics", "500", "n_topics is 500"),
        ("targets", "Chiina", "did you mean 'China'"),
        ("targets", "", "target"),
        ("query", "(", "no letter"),
        ("query", "/(/", "not a regular expression"),
    ],
)
def test_what_cannot_be_a_parameter_is_told_and_not_saved(page, root, field, value, sentence):
    getattr(page, field).value = value
    assert sentence in told(page.fault)
    assert page.save.disabled
    assert not (root / "outputs").exists()
