"""Figures drawn again for a venue, and what is checked of their files."""

import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from sourcewise.publish import charts, figures
from sourcewise.publish.venues import again, checks, presets, redrawn
from sourcewise.publish.venues.kept import NotKeptError, keep

DATA = pd.DataFrame({"x": [1.0]})


@pytest.fixture
def free():
    """A figure that a notebook drew freely: bars, marks, lines, a heat map, texts, legends, a colour bar."""
    figures.use_style()
    fig, axes = plt.subplots(1, 3, figsize=figures.mm(120, 45))
    axes[0].barh(["TASS", "Global Times"], [1, 2], alpha=0.5, label="bars")
    axes[0].axvline(1.5, color="black", linewidth=0.1)
    axes[0].set_title("Shares $5")
    axes[0].legend(loc="lower right")
    axes[1].scatter([1, 10], [1, 2], s=[10, 60], color=["#0072B2", "#D55E00"], label="articles")
    axes[1].errorbar([2, 5], [1, 1.5], xerr=0.5)
    axes[1].set_xscale("log")
    axes[1].annotate("here", (2, 1), (5, 8), textcoords="offset points")
    image = axes[2].imshow(np.arange(4).reshape(2, 2), cmap="PuOr", aspect="auto")
    axes[2].text(0, 0, "0", ha="center")
    fig.colorbar(image, ax=axes[2], label="tone", extend="both")
    fig.legend(*axes[1].get_legend_handles_labels(), loc="outside upper center")
    yield fig
    plt.close(fig)


def test_what_is_kept_of_a_free_figure_is_drawn_again(free):
    free.draw_without_rendering()
    kept = json.loads(json.dumps(keep(free)))
    drawn = redrawn.draw(kept, width=120, height=45)
    drawn.draw_without_rendering()
    for before, after in zip(kept["axes"], drawn.axes, strict=False):
        assert before["limits"] == [pytest.approx(after.get_xlim()), pytest.approx(after.get_ylim())]
        assert before["labels"] == [after.get_xlabel(), after.get_ylabel()]
        assert before["ticks"][1]["labels"] == [label.get_text() for label in after.get_yticklabels()]
    assert kept["legends"][0]["labels"] == [text.get_text() for text in drawn.legends[0].get_texts()]
    assert len(drawn.axes) == len(free.axes)


@pytest.mark.parametrize("name", presets.PRESETS)
def test_every_preset_passes_its_own_checks(name, free, tmp_path, shown):
    figures.save(free, tmp_path, "free", data=DATA, caption="c", alt="a")
    [made] = again.draw_all(tmp_path, presets.find(name))
    assert set(made.files) == set(presets.find(name).formats)
    assert [one for one in made.checks if not one.passed] == []
    assert {one.check for one in made.checks} >= {"width", "type", "fonts", "transparency"}


def test_a_width_is_the_next_that_the_venue_has():
    nature = presets.find("nature")
    assert [nature.width(drawn) for drawn in (60, 89, 120, 140, 300)] == [89, 89, 120, 183, 183]
    assert presets.find("cambridge").width(140) == 140


def test_an_unknown_preset_is_told_those_that_there_are():
    with pytest.raises(ValueError, match="screen, nature, tandf, cambridge"):
        presets.find("plos")


def seen(fig, kind, preset, width):
    content = figures.render(fig, (kind,), dpi=100)[kind]
    return {
        one.check: one.passed for one in checks.check("one", kind, content, fig, presets.find(preset), width)
    }


def test_the_checks_find_what_is_wrong():
    figures.use_style()
    fig, ax = plt.subplots(figsize=figures.mm(100, 50))
    ax.set_title("too large", fontsize=14)
    ax.plot([1, 2], alpha=0.5)
    assert seen(fig, "pdf", "nature", 89) == {
        "width": False, "height": True, "type": False, "fonts": True, "transparency": False,
    }  # fmt: skip
    assert seen(fig, "tif", "tandf", 100)["resolution"] is False
    with plt.rc_context({"pdf.fonttype": 3}):
        fig.canvas.draw()
    figures.BYTES["pdf.fonttype"] = 3
    try:
        assert seen(fig, "pdf", "nature", 100)["fonts"] is False
    finally:
        figures.BYTES["pdf.fonttype"] = 42
    plt.close(fig)


def test_texts_on_one_another_are_found():
    figures.use_style()
    fig, ax = plt.subplots(figsize=figures.mm(89, 50))
    ax.text(0.5, 0.5, "one word")
    ax.text(0.51, 0.5, "another word")
    fig.draw_without_rendering()
    assert checks.overlapping(fig) == ["one word / another word"]
    plt.close(fig)


def test_a_figure_that_cannot_be_kept_says_why(tmp_path, shown):
    figures.use_style()
    fig, _ = plt.subplots(subplot_kw={"projection": "polar"})
    with pytest.raises(NotKeptError, match="polar"):
        keep(fig)
    figures.save(fig, tmp_path, "round", data=DATA, caption="c", alt="a")
    [made] = again.draw_all(tmp_path, presets.find("nature"))
    assert not made.files
    assert "drawn freely and cannot be kept as data: its axes are polar" in made.checks[0].found


@pytest.mark.parametrize(("turn", "apart", "touch"), [(45, 0.1, False), (45, 0.01, True), (0, 0.1, True)])
def test_slanted_texts_beside_one_another_do_not_overlap(turn, apart, touch):
    fig = plt.figure(figsize=(5, 5))
    for at in (0.2, 0.2 + apart):
        fig.text(at, 0.2, "a name that is rather long", rotation=turn)
    assert bool(checks.overlapping(fig)) == touch


def test_several_processes_draw_the_same_bytes(tmp_path, shown):
    figures.use_style()
    data = pd.DataFrame({"outlet": ["TASS"], "estimate": [0.1], "low": [0.0], "high": [0.2]})
    for key in "abcd":
        figures.save(charts.forest(data), tmp_path, key, caption="c", alt="a")
    preset = presets.find("screen")
    one, two = ([made.files for made in again.draw_all(tmp_path, preset, jobs=jobs)] for jobs in (1, 2))
    assert one == two
