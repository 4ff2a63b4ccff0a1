import base64
import json
import os
import re
import subprocess
import sys

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sourcewise.publish import figures, output, style

DATA = pd.DataFrame({"outlet": ["TASS", "=NEO"], "share": [0.1234567, 2.0]})
WORDS = {"caption": "Share quoted, 2 articles.", "alt": "Two bars, the first the lower."}
KINDS = ("pdf", "svg", "png", "csv", "json")

DRAW = """
import sys, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt, pandas as pd
from sourcewise.publish import figures
figures.use_style()
fig, ax = plt.subplots(figsize=figures.mm(89, 60))
for name in sorted({"TASS", "NEO", "GT"}):
    ax.scatter([1, 2], [len(name), 1], color=figures.colours(["TASS", "NEO", "GT"])[name], label=name)
ax.imshow([[1, 2], [3, 4]], aspect="auto")
ax.set_title("Who says – “quoted” $x$"); ax.legend()
figures.save(fig, sys.argv[1], "shares", data=pd.DataFrame({"x": [1.5]}), caption="c", alt="a")
"""


@pytest.fixture
def figure():
    figures.use_style()
    fig, ax = plt.subplots(figsize=figures.mm(183, 60))
    ax.barh(DATA["outlet"], DATA["share"])
    ax.set_title("Costs $5 and $6")
    yield fig
    plt.close(fig)


def draw_elsewhere(folder, seed):
    """Draw in a process of its own, with another hash seed, place, time zone and home."""
    folder.mkdir()
    there = {
        "PYTHONHASHSEED": seed,
        "TZ": "Asia/Tokyo",
        "MPLCONFIGDIR": str(folder / "cache"),
        "HOME": str(folder),
    }
    run = [sys.executable, "-c", DRAW, str(folder)]
    subprocess.run(run, check=True, cwd=folder, env=os.environ | there, capture_output=True)
    return {kind: (folder / "figures" / f"shares.{kind}").read_bytes() for kind in KINDS}


def test_the_same_figure_has_the_same_bytes_in_another_process(tmp_path):
    assert draw_elsewhere(tmp_path / "a", "1") == draw_elsewhere(tmp_path / "b", "2")


def test_the_same_figure_has_the_same_bytes_when_saved_again(tmp_path, shown, figure):
    for name in ("a", "b"):
        figures.save(figure, tmp_path / name, "shares", data=DATA, **WORDS)
    for kind in KINDS:
        first, second = (tmp_path / name / "figures" / f"shares.{kind}" for name in ("a", "b"))
        assert first.read_bytes() == second.read_bytes(), kind


def test_the_last_bits_of_a_layout_change_no_byte():
    """A layout is not the same to the last bit from one drawing to the next, even in one process."""

    def drawn(moved):
        fig = Figure(figsize=(3, 2), layout="none")
        ax = fig.add_axes([0.1, 0.1 + moved, 0.8, 0.8])
        ax.plot([0, 1], [0, 5], "o-")
        ax.set_ylim(1, 2)
        return figures.render(fig, KINDS[:3])

    assert drawn(0) == drawn(3e-16)
    assert drawn(0)["svg"] != drawn(0.01)["svg"]


def test_a_figure_is_laid_out_once_and_drawn_once_a_file(shown, figure, monkeypatch):
    drawn, laid_out = [], []
    monkeypatch.setattr(Figure, "draw", lambda fig, to, draw=Figure.draw: drawn.append(to) or draw(fig, to))
    execute = ConstrainedLayoutEngine.execute
    monkeypatch.setattr(
        ConstrainedLayoutEngine, "execute", lambda engine, fig: laid_out.append(fig) or execute(engine, fig)
    )
    figures.use_style()
    files = figures.render(plt.subplots()[0], ("pdf", "svg", "png"))
    assert all(files.values())
    assert (len(laid_out), len(drawn)) == (1, 1 + 3)


def test_last_bits_of_a_layout_are_in_no_file(shown, monkeypatch):
    def draw_and_move(fig, lay_out=Figure.draw_without_rendering):
        lay_out(fig)
        for ax in fig.axes:
            ax.set_position([edge + moves[-1] for edge in ax.get_position().bounds])

    figures.use_style()
    monkeypatch.setattr(Figure, "draw_without_rendering", draw_and_move)
    moves, files = [], []
    for move in (0.0, 1e-15, 1e-3):
        moves.append(move)
        fig, ax = plt.subplots()
        ax.plot([1, 2], [3, 4])
        files.append(figures.render(fig, ("pdf", "svg", "png")))
    assert files[0] == files[1]
    assert all(files[0][kind] != files[2][kind] for kind in files[0])


def test_no_file_says_when_or_by_what_it_was_made(tmp_path, shown, figure):
    figures.save(figure, tmp_path, "shares", data=DATA, **WORDS)
    for kind in ("pdf", "svg", "png"):
        content = (tmp_path / "figures" / f"shares.{kind}").read_bytes()
        assert not re.search(rb"CreationDate|/Producer|/Creator|<dc:date>|Software", content), kind


def test_text_in_the_pdf_is_truetype_of_the_shipped_font(tmp_path, shown, figure):
    figures.save(figure, tmp_path, "shares", data=DATA, **WORDS)
    pdf = (tmp_path / "figures" / "shares.pdf").read_bytes()
    fonts = {name.split(b"+")[-1] for name in re.findall(rb"/FontName\s*/(\S+)", pdf)}
    assert fonts == {b"LiberationSans", b"LiberationSans-Bold"}
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf


@pytest.mark.parametrize(
    ("weight", "slant"), [("normal", "normal"), ("bold", "normal"), ("normal", "italic")]
)
def test_the_shipped_faces_are_used_even_where_the_machine_has_its_own(weight, slant):
    font_manager.fontManager.ttflist.insert(
        0, font_manager.FontEntry(fname="/old.ttf", name="Liberation Sans")
    )
    figures.use_style()
    face = font_manager.FontProperties(family=style.FAMILY[:1], weight=weight, style=slant)
    assert style.FONTS in type(style.FONTS)(font_manager.findfont(face)).parents
    assert (style.FONTS / "LICENSE.txt").read_text().count("SIL OPEN FONT LICENSE") == 1


def test_the_width_is_the_width_that_was_asked_for(tmp_path, shown, figure):
    figures.save(figure, tmp_path, "shares", data=DATA, **WORDS)
    svg = (tmp_path / "figures" / "shares.svg").read_text()
    points = float(re.search(r'width="([\d.]+)pt"', svg)[1])
    assert points / 72 * 25.4 == pytest.approx(183, abs=0.05)


def test_nothing_is_cut_at_the_edges(tmp_path, shown):
    figures.use_style()
    fig, ax = plt.subplots(figsize=figures.mm(183, 58))
    ax.barh(["TASS", "New Eastern Outlook, a long name"], [1, 2], label="outlet")
    ax.set_xlabel("Share of the words")
    fig.legend(loc="outside upper left")
    figures.save(fig, tmp_path, "shares", data=DATA, **WORDS)
    picture = plt.imread(tmp_path / "figures" / "shares.png")[:, :, :3]
    assert picture.min() < 0.5
    for edge in (picture[:2], picture[-2:], picture[:, :2], picture[:, -2:]):
        assert edge.min() == 1


def test_data_caption_and_alt_text_stand_beside_the_figure(tmp_path, shown, figure):
    figures.save(figure, tmp_path, "shares", data=DATA.set_index("outlet"), **WORDS)
    folder = tmp_path / "figures"
    assert (folder / "shares.csv").read_bytes() == b"outlet,share\nTASS,0.123457\n'=NEO,2.000000\n"
    assert json.loads((folder / "shares.json").read_text()) == {
        "key": "shares",
        **WORDS,
        "columns": ["outlet", "share"],
        "rows": 2,
        "width_mm": 183.0,
        "height_mm": 60.0,
        "again": {"from": "shares.drawing.json"},
        "parameters": {},
        "inputs": None,
    }
    kinds = (*KINDS, "drawing.json")
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"shares.{kind}" for kind in kinds)


def test_the_notebook_shows_the_picture_with_its_alt_text_and_closes_it(tmp_path, shown, figure):
    figures.save(figure, tmp_path, "shares", data=DATA, **WORDS)
    (data, metadata), (caption, role) = shown
    assert base64.b64decode(data["image/png"]) == (tmp_path / "figures" / "shares.png").read_bytes()
    assert data["text/plain"] == metadata["image/png"]["alt"] == WORDS["alt"]
    assert metadata["image/png"]["caption"] == WORDS["caption"]
    assert WORDS["caption"] in caption["text/html"]
    assert role == {output.CAPTION: "shares"}
    assert not plt.fignum_exists(figure.number)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"key": "Shares"}, "small letters"),
        ({"key": "../shares"}, "small letters"),
        ({"caption": " "}, "has no caption"),
        ({"alt": ""}, "has no alt text"),
        ({"data": DATA.head(0)}, "has no data"),
    ],
)
def test_a_figure_that_says_nothing_is_refused_and_leaves_no_file(tmp_path, shown, figure, change, message):
    asked = {"key": "shares", "data": DATA, **WORDS} | change
    with pytest.raises(ValueError, match=message):
        figures.save(figure, tmp_path, asked.pop("key"), **asked)
    assert not list(tmp_path.rglob("*.*"))
    assert shown == []


def test_where_there_is_nothing_to_draw_a_sentence_stands_and_the_old_figure_goes(tmp_path, shown, figure):
    figures.save(figure, tmp_path, "shares", data=DATA, **WORDS)
    figures.nothing(tmp_path, "shares", "Under 30 articles <there> is no figure.")
    assert list((tmp_path / "figures").iterdir()) == []
    assert "Under 30 articles &lt;there&gt; is no figure." in shown[-1][0]["text/html"]


def test_logarithmic_axes_have_plain_numbers(tmp_path, shown, figure):
    ax = figure.axes[0]
    ax.clear()
    ax.loglog([1, 1000], [0.01, 1])
    figures.save(figure, tmp_path, "logs", data=DATA, **WORDS)
    labels = [text.get_text() for text in ax.get_xticklabels(which="both")]
    assert "100" in labels
    assert not [text for text in labels if "$" in text]
