import math
import re

import pandas as pd
import pytest

from sourcewise.analysis.comparing.sentences import phrase, prospects
from sourcewise.analysis.comparing.support import support
from sourcewise.analysis.findings import COMPARING

FEW = "No interval: 5 independent articles, and a mean takes 10."

# -- describe ----------------------------------------------------------------------------------------------

DESCRIBED = {"outlet": "A", "n": 12, "units": 12, "estimate": 0.25, "low": 0.1, "high": 0.4, "reason": ""}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"n": 0, "units": 0, "estimate": pd.NA}, "No article of A has a value for the tone."),
        ({"n": 1, "units": 1, "low": pd.NA}, "In this article of A, the tone is 0.25."),
        (
            {"n": 1, "units": 1, "low": pd.NA, "outlet": "unknown (x.txt)"},
            "In this article of unknown outlet (x.txt), the tone is 0.25.",
        ),
        ({"n": 2, "units": 2, "low": pd.NA}, "In these two articles of A, the tone averages 0.25."),
        ({"n": 9, "units": 9, "low": pd.NA}, "In these nine articles of A, the tone averages 0.25."),
        ({"n": 10, "units": 1, "low": pd.NA}, "In 10 articles of A, the tone averages 0.25."),
        (
            {"n": 7, "units": 7, "low": pd.NA, "outlet": "unknown (7 articles)"},
            "In these seven articles of unknown outlets, the tone averages 0.25.",
        ),
        (
            {},
            "In 12 articles of A, the tone averages 0.25 (95 % interval 0.10 to 0.40, small sample).",
        ),
        (
            {"units": 10},
            "In 12 articles of A, the tone averages 0.25 "
            "(95 % interval 0.10 to 0.40, worth 10 independent ones, small sample).",
        ),
        (
            {"n": 1234, "units": 1000},
            "In 1,234 articles of A, the tone averages 0.25 "
            "(95 % interval 0.10 to 0.40, worth 1000 independent ones).",
        ),
        ({"n": 30, "units": 30}, "In 30 articles of A, the tone averages 0.25 (95 % interval 0.10 to 0.40)."),
        (
            {"n": 30, "units": 29},
            "In 30 articles of A, the tone averages 0.25 "
            "(95 % interval 0.10 to 0.40, worth 29 independent ones, small sample).",
        ),
        ({"n": 1, "units": 1, "low": pd.NA, "estimate": -0.0001}, "In this article of A, the tone is 0.00."),
    ],
)
def test_phrases_of_what_an_outlet_has(row, sentence):
    said = phrase({**DESCRIBED, **row}, what="the tone")
    assert said == sentence
    assert not COMPARING.search(said)
    assert phrase(pd.Series({**DESCRIBED, **row}, dtype=object), what="the tone") == sentence


@pytest.mark.parametrize(
    ("unit", "digits", "value", "said"),
    [
        ("", 2, 0.256, "0.26"),
        ("words", 0, 1234.5, "1,234 words"),
        ("%", 1, 41, "41.0%"),
        ("points", 3, -2, "-2.000 points"),
        ("", 0, -0.4, "0"),
    ],
)
def test_values_with_their_units(unit, digits, value, said):
    row = {**DESCRIBED, "n": 1, "estimate": value}
    assert phrase(row, what="x", unit=unit, digits=digits) == f"In this article of A, x is {said}."


# -- contrast ----------------------------------------------------------------------------------------------

CONTRASTED = {
    "a": "A", "b": "B", "n_a": 40, "n_b": 50, "units_a": 40, "units_b": 50, "within": None, "strata": 0,
    "estimate": 0.25,
    "low": pd.NA, "high": pd.NA, "p_adjusted": pd.NA, "detectable": 0.602, "family": 1, "level": "full",
    "reason": "", "note": "", "doc_ids": (),
}  # fmt: skip
POINTS = {
    "n_a": 5,
    "n_b": 6,
    "units_a": 5,
    "units_b": 6,
    "level": "points",
    "detectable": 1.91,
    "reason": FEW,
}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        # described only
        (
            {
                "estimate": pd.NA,
                "level": "description",
                "reason": "2 articles in one of the groups: described only.",
            },
            "The tone: 2 articles in one of the groups: described only.",
        ),
        # neither a p nor an interval
        (
            {**POINTS, "n_a": 3, "units_a": 3, "reason": f"No p: 3 articles, and a mean takes 4. {FEW}"},
            "The tone: the difference between 3 articles of A and 6 of B is 0.25 points. "
            f"No p: 3 articles, and a mean takes 4. {FEW}",
        ),
        # a p alone
        (
            {**POINTS, "p_adjusted": 0.0123},
            "The tone is higher in A than in B (difference 0.25 points; p = .012; 5 articles of A and "
            "6 of B, "
            "small sample).",
        ),
        (
            {**POINTS, "estimate": -0.25, "p_adjusted": 0.0123, "family": 2},
            "The tone is lower in A than in B (difference -0.25 points; adjusted p = .012; 5 articles "
            "of A and "
            "6 of B, small sample).",
        ),
        (
            {**POINTS, "p_adjusted": 0.05},
            "In the tone these articles do not tell A and B apart (difference 0.25 points; p = .050; "
            "5 articles of A and 6 of B, small sample); one of 1.9 standard deviations would be missed "
            "one time in five.",
        ),
        # both: the adjusted p decides
        (
            {"estimate": -0.25, "low": -0.5, "high": -0.1, "p_adjusted": 0.0002, "family": 3},
            "The tone is lower in A than in B (difference -0.25 points; 95 % interval -0.50 points to "
            "-0.10 points of this comparison alone; adjusted p < .001; 40 articles of A and 50 of B).",
        ),
        (
            {"low": 0.1, "high": 0.4, "p_adjusted": 0.2, "family": 3},
            "In the tone these articles do not tell A and B apart (difference 0.25 points; 95 % interval "
            "0.10 points to 0.40 points of this comparison alone; adjusted p = .200; 40 articles of A "
            "and 50 of B); "
            "one of 0.6 standard deviations would be missed one time in five.",
        ),
        # an interval alone is of one comparison of many: it decides nothing
        (
            {"low": 0.1, "high": 0.4, "family": 2, "reason": "No p: raise `resamples`."},
            "The tone: the difference between 40 articles of A and 50 of B is 0.25 points (95 % interval "
            "0.10 points to 0.40 points of this comparison alone). No p: raise `resamples`.",
        ),
        # worth fewer, and within stories
        (
            {"p_adjusted": 0.01, "units_a": 12, "level": "small"},
            "The tone is higher in A than in B (difference 0.25 points; p = .010; 40 articles of A and "
            "50 of B, "
            "worth 12 and 50 independent ones, small sample).",
        ),
        (
            {"p_adjusted": 0.01, "within": "story", "strata": 1},
            "In 1 story that both cover, the tone is higher in A than in B (difference 0.25 points; p "
            "= .010; 40 articles of A and 50 of B, "
            "within 1 shared story).",
        ),
        (
            {"p_adjusted": 0.01, "within": "story", "strata": 12, "units_b": 20},
            "The tone is higher in A than in B (difference 0.25 points; p = .010; 40 articles of A and "
            "50 of B, "
            "worth 40 and 20 independent ones, within 12 shared stories).",
        ),
    ],
)
def test_phrases_of_a_contrast(row, sentence):
    assert phrase({**CONTRASTED, **row}, what="the tone", unit="points") == sentence


LEFT = "Left out: 3 articles of another story."
APART = "They share no story, so that coverage and telling can't be told apart."
TWO = {"p_adjusted": 0.01, "within": "story", "strata": 2}


@pytest.mark.parametrize(
    ("strata", "within", "start"),
    [
        (0, None, "The tone is higher in A than in B ("),
        (1, "story", "In 1 story that both cover, the tone is higher in A than in B ("),
        (2, "story", "In 2 stories that both cover, the tone is higher in A than in B ("),
        (9, "month", "In 9 months that both cover, the tone is higher in A than in B ("),
        (10, "story", "The tone is higher in A than in B ("),
    ],
)
def test_a_direction_inside_few_stories_is_said_of_these(strata, within, start):
    row = {"p_adjusted": 0.01, "within": within, "strata": strata}
    for kind in (CONTRASTED, RATED):
        assert phrase({**kind, **row}, what="the tone").startswith(start)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (LEFT, f" {LEFT}"),
        (APART, f" {APART}"),
        ("", ""),
        (pd.NA, ""),
    ],
)
@pytest.mark.parametrize("p", [0.01, 0.5, pd.NA])
def test_what_was_left_out_ends_the_sentence(note, said, p):
    for kind in (CONTRASTED, RATED):
        row = {**kind, "p_adjusted": p, "reason": "No p: here."}
        assert phrase({**row, "note": note}, what="the tone") == phrase(row, what="the tone") + said


@pytest.mark.parametrize(
    ("family", "low", "directed"), [(1, -0.1, False), (1, 0.0, False), (1, 0.01, True), (2, -0.1, True)]
)
def test_one_comparison_is_directed_only_where_its_interval_is_beside_0(family, low, directed):
    row = {"p_adjusted": 0.04, "low": low, "high": 0.6, "family": family}
    for kind in (CONTRASTED, RATED):
        assert bool(COMPARING.search(phrase({**kind, **row}, what="the tone"))) == directed


def test_what_no_article_can_tell_is_not_said_to_be_missed():
    said = phrase({**CONTRASTED, **TWO, "p_adjusted": 0.5, "detectable": pd.NA}, what="the tone")
    assert said.endswith("within 2 shared stories).")


def test_a_difference_of_percentages_is_in_percentage_points():
    row = {**CONTRASTED, "estimate": 9.74, "low": 1.3, "high": 18.0, "p_adjusted": 0.02}
    assert phrase(row, what="the quoted share", unit="%", digits=1) == (
        "The quoted share is higher in A than in B (difference 9.7 percentage points; 95 % interval "
        "1.3 percentage points to 18.0 percentage points; p = .020; 40 articles of A and 50 of B)."
    )


@pytest.mark.parametrize(
    ("p", "said"),
    [(0.0009, "p < .001"), (0.001, "p = .001"), (0.0494, "p = .049"), (0.5, "p = .500"), (1.0, "p = 1.000")],
)
def test_how_a_p_is_written(p, said):
    assert f"; {said};" in phrase({**CONTRASTED, "p_adjusted": p}, what="the tone")


def test_a_p_below_05_does_not_read_as_05():
    assert "p = .050" not in phrase({**CONTRASTED, "p_adjusted": 0.0496}, what="the tone")


def test_what_cannot_be_detected_at_all_is_said_in_words():
    said = phrase({**CONTRASTED, **POINTS, "p_adjusted": 0.4, "detectable": math.inf}, what="the tone")
    assert "inf " not in said


# -- contrast_rates ----------------------------------------------------------------------------------------

RATED = {**CONTRASTED, "rate_a": 1234.56, "rate_b": 2.0, "estimate": 1.5}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {
                "n_a": 2,
                "units_a": 2,
                "estimate": pd.NA,
                "level": "description",
                "reason": "2 articles: described only.",
            },
            "“China”: 2 articles: described only.",
        ),
        (
            {"reason": "No p or interval: too rare."},
            "“China”: 1,234.6 against 2.0 per 10,000 words in 40 articles of A and 50 of B. "
            "No p or interval: too rare.",
        ),
        (
            {"p_adjusted": 0.01, "level": "small", "family": 2},
            "“China” is higher in A than in B (1,234.6 against 2.0 per 10,000 words; adjusted p = .010; "
            "40 articles of A and 50 of B, small sample).",
        ),
        (
            {"p_adjusted": 0.01, "estimate": -1.5, "low": -2.0, "high": -1.0},
            "“China” is lower in A than in B (1,234.6 against 2.0 per 10,000 words; "
            "95 % interval of the ratio 0.25 to 0.50; p = .010; 40 articles of A and 50 of B).",
        ),
        (
            {"p_adjusted": 0.01, "low": 1.0, "high": 3.0, "family": 2},
            "“China” is higher in A than in B (1,234.6 against 2.0 per 10,000 words; 95 % interval of "
            "the ratio "
            "2.00 to 8.00, of this comparison alone; adjusted p = .010; 40 articles of A and 50 of B).",
        ),
        (
            {"p_adjusted": 0.06, "low": 1.0, "high": 3.0},
            "In “China” these articles do not tell A and B apart (1,234.6 against 2.0 per 10,000 words; "
            "95 % interval of the ratio 2.00 to 8.00; p = .060; 40 articles of A and 50 of B).",
        ),
    ],
)
def test_phrases_of_rates(row, sentence):
    assert phrase({**RATED, **row}, what="“China”") == sentence


UNSUPPORTED = [
    {"estimate": pd.NA, "reason": FEW},
    {"reason": FEW},
    {"p_adjusted": 0.05},
    {"p_adjusted": 1.0, "low": 0.1, "high": 0.4},
    {"low": -0.1, "high": 0.4},
    {"low": 0.1, "high": 0.4},
    {"low": -0.4, "high": -0.1, "estimate": -0.25},
]


@pytest.mark.parametrize("row", UNSUPPORTED)
@pytest.mark.parametrize("kind", [CONTRASTED, RATED])
def test_without_support_there_is_no_word_of_comparison(row, kind):
    if kind is RATED and pd.isna(row.get("p_adjusted", pd.NA)):
        row = {name: value for name, value in row.items() if name not in ("low", "high")}
    assert not COMPARING.search(phrase({**kind, **row}, what="the tone"))


# -- prospects ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        (
            {"a": 1, "b": 1},
            "No difference between outlets can be shown here; in standard deviations, one of 0.8 would take "
            "about 26 articles an outlet, of 0.5 about 64, of 0.2 about 394.",
        ),
        (
            {"a": 5, "b": 5},
            "In a single comparison of all articles, a difference of 2.05 standard deviations would be "
            "found four times in five; one of 0.8 would "
            "take about 26 articles an outlet, of 0.5 about 64, of 0.2 about 394.",
        ),
        (
            {"a": 10, "b": 10},
            "In a single comparison of all articles, a difference of 1.32 standard deviations would be "
            "found four times in five; one of 0.8 would "
            "take about 26 articles an outlet, of 0.5 about 64, of 0.2 about 394.",
        ),
    ],
)
def test_prospects(sizes, sentence):
    said = prospects(support(sizes))
    assert said == sentence
    assert not re.search(r"\b(more|less|higher|lower|significant\w*)\b", said)


def test_prospects_of_one_outlet_and_of_none():
    for sizes in ({"a": 40}, {}):
        assert prospects(support(sizes)).startswith("No difference between outlets can be shown here;")
