import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus import tables
from sourcewise.corpus.copies import alike, candidates, duplicates, minhash, shingles

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdglmnrst"]


def text_of(seed, n=200):
    return " ".join(random.Random(seed).choices(VOCABULARY, k=n))


def edited(text, share, seed=0):
    """`text` with a share of its words replaced."""
    rng = random.Random(seed)
    words = text.split()
    for place in rng.sample(range(len(words)), round(share * len(words))):
        words[place] = "changed" + str(rng.random())
    return " ".join(words)


def corpus(**paragraphs):
    """Tables texts and passages from {doc_id: paragraph or paragraphs}."""
    texts, rows = [], []
    for doc, given_ in paragraphs.items():
        parts = [given_] if isinstance(given_, str) else given_
        texts.append({"doc_id": doc, "raw": "\n".join(parts), "text": "\n".join(parts)})
        place = 0
        for n, part in enumerate(parts, start=1):
            half = part.find(" ", len(part) // 2) + 1  # two passages a paragraph, a blank between
            for start, piece in ((place, part[: max(half - 1, 0)]), (place + half, part[half:])):
                rows.append(
                    {
                        "passage_id": f"{doc}:{len(rows)}", "doc_id": doc, "outlet": doc, "paragraph": n,
                        "sentence": n, "start": start, "end": start + len(piece), "kind": "body",
                        "voice": "outlet", "text": piece,
                    }
                )  # fmt: skip
            place += len(part) + 1
    return tables.frame("texts", texts), tables.frame("passages", rows)


def found(level="document", texts=None, passages=None, **options):
    table = duplicates.find_duplicates([texts], [passages], **options)
    tables.validate("duplicates", table)
    table = table[table["level"] == level]
    return {
        name: list(zip(part["doc_id"], part["jaccard"], strict=True))
        for name, part in table.groupby("cluster_id")
    }


def documents(published=None, threshold=duplicates.THRESHOLD, **texts):
    both = corpus(**texts)
    return found("document", *both, published=published, threshold=threshold)


def test_exact_copies_have_a_jaccard_of_1_whatever_their_case_blanks_and_marks():
    text = text_of(1)
    again = "  “" + text.upper().replace(" ", " \n ", 3) + "!”"
    assert documents(a=text, b=again, c=text_of(2)) == {"d:a": [("a", 1.0), ("b", 1.0)]}


def test_what_has_no_copy_is_in_no_cluster():
    assert documents(a=text_of(1), b=text_of(2), c="") == {}
    assert documents() == {}


def test_empty_texts_are_no_copies_and_short_ones_only_exact():
    assert documents(a="", b="", c="…", d="Two words", e="two WORDS", f="two other") == {
        "d:d": [("d", 1.0), ("e", 1.0)]
    }


def test_near_copies_have_the_jaccard_of_their_sets_of_three_words():
    one, two = "a b c d e f g h", "a b c d e f x y"
    runs = [{tuple(text.split()[i : i + 3]) for i in range(6)} for text in (one, two)]
    expected = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert expected == 0.5
    assert documents(a=one, b=two) == {"d:a": [("a", 1.0), ("b", 0.5)]}
    assert documents(a=one, b=two, threshold=0.51) == {}


@pytest.mark.parametrize(("share", "jaccard"), [(0.05, 0.75), (0.10, 0.57), (0.15, 0.45)])
def test_copies_are_found_at_these_shares_of_replaced_words(share, jaccard):
    text = text_of(3, 2_000)
    (members,) = documents(a=text, b=edited(text, share)).values()
    assert members[1][1] == pytest.approx(jaccard, abs=0.04)


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_rewritten_copies_are_not_found(share):
    text = text_of(3, 2_000)
    assert documents(a=text, b=edited(text, share)) == {}


def test_repeats_inside_a_text_count_once():
    assert documents(a="to be or not to be or not to be", b="to be or not to be") == {
        "d:a": [("a", 1.0), ("b", 1.0)]
    }


def test_the_earliest_by_date_names_the_cluster():
    text = text_of(1)
    near = edited(text, 0.1)
    dates = pd.Series({"a": "2022-02-02", "b": "2022-01-01", "c": None})
    (name,) = documents(dates, a=text, b=near, c=text)
    assert name == "d:b"
    assert [doc for doc, _ in documents(dates, a=text, b=near, c=text)[name]] == ["b", "a", "c"]


def test_copies_of_copies_are_no_chain():
    words = text_of(5, 400).split()
    a, b, c = (" ".join(words[start : start + 200]) for start in (0, 60, 120))
    (members,) = documents(a=a, b=b, c=c).values()
    assert [doc for doc, _ in members] == ["a", "b"]
    near = {pair: documents(**dict(zip("xy", pair, strict=True))) for pair in ((a, b), (b, c), (a, c))}
    assert [bool(found) for found in near.values()] == [True, True, False]


def test_what_one_outlet_prints_under_all_its_articles_makes_no_copies():
    gallery = [text_of(seed, 60) for seed in range(100, 106)]
    own = {f"d{i}": [text_of(seed, 40) for seed in (i, 50 + i)] for i in range(6)}
    texts, passages = corpus(**{doc: parts + gallery for doc, parts in own.items()})
    assert len(found("document", texts, passages)) == 1, "of six outlets they are copies"
    assert found("document", texts, passages.assign(outlet="Courier")) == {}
    again = corpus(**{doc: parts + gallery for doc, parts in {**own, "e": own["d0"]}.items()})
    assert found("document", again[0], again[1].assign(outlet="Courier")) == {
        "d:d0": [("d0", 1.0), ("e", 1.0)]
    }
    four = {doc: parts + gallery for doc, parts in list(own.items())[:4]}
    texts, passages = corpus(**four)
    assert len(found("document", texts, passages.assign(outlet="Courier"))) == 1, "four may be updates of one"


def wired(outlets, agencies, level="document"):
    rows = [
        {"cluster_id": "d:a", "level": level, "doc_id": doc, "jaccard": 1.0}
        for doc in list("abc")[: len(outlets)]
    ]
    articles = pd.DataFrame({"doc_id": list("abc")[: len(outlets)], "outlet": outlets, "agency": agencies})
    named = duplicates.wire(tables.frame("duplicates", rows), articles)
    assert named.nunique(dropna=False) == 1
    return None if named.isna().all() else named.iloc[0]


@pytest.mark.parametrize(
    ("outlets", "agencies", "named"),
    [
        (["Courier", "Herald"], ["AP", None], "AP"),
        (["Courier", "Herald", "Post"], ["Reuters", "AP", "AP"], "AP"),
        (["Courier", "Herald", "Post"], [None, "Reuters", "AP"], "AP"),
        (["Reuters", "Herald"], [None, None], "Reuters"),
        (["Courier", "Herald"], [None, None], None),
        (["Courier", "Courier"], ["AP", "AP"], None),
        (["Courier", "unknown (b)"], ["AP", "AP"], None),
        (["Reuterswatch", "Herald"], [None, None], None),
        (["CNN", "Herald"], ["CNN", None], None),
    ],
)
def test_wire_copy_is_of_two_outlets_and_names_its_agency(outlets, agencies, named):
    assert wired(outlets, agencies) == named


def test_paragraphs_are_no_wire_copy():
    assert wired(["Courier", "Herald"], ["AP", "AP"], level="paragraph") is None


def test_wire_copy_of_nothing_is_nothing():
    empty = tables.frame("duplicates", [])
    assert duplicates.wire(empty, pd.DataFrame({"doc_id": [], "outlet": [], "agency": []})).tolist() == []


def paragraphs(reused=duplicates.REUSED, **texts):
    return found("paragraph", *corpus(**texts), reused=reused)


def test_a_paragraph_used_again_inside_and_across_articles_has_its_places_in_raw():
    shared = text_of(9, 30)
    texts, passages = corpus(a=[text_of(1, 50), shared, text_of(2, 50), shared], b=[text_of(3, 50), shared])
    table = duplicates.find_duplicates([texts], [passages])
    raw = texts.set_index("doc_id")["raw"]
    slices = [raw[row.doc_id][row.start : row.end] for row in table.itertuples()]
    assert slices == [shared] * 3
    assert table["doc_id"].tolist() == ["a", "a", "b"]
    assert set(table["cluster_id"]) == {f"p:a:{raw['a'].index(shared)}"}
    assert set(table["level"]) == {"paragraph"}


def test_a_short_paragraph_inside_a_long_one_is_used_again():
    short = text_of(9, 30)
    (members,) = paragraphs(a=[short, text_of(1, 60)], b=[text_of(2, 60) + " " + short]).values()
    assert [doc for doc, _ in members] == ["a", "b"]
    assert members[1][1] < 0.4, "the Jaccard is low where one holds the other"


def test_short_paragraphs_are_not_looked_at():
    short = text_of(9, 19)
    assert paragraphs(a=[short, text_of(1, 60)], b=[text_of(2, 60), short]) == {}


def test_headlines_and_headings_are_no_paragraphs():
    texts, passages = corpus(a=[text_of(9, 30), text_of(1, 60)], b=[text_of(2, 60), text_of(9, 30)])
    assert found("paragraph", texts, passages.assign(kind="heading")) == {}


def test_a_long_paragraph_that_holds_several_is_used_again_in_each():
    one, two = text_of(9, 30), text_of(10, 30)
    both = paragraphs(a=[one, text_of(1, 60)], b=[f"{one} {two}"], c=[two, text_of(2, 60)])
    assert sorted([doc for doc, _ in members] for members in both.values()) == [["a", "b"], ["b", "c"]]


@pytest.mark.parametrize("edits", [1, 3, 6])
def test_edited_paragraphs_are_found(edits):
    """Each edit costs three of the runs; 100 words have 98, so that six leave .82 of them."""
    missed = 0
    for seed in range(20):
        text = text_of(seed, 100)
        again = paragraphs(a=[text, text_of(500)], b=[text_of(501), edited(text, edits / 100, seed)])
        missed += not again
    assert missed == 0


def test_paragraphs_do_not_repeat_that_their_documents_are_copies():
    shared, others = text_of(9, 30), [text_of(1, 60), text_of(2, 60)]
    assert paragraphs(a=[*others, shared], b=[*others, shared]) == {}
    (members,) = paragraphs(a=[*others, shared], b=[*others, shared], c=[text_of(7, 300), shared]).values()
    assert [doc for doc, _ in members] == ["a", "b", "c"]
    (inside,) = paragraphs(a=[*others, shared, shared], b=[*others, shared]).values()
    assert [doc for doc, _ in inside] == ["a", "a", "b"]


SENTENCES = [text_of(seed, 25) for seed in range(5)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_input_changes_nothing(parts, rng):
    texts, passages = corpus(**{f"d{i}": part for i, part in enumerate(parts)})
    table = duplicates.find_duplicates([texts], [passages])
    mixed = [t.iloc[rng.sample(range(len(t)), len(t))] for t in (texts, passages)]
    pd.testing.assert_frame_equal(duplicates.find_duplicates(*([table] for table in mixed)), table)
    assert (table.groupby("cluster_id").size() > 1).all()
    assert (table.groupby("cluster_id")["jaccard"].max() == 1).all()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(alphabet="ab ", max_size=25), min_size=2, max_size=7), st.sampled_from([0.2, 0.4, 0.8])
)
def test_clusters_equal_a_plain_comparison_of_all_sets(texts, threshold):
    """Where signatures leave nothing out: a band of one place is shared by all pairs with anything in common
    but one in a hundred thousand."""
    words = [text.split() for text in texts]
    runs = [{tuple(one[i : i + 3]) for i in range(len(one) - 2)} for one in words]

    def jaccard(a, b):
        return 1.0 if words[a] == words[b] else len(runs[a] & runs[b]) / (len(runs[a] | runs[b]) or 1)

    expected, follows = {}, set()
    for later in range(len(texts)):
        for first in range(later):
            if words[first] and words[later] and first not in follows and jaccard(first, later) >= threshold:
                expected[later] = (first, pytest.approx(jaccard(first, later), abs=1e-6))
                follows.add(later)
                break
    expected |= {first: (first, 1.0) for first, _ in expected.values()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minhash, "RECALL", 1)
        found = {place: (first, near) for place, first, near in alike.clusters(texts, threshold)}
    assert found == expected


def test_parts_of_any_size_give_the_same_clusters(monkeypatch):
    texts = [edited(text_of(i % 4, 60), 0.05, seed=i) for i in range(30)]
    whole = [alike.clusters(texts, 0.4), alike.clusters(texts, 0.5, shorter=True)]
    assert [len({first for _, first, _ in one}) for one in whole] == [4, 4]
    monkeypatch.setattr(alike, "COMPARED_CHARS", 1_000)
    monkeypatch.setattr(candidates, "PART_CHARS", 3_000)
    monkeypatch.setattr(shingles, "BATCH_CHARS", 900)
    assert [alike.clusters(texts, 0.4), alike.clusters(texts, 0.5, shorter=True)] == whole


@pytest.mark.parametrize(("shorter", "most"), [(False, 20_000), (True, 20_000)])
def test_a_thousand_copies_of_one_text_take_few_comparisons(monkeypatch, shorter, most):
    """Of all pairs there are 499,500."""
    compared = []
    plain = alike.compare
    monkeypatch.setattr(
        alike, "compare", lambda texts, a, b, **k: compared.append(len(a)) or plain(texts, a, b, **k)
    )
    texts = [edited(text_of(1, 100), 0.04, seed=i) for i in range(1_000)]
    found = alike.clusters(texts, 0.4 if not shorter else 0.7, shorter=shorter)
    assert ({first for _, first, _ in found}, len(found)) == ({0}, 1_000)
    assert sum(compared) < most


@pytest.mark.parametrize("options", [{"threshold": 0.0}, {"threshold": 1.1}, {"reused": -1}])
def test_a_share_outside_0_to_1_is_refused(options):
    with pytest.raises(ValueError, match="must lie above 0 and not above 1"):
        duplicates.find_duplicates(*([table] for table in corpus(a="x")), **options)


def test_a_document_that_comes_twice_is_refused():
    texts, passages = corpus(a="x")
    with pytest.raises(ValueError, match="has document 'a' twice"):
        duplicates.find_duplicates([texts, texts], [passages])


def test_texts_of_one_word_and_of_marks_alone_are_no_copies_of_each_other():
    million = {"a": "x" * 1_000_000, "b": "y " * 500_000, "c": "“" * 100_000}
    assert documents(**million) == {}


def test_articles_of_one_template_are_copies_of_the_first():
    rng = np.random.default_rng(0)
    common = text_of(1, 40)
    texts = {f"d{i:04d}": f"{common} {' '.join(rng.choice(VOCABULARY, 10))}" for i in range(1_000)}
    ((name, members),) = documents(**texts).items()
    assert (name, len(members)) == ("d:d0000", 1_000)
