"""What a run of the seeds leaves behind keeps the three promises, and the same bytes."""

import hashlib
import html
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from sourcewise.analysis.findings import COMPARING, QUOTED
from sourcewise.corpus import tables

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ["01_corpus", "02_exploration", "03_topics", "04_sentiment", "05_report"]
CLAIMS = re.compile(r"\bp\s*[=<>≤]\s*\.?\d|95 ?% (?:confidence )?interval|\bsignifican|\bCI\b", re.IGNORECASE)


def hashes(run):
    return {
        str(path.relative_to(run)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(run.rglob("*"))
        if path.is_file() and path.name != "log.jsonl"
    }


def executed(run, name):
    return nbformat.read(run / "notebooks" / f"{name}.ipynb", as_version=4)


class Spoken(HTMLParser):
    """The text of a page less what articles say: quotations, cells of tables, and code."""

    SILENT = ("blockquote", "td", "th", "pre", "style", "code")

    def __init__(self):
        super().__init__()
        self.depth, self.texts = 0, []

    def handle_starttag(self, tag, attrs):
        self.depth += tag in self.SILENT

    def handle_endtag(self, tag):
        self.depth -= tag in self.SILENT

    def handle_data(self, data):
        if not self.depth:
            self.texts.append(data)


@pytest.fixture(scope="module")
def findings(seeds_run):
    return pd.concat(pd.read_parquet(path) for path in sorted((seeds_run / "findings").glob("*.parquet")))


def test_every_cell_of_every_notebook_ran_without_an_error(seeds_run):
    for name in NOTEBOOKS:
        cells = [cell for cell in executed(seeds_run, name).cells if cell.cell_type == "code"]
        assert all(cell.execution_count for cell in cells if cell.source.strip()), name
        assert not [out for cell in cells for out in cell.outputs if out.output_type == "error"], name
        assert not [out for cell in cells for out in cell.outputs if out.get("name") == "stderr"], name


def test_no_finding_says_more_than_one_article_an_outlet_supports(findings):
    assert len(findings) > 20
    assert findings[["low", "high", "p"]].isna().all().all()
    assert findings["reason"].notna().all()
    for statement in findings["statement"]:
        assert not COMPARING.search(QUOTED.sub(" ", statement)), statement


def test_no_text_of_the_report_compares_outlets_or_prints_a_p_or_an_interval(seeds_run):
    page = Spoken()
    page.feed((seeds_run / "report.html").read_text())
    text = " ".join(" ".join(page.texts).split())
    assert len(text) > 3000
    assert not CLAIMS.search(text), CLAIMS.search(text)
    for name in ("TASS", "New Eastern Outlook", "Global Times"):
        sentences = [one for one in re.split(r"(?<=[.!?])\s", text) if name in one]
        assert sentences
        wrong = [one for one in sentences if COMPARING.search(QUOTED.sub(" ", one))]
        assert not wrong, wrong


def test_no_table_of_the_run_holds_a_p_or_an_interval(seeds_run):
    for path in sorted((seeds_run / "tables").glob("*.csv")):
        table = pd.read_csv(path)
        for column in {"p", "p_adjusted", "low", "high"} & set(table.columns):
            assert table[column].isna().all(), f"{path.name}: {column}"


def test_every_finding_leads_to_passages_of_the_corpus_and_to_its_cell(seeds_run, findings):
    known = set(pd.read_parquet(seeds_run / "corpus" / "passages.parquet")["passage_id"])
    articles = set(pd.read_parquet(seeds_run / "corpus" / "articles.parquet")["doc_id"])
    assert findings["key"].is_unique
    for finding in findings.itertuples():
        assert set(finding.evidence) <= known, finding.key
        assert set(json.loads(finding.values)) <= articles, finding.key
        cells = {cell.id for cell in executed(seeds_run, finding.notebook).cells}
        assert finding.cell in cells, finding.key
    without = set(findings.loc[findings["evidence"].map(len) == 0, "key"])
    assert without == {"corpus.removed.characters", "topics.stability.nmf", "topics.stability.lda"}


def test_every_figure_has_its_three_formats_its_data_and_its_words(seeds_run):
    figures = sorted((seeds_run / "figures").glob("*.png"))
    assert len(figures) >= 7
    for figure in figures:
        about = json.loads(figure.with_suffix(".json").read_text())
        assert about["alt"].strip()
        assert about["caption"].strip()
        assert len(pd.read_csv(figure.with_suffix(".csv")))
        assert figure.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
        assert b"<svg" in figure.with_suffix(".svg").read_bytes()


def test_every_picture_of_the_report_has_alt_text_and_nothing_lies_outside_the_file(seeds_run):
    page = (seeds_run / "report.html").read_text()
    pictures = re.findall(r"<img\b[^>]*>", page)
    assert len(pictures) >= 7
    assert all(re.search(r'alt="[^"]{20,}"', picture) for picture in pictures)
    addresses = re.findall(r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']([^"']*)""", page)
    assert addresses
    assert all(html.unescape(address).startswith(("data:", "#")) for address in addresses)
    assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", page)


def test_two_runs_in_two_folders_give_the_same_bytes(sourcewise, seeds_run, tmp_path):
    out = tmp_path / "another" / "depth" / "of folders" / "seeds"
    out.parent.mkdir(parents=True)
    home = tmp_path / "home"
    home.mkdir()
    done = sourcewise(
        "run", "seeds", "-o", out, HOME=str(home), TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7"
    )
    assert done.returncode == 0, done.stderr
    first, second = hashes(seeds_run), hashes(out)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_no_absolute_path_stands_in_any_output(seeds_run):
    places = [str(ROOT), str(seeds_run.parent), str(Path.home()) + "/"]
    for path in seeds_run.rglob("*"):
        if path.is_file() and path.name != "log.jsonl":
            content = path.read_bytes()
            assert not [place for place in places if place.encode() in content], path.name


def test_the_readme_says_what_the_run_found_and_shows_its_figure(seeds_run, findings):
    readme = (ROOT / "README.md").read_text()
    section = readme.split("## What was found on the seeds")[1].split("\n## ")[0]
    claims = re.findall(r"^- (.+)$", section, re.MULTILINE)
    assert len(claims) >= 5
    assert set(claims) <= set(findings["statement"])
    shares = pd.read_csv(seeds_run / "tables" / "exploration-voices.csv").set_index("source")["outlet"]
    assert [name for name, own in shares.items() if own < 0.5] == [
        "TASS", "unknown (001_ad573051a1971b14)", "unknown (002_c9b0f2e6cc37c3c2)"
    ]  # fmt: skip
    shown = (ROOT / "docs" / "seeds-voices.png").read_bytes()
    assert shown == (seeds_run / "figures" / "exploration-voices.png").read_bytes()


def test_the_codebook_of_the_readme_names_every_column():
    codebook = (ROOT / "README.md").read_text().split("## Codebook")[1].split("\n## ")[0]
    parts = re.split(r"^\| `(\w+)` \(", codebook, flags=re.MULTILINE)[1:]
    told = {
        name: set(re.findall(r"`(\w+)`", text)) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }
    assert sorted(told) == sorted(tables.COLUMNS)
    for name, columns in tables.COLUMNS.items():
        assert set(columns) <= told[name], f"{name}: {sorted(set(columns) - told[name])}"


def test_the_commands_and_the_python_of_the_readme_work(sourcewise, seeds_run, tmp_path):
    readme = (ROOT / "README.md").read_text()
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL) for line in block.splitlines()
    ]
    assert len(commands) >= 4
    shutil.copytree(ROOT / "seeds", tmp_path / "my-articles")
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "seeds").symlink_to(seeds_run)
    for command in commands:
        if command.startswith("make "):
            assert command.split()[1] in re.findall(
                r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE
            )
        else:
            tool, *words = re.findall(r'"[^"]*"|\S+', command)
            assert tool == ".venv/bin/sourcewise"
            done = sourcewise(*[word.strip('"') for word in words], cwd=tmp_path)
            assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert (tmp_path / "outputs" / "mine" / "report.html").exists()
    for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL):
        exec(compile(block.replace("outputs/", f"{tmp_path}/outputs/"), "README.md", "exec"), {})
