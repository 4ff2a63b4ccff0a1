import json
import re

import lxml.html
import pandas as pd
import pytest

from sourcewise.publish import latex, show


def cells(data):
    return re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", data["text/html"])


def test_text_stands_left_numbers_right_and_all_is_escaped(shown, hostile):
    show.table(pd.DataFrame({"outlet": [hostile], "n_words": [409]}), caption=hostile)
    html = shown[0][0]["text/html"].split("</style>")[1]
    assert "<script>" not in html
    assert "onerror=&quot;" in html
    assert '<th scope="col" class="sw-right sw-short">n words</th>' in html
    assert '<td class="sw-right sw-short">409</td>' in html
    assert 'class="sw-table mathjax_ignore tex2jax_ignore"' in html
    assert hostile in shown[0][0]["text/plain"]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.12345, -0.5], ["0.123", "−0.500"]),
        ([-0.0001, 0.2], ["0.000", "0.200"]),
        ([12.345, 1.0], ["12.3", "1.0"]),
        ([3.0, None], ["3", "–"]),
        ([9999, -10000], ["9999", "−10,000"]),
        (["a", None], ["a", "–"]),
        ([True, False], ["yes", "no"]),
        ([["b", "a"], {"d", "c"}], ["b, a", "c, d"]),
        (pd.to_datetime(["2022-02-02", "2022-02-03"]), ["2022-02-02", "2022-02-03"]),
        (["-5", "=1"], ["-5", "=1"]),
    ],
)
def test_values_read_as_a_reader_expects(shown, values, texts):
    show.table(pd.DataFrame({"x": values}))
    assert cells(shown[0][0]) == ["x", *texts]


def test_formats_and_sides_are_as_asked(shown):
    frame = pd.DataFrame({"left": ["the"], "node": ["bloc"], "share": [0.375]})
    show.table(frame, formats={"share": "{:.1%}", "node": str.upper}, align={"left": "right"})
    html = shown[0][0]["text/html"]
    assert '<td class="sw-right sw-short">the</td><td class="sw-short">BLOC</td>' in html
    assert ">37.5%</td>" in html


def test_a_column_that_is_not_there_is_refused(shown):
    with pytest.raises(ValueError, match="no column 'share'"):
        show.table(pd.DataFrame({"n": [1]}), formats={"share": "{}"})


def test_rows_beyond_the_first_are_counted_and_saved(shown, tmp_path):
    frame = pd.DataFrame({"n": range(50)})
    show.table(frame, run=tmp_path, key="many", rows=2)
    assert cells(shown[0][0]) == ["n", "0", "1"]
    assert "The first 2 of 50 rows; all of them are in tables/many.csv." in shown[0][0]["text/html"]
    assert len((tmp_path / "tables" / "many.csv").read_text().splitlines()) == 51
    show.table(frame, rows=None)
    assert len(cells(shown[1][0])) == 51
    assert "The first" not in shown[1][0]["text/plain"]


def test_a_named_index_heads_its_rows(shown):
    show.table(pd.Series({"TASS": 2}, name="articles").rename_axis("outlet"))
    assert '<th scope="row" class="sw-short">TASS</th>' in shown[0][0]["text/html"]


def test_no_rows_are_a_sentence(shown):
    show.table(pd.DataFrame({"a": []}))
    assert "No rows." in shown[0][0]["text/html"]


def test_a_key_without_a_run_is_refused(shown):
    with pytest.raises(ValueError, match="run=run, key='a'"):
        show.table(pd.DataFrame({"n": [1]}), key="a")


def test_a_sentence_is_one_escaped_paragraph(shown, hostile):
    show.say(f"two\nlines {hostile}")
    html = shown[0][0]["text/html"].split("</style>")[1]
    assert html.count("<") == html.count("<p class=") + html.count("</p>") == 2
    assert "mathjax_ignore" in html
    assert shown[0][0]["text/plain"].startswith("two lines <script>")


def test_the_same_table_is_the_same_html(shown):
    for _ in range(2):
        show.table(pd.DataFrame({"s": [{"b", "a", "c"}]}), caption="c")
    assert shown[0] == shown[1]


def test_pandas_shows_no_formulas():
    with pd.option_context("display.max_rows", 60):
        show.settings()
        assert "mathjax_ignore" in pd.DataFrame({"a": ["$x$"]})._repr_html_()
    pd.reset_option("^display")


def test_a_table_is_written_for_a_paper_with_units_notes_and_what_it_is(shown, tmp_path, hostile):
    frame = pd.DataFrame({"outlet_name": ["TASS", hostile], "share": [17.1, -3.0]})
    about = {"caption": f"Shares {hostile}", "units": {"share": "%"}, "notes": "n: 2 articles."}
    show.table(frame, run=tmp_path, key="shares", **about)
    beside = tmp_path / "tables"
    assert sorted(path.suffix for path in beside.iterdir()) == [".csv", ".html", ".json", ".tex"]
    stated = json.loads((beside / "shares.json").read_text())
    assert stated["units"] == {"share": "%"}
    assert stated["notes"] == ["n: 2 articles."]
    assert (stated["columns"], stated["rows"]) == (["outlet_name", "share"], 2)
    assert r"outlet name & share (\%) \\" in (beside / "shares.tex").read_text()
    page = lxml.html.fromstring((beside / "shares.html").read_text())
    assert [cell.text_content() for cell in page.xpath("//th")] == ["outlet name", "share (%)"]
    assert page.xpath("//td")[2].text_content() == hostile
    assert not page.xpath("//script | //a | //img")


def test_columns_of_long_texts_are_broken_on_paper():
    long = {"text": ["word " * 30], "n": ["1"]}
    made = latex.table(
        long, {"text": "text", "n": "n"}, {"text": False, "n": True}, key="a", caption="", notes=[]
    )
    assert r"\begin{tabular}{p{0.60\linewidth}r}" in made
