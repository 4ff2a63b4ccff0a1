import json
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from nbformat import v4

mpl.use("Agg")

from sourcewise.publish import output

HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror="alert(2)"> [a link](javascript:alert(3)) **bold** '
    '=HYPERLINK("http://evil.example","click") costs $x^2$ and \\(y\\) </details></table> &lt;b&gt; '
    "{{ title }}"
)


@pytest.fixture
def shown(monkeypatch):
    """What the library shows, as (data, metadata) bundles."""
    bundles = []
    monkeypatch.setattr(output, "_display", lambda data, metadata: bundles.append((data, metadata)))
    return bundles


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "doc_id": ["000_a", "001_b", "002_c"],
            "outlet": ["TASS", "Global Times", "unknown (002_c)"],
            "published": pd.array(["2022-02-02", "2022-03-24", pd.NA], dtype="str"),
        }
    )


@pytest.fixture
def passages():
    voices = ["outlet", "quoted", "reported", "unclear"]
    return pd.DataFrame(
        {
            "passage_id": [f"000_a:{n}" for n in range(1, 5)],
            "doc_id": "000_a",
            "outlet": "TASS",
            "start": pd.array([0, 200, 400, 600], dtype="Int64"),
            "end": pd.array([100, 300, 500, 700], dtype="Int64"),
            "voice": voices,
            "speaker": pd.array([pd.NA, "Wang Yi", "the expert", pd.NA], dtype="str"),
            "text": [HOSTILE, "A quotation.", "A report.", "It goes on."],
        }
    )


@pytest.fixture
def found():
    return pd.DataFrame(
        {
            "key": ["voices.quoted.share:tass", "topics.none.all"],
            "statement": [f"In TASS, 38 % is quoted. {HOSTILE}", "Topics are only described."],
            "estimate": pd.array([0.375, pd.NA], dtype="Float64"),
            "low": pd.array([0.25, pd.NA], dtype="Float64"),
            "high": pd.array([0.5, pd.NA], dtype="Float64"),
            "p": pd.array([0.0004, pd.NA], dtype="Float64"),
            "n_articles": pd.array([12, 1], dtype="Int64"),
            "reason": pd.array([pd.NA, "one article"], dtype="str"),
            "notebook": ["02_exploration", "03_topics"],
            "cell": ["a", "b"],
            "evidence": [["000_a:1", "000_a:2"], []],
            "values": [{"000_a": 0.375, "001_b": None}, {}],
        }
    )


PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def picture(alt="Three dots in a row.", caption="Length of each article.", key="length"):
    about = {"alt": alt, "caption": caption, "key": key, "width": 828, "height": 280}
    return v4.new_output(
        "display_data", data={"image/png": PNG, "text/plain": alt}, metadata={"image/png": about}
    )


def html(content, plain="plain", **metadata):
    return v4.new_output("display_data", data={"text/html": content, "text/plain": plain}, metadata=metadata)


def code(source, *outputs, tags=()):
    return v4.new_code_cell(source, outputs=list(outputs), execution_count=1, metadata={"tags": list(tags)})


def save(run: Path, name: str, *cells) -> Path:
    """Write a notebook as if it had been executed."""
    notebook = v4.new_notebook(cells=list(cells), metadata={"language_info": {"name": "python"}})
    path = run / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture
def nb():
    """The makers of fake notebooks, for tests that cannot import this file."""
    from types import SimpleNamespace

    return SimpleNamespace(
        picture=picture, html=html, code=code, save=save, markdown=v4.new_markdown_cell, PNG=PNG
    )


@pytest.fixture
def hostile():
    return HOSTILE


@pytest.fixture
def run(tmp_path, nb, shown, found, passages, articles):
    """A run of five small notebooks whose articles are hostile."""
    from sourcewise.publish import show

    show.findings(found, passages, articles)
    show.passages(passages, articles=articles)
    show.table(
        pd.DataFrame({"outlet": [HOSTILE], "share": [-0.25]}), run=tmp_path, key="shares", caption=HOSTILE
    )
    show.say(HOSTILE)
    cards, quotes, table, sentence = [nb.html(data["text/html"], data["text/plain"]) for data, _ in shown]
    caption = nb.html("<p>Length of each article.</p>", **{output.CAPTION: "length"})
    nb.save(
        tmp_path,
        "01_corpus",
        nb.markdown(
            "# What was read?\n\nA *folder*. See [wording](02_exploration.ipynb#x), [out](https://x.example/y)."
        ),
        nb.code("run = '..'", tags=["parameters"]),
        nb.code("import pandas"),
        nb.markdown("## Which articles?"),
        nb.code("show.table(x)", table),
        nb.code("frame", nb.html(pd.DataFrame({"words": [409, 671]}, index=["TASS", "NEO"])._repr_html_())),
    )
    nb.save(
        tmp_path,
        "02_exploration",
        nb.markdown("# How do they tell it?\n\n#### A skipped level\n\n## How long are they?"),
        nb.code("figures.save(fig)", nb.picture(), caption),
        nb.code("show.passages(p)", quotes, sentence),
    )
    nb.save(tmp_path, "03_topics", nb.code("print(1)", nb.html("<p>No heading here.</p>")))
    nb.save(
        tmp_path,
        "04_sentiment",
        nb.markdown(
            "# How do they tell it?\n\n<script>alert(4)</script>"
            "<img src='http://evil.example/x.png' alt='a spy'>"
        ),
        nb.code("display(HTML(...))", nb.html(f"<h1>Mine</h1><p onclick='alert(5)'>{HOSTILE}")),
    )
    nb.save(tmp_path, "05_report", nb.markdown("# What was found?"), nb.code("show.findings(f)", cards))
    return tmp_path
