"""What leaves a run: package, crosswalk, methods, paper. On a small run made by hand, and on hostile text."""

import io
import json
import zipfile

import pandas as pd
import pytest
from nbformat import v4

from sourcewise.exporting import blocks, journal, methods, package, paper
from sourcewise.publish import latex
from sourcewise.publish.crosswalk import crosswalk, state
from sourcewise.publish.pages import links, report

HOSTILE = (
    '<script>alert(1)</script> #eval("1") \\input{/etc/passwd} $x$ **bold** [a](javascript:alert(2)) '
    '=HYPERLINK("http://evil.example")'
)
TABLE = (
    '<table class="sw-table" id="table-shares"><caption>Shares quoted</caption><thead><tr>'
    '<th scope="col">outlet</th><th scope="col">quoted</th></tr></thead><tbody>'
    '<tr><th scope="row">TASS</th><td>17.1%</td></tr>'
    '<tr><th scope="row">Global Times</th><td>3.0%</td></tr></tbody></table>'
)


@pytest.fixture
def run(tmp_path):
    """A run of one notebook with a table, a sentence and a finding."""
    place = tmp_path / "run"
    for name in ("notebooks", "tables", "findings"):
        (place / name).mkdir(parents=True)
    (place / "tables" / "shares.csv").write_text("outlet,quoted\nTASS,0.171\n")
    found = [{"key": "a.b.c", "statement": "Of TASS 17.1% is quoted.", "cell": "one", "p": None, "low": None}]
    (place / "findings" / "01_corpus.json").write_text(json.dumps(found))
    say = f"<p>In TASS, 17.1% is quoted.</p><p>{HOSTILE.replace('<', '&lt;')}</p>"
    html = v4.new_output("display_data", data={"text/html": TABLE + say, "text/plain": "plain"})
    code = v4.new_code_cell("build.load(run)\nNMF(3)", outputs=[html], id="one")
    cells = [v4.new_markdown_cell("# What is there?"), code]
    (place / "notebooks" / "01_corpus.ipynb").write_text(json.dumps(v4.new_notebook(cells=cells)))
    report.write(place, title=f"Title {HOSTILE}", manifest={})
    return place


def test_the_crosswalk_leads_from_tables_and_numbers_to_question_cell_and_file(run):
    rows = crosswalk(run)
    assert rows[["kind", "key", "question", "cell", "file"]].to_numpy().tolist() == [
        ["table", "shares", "What is there?", "one", "tables/shares.csv"],
        ["number", "a.b.c", "What is there?", "one", "findings/01_corpus.json"],
    ]
    assert rows["sha256"].str.len().eq(64).all()


def test_figures_tables_and_findings_say_notebook_question_and_cell(run):
    (run / "tables" / "shares.json").write_text('{"key": "shares", "caption": "Shares quoted"}')
    state(run, run / "notebooks" / "01_corpus.ipynb")
    where = {"notebook": "01_corpus", "question": "What is there?"}
    stated = json.loads((run / "tables" / "shares.json").read_text())
    assert stated == {"key": "shares", "caption": "Shares quoted", **where, "cell": "one"}
    [found] = json.loads((run / "findings" / "01_corpus.json").read_text())
    assert (found["question"], found["statement"]) == ("What is there?", "Of TASS 17.1% is quoted.")


def test_a_number_leads_to_the_cell_that_holds_it_where_the_row_is_named():
    [linked] = links.connect(
        [f'<div>{TABLE}</div><p class="sw-say">In TASS, 17.1% is quoted, in 2 outlets.</p>']
    )
    assert '<a href="#table-shares-r1-c2">17.1%</a>' in linked
    assert 'id="table-shares-r1-c2"' in linked


def test_a_number_in_quoted_words_or_of_another_row_is_no_link():
    [linked] = links.connect(
        [f'<div>{TABLE}</div><p class="sw-say">In Xinhua, 17.1% and “3.0%” (Gries 2008).</p>']
    )
    assert "<a " not in linked


def unpacked(tmp_path, run):
    """A package as it is unpacked, made by hand of the run's files."""
    folder = tmp_path / "unpacked"
    (folder / "run").mkdir(parents=True)
    for file in (path for path in run.rglob("*") if path.is_file()):
        place = folder / "run" / file.relative_to(run)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    (folder / "run" / "run.json").write_text("{}")
    rows = crosswalk(run)
    rows = rows.assign(file="run/" + rows["file"])
    files = dict(zip(rows["file"], rows["sha256"], strict=True))
    (folder / package.LIST).write_text(json.dumps({"files": files, "crosswalk": rows.to_dict("records")}))
    return folder


def test_an_unpacked_package_passes_until_a_file_or_a_number_changes(tmp_path, run):
    folder = unpacked(tmp_path, run)
    assert package.is_package(folder)
    assert package.passed(package.verify(folder))
    (folder / "run" / "tables" / "shares.csv").write_text("outlet,quoted\nTASS,0.9\n")
    results = package.verify(folder).set_index("key")["result"]
    assert results["shares"] == results["run/tables/shares.csv"] == "was changed"
    assert results["a.b.c"] == "pass"
    listed = json.loads((folder / package.LIST).read_text())
    listed["crosswalk"][1]["says"] = "Of TASS 18% is quoted."
    (folder / package.LIST).write_text(json.dumps(listed))
    assert package.verify(folder).set_index("key")["result"]["a.b.c"] == "states something else"


@pytest.mark.parametrize("content", ["{", "[]", '{"files": {"../x": "0"}, "crosswalk": []}'])
def test_a_damaged_list_is_one_sentence(tmp_path, run, content):
    folder = unpacked(tmp_path, run)
    (folder / package.LIST).write_text(content)
    with pytest.raises(ValueError, match=r"package\.json is damaged: unpack the zip again"):
        package.verify(folder)


def test_nothing_is_written_into_a_run(run):
    with pytest.raises(ValueError, match="give another folder"):
        journal.figures(run, run / "figures", preset="nature")


MANIFEST = {"sourcewise": "0.1", "git": None, "python": "3.11", "seeds": {"seed": 1}, "lock": None}


def test_the_methods_paragraph_cites_what_the_run_did_and_nothing_else(run):
    text, references = methods.write(run, MANIFEST, {"n_topics": 3, "seed": 1, "unit": "author"})
    assert "Lee and Seung 1999" in text
    assert "The number of topics, 3, was given." in text
    searched = methods.write(run, MANIFEST, {"n_topics": 0, "seed": 1, "unit": "author"})[0]
    assert "number of topics" not in searched, "none was given and none searched"
    assert "@article{lee1999" in references
    for absent in ("permutation", "bootstrap", "VADER", "chung2013", "hutto2014"):
        assert absent not in text + references


def test_every_citation_of_every_method_has_an_entry():
    entries = methods._entries()
    cited = {
        key
        for one in methods.METHODS
        for group in methods._CITED.findall(one.says)
        for key in group.split("; @")
    }
    assert cited <= set(entries)
    assert (
        methods._spoken(entries, "vanatteveldt2021; @hutto2014")
        == "van Atteveldt et al. 2021; Hutto and Gilbert 2014"
    )


def test_hostile_text_is_text_in_latex():
    made = latex.table(
        {"name": [HOSTILE]}, {"name": HOSTILE}, {"name": False}, key="a", caption=HOSTILE, notes=[HOSTILE]
    )
    assert r"\input{" not in made
    assert r"\textbackslash{}input\{" in made
    assert made.count(r"\$x\$") == 4


def test_a_report_becomes_blocks_of_kinds(tmp_path):
    rows = "".join(
        f"<tr><td>o{n}</td><td>{n}.5%</td><td>{'–' if n else '2020-01-02'}</td></tr>" for n in range(21)
    )
    heads = "<tr><th>outlet</th><th>quoted</th><th>day</th></tr>"
    page = (
        "<h1>Title</h1><main><h2>What?</h2>"
        f"<table><caption>Shares.</caption><thead>{heads}</thead><tbody>{rows}</tbody></table>"
        '<p class="sw-statement x">In A, 3%.</p><p class="sw-facts">1 article</p>'
        '<ul class="sw-passages"><li><blockquote>Words.</blockquote><p class="sw-source">A</p></li></ul>'
        "</main>"
    )
    (tmp_path / "report.html").write_text(page)
    title, (heading, table, *rest) = blocks.read(tmp_path / "report.html")
    assert (title, heading) == ("Title", {"kind": "heading", "level": 1, "text": "What?"})
    assert (table["caption"], len(table["rows"])) == ("Shares. The first 20 of 21 rows", 20)
    assert table["numbers"] == [False, True, False]
    assert [(block["kind"], block["text"]) for block in rest] == [
        ("statement", "In A, 3%."), ("small", "1 article"), ("quote", "Words."), ("source", "A"),
    ]  # fmt: skip


def test_hostile_text_is_text_in_word(run, tmp_path):
    pytest.importorskip("pypandoc", reason="the extra `paper` is not installed")
    title, content = blocks.read(run / "report.html")
    docx = (
        zipfile.ZipFile(io.BytesIO(paper._docx(tmp_path, title, content))).read("word/document.xml").decode()
    )
    text = pd.Series([docx]).str.replace(r"<[^>]+>", "", regex=True)[0]
    for part in (
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\\input{/etc/passwd}",
        "**bold**",
        "[a](javascript:alert(2))",
    ):
        assert part in text
    assert "w:hyperlink" not in docx


def test_hostile_text_is_text_in_pdf(run, tmp_path):
    pytest.importorskip("typst", reason="the extra `paper` is not installed")
    from pypdf import PdfReader

    title, content = blocks.read(run / "report.html")
    pdf = paper._pdf(tmp_path, title, content)
    assert pdf == paper._pdf(tmp_path, title, content)
    reader = PdfReader(io.BytesIO(pdf))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for part in ("<script>", '#eval("1")', "\\input{/etc/passwd}", "**bold**"):
        assert part in text
    assert not any("/Annots" in page for page in reader.pages)
