import io
import json

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from sourcewise.publish import charts, figures
from sourcewise.publish.recipes import left_out, of
from sourcewise.publish.venues import again, checks, presets

LONG = "A name of an outlet that has about eighty letters in it, so that no line can hold it"
NAMES = {
    "one": ["TASS"],
    "other scripts": ["TASS", "新华社", "قناة الجزيرة"],
    "sixty": [f"{place:02d} {LONG}" for place in range(60)],
}


@pytest.fixture(autouse=True)
def style():
    figures.use_style()
    yield
    plt.close("all")


def table(names):
    """A row a name that every function can draw something of."""
    count = len(names)
    return pd.DataFrame(
        {
            "outlet": names,
            "estimate": [(place % 7) / 7 - 0.4 for place in range(count)],
            "low": [(place % 7) / 7 - 0.6 if place % 2 else None for place in range(count)],
            "high": [(place % 7) / 7 - 0.2 if place % 2 else None for place in range(count)],
            "target": "China",
            "value": [0.1] * count,
            "own": 0.6,
            "quoted": 0.4,
            "published": [f"2022-03-{1 + place % 28:02d}" for place in range(count)],
            "n_words": range(100, 100 + count),
        }
    )


DRAW = {
    "forest": lambda data: charts.forest(data, line=0),
    "heat": lambda data: charts.heat(data, centre=0, label="tone"),
    "shares": lambda data: charts.shares(data, parts=["own", "quoted"]),
    "timeline": lambda data: charts.timeline(data, events=[["2022-03-02", "An event"], ["2022-03-03", LONG]]),
    "overview": charts.overview,
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("kind", DRAW)
def test_no_text_overlaps_or_is_cut_with_one_outlet_or_sixty_or_names_of_other_scripts(
    kind, names, tmp_path, shown
):
    fig = DRAW[kind](table(names))
    figures.save(fig, tmp_path, "one", caption="Drawn.", alt="A drawing.")
    assert checks.overlapping(fig) == []
    assert fig.get_size_inches()[1] * 25.4 <= 171


def over_time(names):
    """Three months of each name."""
    months = [f"2022-0{month}" for month in (1, 2, 3)]
    rows = [(name, month, 0.1 * place, 7) for name in names for place, month in enumerate(months)]
    return pd.DataFrame(rows, columns=["outlet", "day", "share", "articles"])


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_panels_over_time_hold_their_names(names, tmp_path, shown):
    fig = charts.series(over_time(names), n="articles", line=0, label="share of the counted words")
    figures.save(fig, tmp_path, "one", caption="Drawn.", alt="A drawing.")
    assert checks.overlapping(fig) == []
    assert fig.get_size_inches()[1] * 25.4 <= 171


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_a_specification_curve_holds_the_names_of_its_choices(names, tmp_path, shown):
    data = table(names * 2).assign(lexicon=(names * 2)).head(24)
    fig = charts.specifications(data, choices=["lexicon"])
    figures.save(fig, tmp_path, "one", caption="Drawn.", alt="A drawing.")
    assert checks.overlapping(fig) == []
    assert fig.get_size_inches()[1] * 25.4 <= 171


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_a_grid_with_names_as_columns_and_counts_holds_them(names, tmp_path, shown):
    data = pd.DataFrame(
        [(one, two, 0.1, 1234) for one in names for two in names], columns=["a", "b", "v", "n"]
    )
    fig = charts.heat(data, row="a", column="b", value="v", n="n", width=183, label="tone")
    figures.save(fig, tmp_path, "one", caption="Drawn.", alt="A drawing.")
    assert checks.overlapping(fig) == []
    assert fig.get_size_inches()[1] * 25.4 <= 171


@pytest.mark.parametrize("kind", DRAW)
def test_without_data_there_is_a_sentence_and_no_figure(kind, tmp_path, shown):
    empty = table(["TASS"]).head(0)
    with pytest.raises(charts.NothingToDrawError, match="There is no figure"):
        DRAW[kind](empty)
    options = {"parts": ["own", "quoted"]} if kind == "shares" else {}
    figures.draw(getattr(charts, kind), empty, tmp_path, "one", caption="c", alt="a", **options)
    assert "There is no figure" in shown[-1][0]["text/plain"]
    assert not list(tmp_path.rglob("*.png"))


def test_a_name_that_no_face_can_draw_is_a_number_and_the_caption_tells_it(tmp_path, shown):
    data = table(NAMES["other scripts"]).assign(n=7)
    fig = charts.forest(data, n="n")
    figures.save(fig, tmp_path, "one", caption="Estimates.", alt="A forest.")
    labels = [label.get_text() for label in fig.axes[0].get_yticklabels()]
    assert labels == ["TASS\nn = 7", "[1]\nn = 7", "قناة الجزيرة\nn = 7"]
    assert "[1] is 新华社." in shown[0][1]["image/png"]["caption"]


def test_estimates_without_an_interval_are_hollow_and_the_caption_says_so():
    fig = charts.forest(table(["a", "b"]))
    faces = [
        line.get_markerfacecolor() for line in fig.axes[0].lines if line.get_marker() not in ("None", "")
    ]
    assert faces[0] == "white"
    assert faces[1] != "white"
    assert left_out(fig) == "Hollow marks have no interval."


def test_words_are_named_without_overlap_and_the_others_are_counted():
    many = pd.DataFrame({"term": [f"word{n}" for n in range(200)]})
    many = many.assign(
        target_rate=[1 + n % 17 for n in range(200)], reference_rate=[1 + n % 13 for n in range(200)]
    )
    fig = charts.words(many, width=89)
    assert checks.overlapping(fig) == []
    assert left_out(fig).startswith("Of 200 words, ")


def test_a_specification_curve_stands_in_ascending_order():
    data = pd.DataFrame({"estimate": [0.3, 0.1, 0.2], "low": None, "high": None, "lexicon": ["a", "b", "a"]})
    fig = charts.specifications(data, choices=["lexicon"])
    drawn = [
        list(marks.get_offsets()[:, 1]) for marks in fig.axes[0].collections if len(marks.get_offsets()) > 1
    ]
    assert [0.1, 0.2, 0.3] in drawn
    with pytest.raises(charts.NothingToDrawError, match="two specifications"):
        charts.specifications(data.head(1))


def test_change_over_time_needs_two_dates_and_has_a_panel_a_name():
    data = pd.DataFrame(
        {"day": ["2022-01-01", "2022-02-01"] * 2, "outlet": ["a", "a", "b", "b"], "share": 0.5}
    )
    assert len(charts.series(data).axes) == 2
    with pytest.raises(charts.NothingToDrawError, match="one date"):
        charts.series(data.assign(day="2022-01-01"))


def test_an_event_without_a_date_is_named():
    with pytest.raises(ValueError, match="'The vote' has the date 'soon': write it as 2022-02-24"):
        charts.timeline(table(["TASS"]), events=[["soon", "The vote"]])


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="there is no column 'mean'"):
        charts.forest(table(["TASS"]), estimate="mean")


def test_a_figure_is_drawn_again_from_its_saved_data_by_the_same_function(tmp_path, shown):
    data = table(["=HYPERLINK(1)", "+x", "b"])
    fig = charts.forest(data, line=0)
    assert of(fig).by == "forest"
    figures.save(fig, tmp_path, "one", caption="c", alt="a")
    read = again.load(tmp_path / "figures" / "one.csv", ["outlet", "target", "published"])
    assert read["outlet"].tolist() == ["=HYPERLINK(1)", "+x", "b"]
    [made] = again.draw_all(tmp_path, presets.find("screen"))
    before, after = plt.imread(tmp_path / "figures" / "one.png"), plt.imread(io.BytesIO(made.files["png"]))
    assert np.abs(before[..., :3] - after[..., :3]).max(axis=2).mean() < 0.02


@pytest.mark.parametrize("kind", DRAW)
def test_a_figure_that_a_cell_changes_is_drawn_again_as_it_was_changed(kind, tmp_path, shown):
    data = table(["TASS", "新华社", "b"])
    figures.save(DRAW[kind](data), tmp_path, "plain", caption="c", alt="a")
    changed = DRAW[kind](data)
    changed.axes[0].set_xlabel("a label of the reader's own")
    figures.save(changed, tmp_path, "changed", caption="c", alt="a")
    again_by = {
        key: json.loads((tmp_path / "figures" / f"{key}.json").read_text())["again"]
        for key in ("plain", "changed")
    }
    assert again_by["plain"]["by"] == kind
    assert again_by["changed"] == {"from": "changed.drawing.json"}
    assert "reader's own" in (tmp_path / "figures" / "changed.drawing.json").read_text()


@pytest.mark.parametrize("days", [["2022-03-01"], ["2022-03-01", "2022-03-03"], ["0002-11-30", "2022-03-03"]])
@pytest.mark.parametrize("kind", ["timeline", "overview"])
def test_one_date_or_two_are_drawn_without_a_warning(kind, days, tmp_path, shown, recwarn):
    data = table(["a", "b"]).assign(published=[days[0], days[-1]])
    draw = {"timeline": charts.timeline, "overview": charts.overview}[kind]
    figures.save(draw(data), tmp_path, "one", caption="c", alt="a")
    assert [str(one.message) for one in recwarn] == []


def test_articles_on_many_days_are_counted_by_month():
    days = pd.date_range("2020-01-31", periods=81).strftime("%Y-%m-%d")
    data = pd.DataFrame({"outlet": [*["a"] * 81, "b"], "published": [*days, "2020-02-03"]})
    fig = charts.timeline(data)
    heights = [-bar.get_height() / 0.85 for bar in fig.axes[0].patches]
    assert heights == pytest.approx([1 / 31, 29 / 31, 1, 20 / 31, 1 / 31])
    assert left_out(fig) == "Each bar is a month, the higher the more articles; the highest stands for 31."
    assert left_out(charts.timeline(data[2:])) == "Each mark is a day, the larger the more articles."


def test_a_specification_curve_shows_verdicts_and_rings_the_primary_one():
    data = pd.DataFrame(
        {"estimate": [0.3, 0.1, 0.2], "low": None, "high": None, "n_topics": ["10", "5", "10"]}
    )
    data = data.assign(verdict=["above", "open", "above"], primary=[False, True, False])
    fig = charts.specifications(data, choices=["n_topics"], verdict="verdict", primary="primary")
    told = [text.get_text() for text in fig.legends[0].get_texts()]
    assert told == ["above", "open", "primary"]
    assert [
        list(one.get_offsets()[0]) for one in fig.axes[0].collections if one.get_label() == "primary"
    ] == [[0, 0.1]]
    assert [label.get_text() for label in fig.axes[1].get_yticklabels()] == ["n topics: 5", "n topics: 10"]


def test_an_outlet_has_the_colour_that_it_has_among_all_outlets():
    among = ["a", "b", "c"]
    alone = charts.forest(table(["c"]).assign(low=0.0, high=1.0), among=among)
    assert alone.axes[0].lines[-1].get_color() == figures.colours(among)["c"]
