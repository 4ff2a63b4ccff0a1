import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus import tables
from sourcewise.corpus.copies import stories

BACKGROUND = [
    f"The council of {town} spoke about {thing} and {other} on a quiet day, as residents had asked it to."
    for town, thing, other in (
        ("Arden", "roads", "wells"),
        ("Brill", "schools", "nurses"),
        ("Corva", "parks", "pools"),
        ("Dunes", "taxes", "fees"),
        ("Elmet", "water", "rivers"),
        ("Farrow", "noise", "bells"),
        ("Grenn", "rents", "flats"),
        ("Holt", "trains", "buses"),
        ("Ister", "bread", "mills"),
        ("Jarrow", "fences", "gates"),
        ("Kelm", "bins", "carts"),
        ("Lorne", "trees", "woods"),
        ("Marl", "lamps", "wires"),
        ("Nessa", "dogs", "cats"),
        ("Orrin", "ferries", "ports"),
    )
]
FLOOD = (
    "Rescuers in Velmora pulled dozens from rooftops after the Tessin dam burst, Mayor Ana Kordel said.",
    "The Tessin dam burst and flooded Velmora; Mayor Ana Kordel said rescuers took dozens from rooftops.",
    "Velmora is under water since the Tessin dam burst. Rescuers search rooftops, says Mayor Ana Kordel.",
)


CUP = (
    "Velmora won the cup against Grenn by two late goals, its first trophy in forty seasons, as crowds sang."
)


def corpus(*rows):
    """Tables articles and texts from (doc_id, outlet, published, text), with a background of other news."""
    rows = [*rows, *((f"z{i}", f"Daily {i}", "2021-03-02", text) for i, text in enumerate(BACKGROUND))]
    articles = pd.DataFrame(
        [
            {"doc_id": doc, "file": f"{doc}.txt", "outlet": outlet, "published": day}
            for doc, outlet, day, _ in rows
        ]
    ).astype({"published": "str"})
    articles["headline"] = pd.Series([None] * len(rows), dtype="str")
    texts = pd.DataFrame([{"doc_id": doc, "text": text} for doc, *_, text in rows])
    return articles, texts


def propose(articles, texts, **options):
    return stories.propose(articles, [texts], **options)


def proposed(*rows, **options):
    """{story: doc_ids}"""
    table = propose(*corpus(*rows), **options)
    assert list(table.columns) == list(stories.COLUMNS)
    return {story: part["doc_id"].tolist() for story, part in table.groupby("story")}


def test_reports_of_one_event_by_different_outlets_are_a_story_named_by_the_earliest():
    rows = [
        ("c", "Courier", "2021-03-02", FLOOD[0]),
        ("b", "Herald", "2021-03-01T08:00:00", FLOOD[1]),
        ("a", "Post", "2021-03-02", FLOOD[2]),
    ]
    assert proposed(*rows) == {"b": ["a", "b", "c"]}
    table = propose(*corpus(*rows))
    assert table["similarity"].between(stories.SIMILARITY, 1).all()
    assert {"tessin", "velmora"} <= set(table["terms"].iloc[0].split())


@pytest.mark.parametrize(
    ("why", "second"),
    [
        ("one outlet", ("b", "Courier", "2021-03-01", FLOOD[1])),
        ("too late", ("b", "Herald", "2021-03-05", FLOOD[1])),
        ("no date", ("b", "Herald", None, FLOOD[1])),
        ("no day", ("b", "Herald", "2021-03", FLOOD[1])),
        ("no date that is one", ("b", "Herald", "2021-02-30", FLOOD[1])),
        ("outlet not known", ("b", tables.unknown_outlet("b"), "2021-03-01", FLOOD[1])),
        (
            "another event",
            ("b", "Herald", "2021-03-01", CUP),
        ),
        ("no text", ("b", "Herald", "2021-03-01", "")),
    ],
)
def test_what_is_no_story(why, second):
    assert proposed(("a", "Courier", "2021-03-01", FLOOD[0]), second) == {}, why


def test_a_second_article_of_an_outlet_joins_the_story_of_others():
    rows = [
        ("a", "Courier", "2021-03-01", FLOOD[0]),
        ("b", "Herald", "2021-03-01", FLOOD[1]),
        ("c", "Courier", "2021-03-01", FLOOD[2]),
    ]
    assert proposed(*rows) == {"a": ["a", "b", "c"]}


def test_a_story_is_no_longer_than_its_days():
    days = ["2021-03-01", "2021-03-02", "2021-03-03"]
    rows = [(doc, doc, day, text) for doc, day, text in zip("abc", days, FLOOD, strict=True)]
    (groups,) = proposed(*rows, days=1, similarity=0.2).values()
    assert len(groups) == 2
    assert proposed(*rows, days=2, similarity=0.2) == {"a": ["a", "b", "c"]}


def test_copies_count_once_and_follow_the_earliest():
    articles, texts = corpus(
        ("a", "Courier", "2021-03-01", FLOOD[0]),
        ("b", "Herald", "2021-03-02", FLOOD[0]),
        ("c", "Post", "2021-03-02", FLOOD[1]),
    )
    articles["duplicate_cluster"] = articles["doc_id"].map({"a": "d:a", "b": "d:a"}).astype("str")
    assert propose(articles, texts)["doc_id"].tolist() == ["a", "b", "c"]
    alone = articles["doc_id"] != "c"
    assert propose(articles[alone], texts).empty, "a text and its copy are one report"


def test_words_that_all_articles_have_make_no_story():
    rows = [
        (f"a{i}", f"Daily {i}", "2021-03-01", "The President said in Washington on Monday") for i in range(9)
    ]
    assert propose(*(table.iloc[: len(rows)] for table in corpus(*rows))).empty


def test_no_articles_are_no_stories():
    assert propose(*(table.iloc[:0] for table in corpus())).empty


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_the_order_of_the_input_and_the_size_of_blocks_change_nothing(rng, block):
    rows = [(f"a{i}", f"Daily {i}", f"2021-03-0{1 + i % 3}", text) for i, text in enumerate(FLOOD * 2)]
    articles, texts = corpus(*rows)
    expected = propose(articles, texts)
    assert len(expected) > 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stories, "BLOCK", block)
        mixed = [table.iloc[rng.sample(range(len(table)), len(table))] for table in (articles, texts)]
        pd.testing.assert_frame_equal(propose(*mixed), expected)


@pytest.mark.parametrize("options", [{"similarity": 0}, {"similarity": 1.2}, {"days": -1}])
def test_options_outside_their_range_are_refused(options):
    with pytest.raises(ValueError, match="it must"):
        propose(*corpus(), **options)


def test_the_table_to_edit_names_files_and_says_what_a_story_is_about():
    articles, texts = corpus(
        ("a", "Courier", "2021-03-01", FLOOD[0]),
        ("b", "Herald", "2021-03-02", FLOOD[1]),
    )
    articles.loc[articles["doc_id"] == "b", "headline"] = "=HYPERLINK('x')"
    table = stories.table(propose(articles, texts), articles, texts)
    assert table["file"].tolist() == ["a.txt", "b.txt"]
    assert table["story"].tolist() == ["a", "a"]
    assert table["about"].tolist() == [FLOOD[0]] * 2
    assert table["headline"].tolist() == [FLOOD[0], "'=HYPERLINK('x')"]
    assert stories.table(propose(articles[:0], texts), articles, texts).empty
