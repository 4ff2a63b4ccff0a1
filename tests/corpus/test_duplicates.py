import random
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus import alike, duplicates, tables

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
    table = duplicates.find_duplicates(texts, passages, **options)
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


def test_a_chain_is_one_cluster_and_says_how_far_its_end_is():
    words = text_of(5, 400).split()
    a, b, c = (" ".join(words[start : start + 200]) for start in (0, 60, 120))
    (members,) = documents(a=a, b=b, c=c).values()
    assert [doc for doc, _ in members] == ["a", "b", "c"]
    assert members[1][1] > duplicates.THRESHOLD > members[2][1] > 0


def paragraphs(reused=duplicates.REUSED, **texts):
    return found("paragraph", *corpus(**texts), reused=reused)


def test_a_paragraph_used_again_inside_and_across_articles_has_its_places_in_raw():
    shared = text_of(9, 30)
    texts, passages = corpus(a=[text_of(1, 50), shared, text_of(2, 50), shared], b=[text_of(3, 50), shared])
    table = duplicates.find_duplicates(texts, passages)
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
    table = duplicates.find_duplicates(texts, passages)
    mixed = [t.iloc[rng.sample(range(len(t)), len(t))] for t in (texts, passages)]
    pd.testing.assert_frame_equal(duplicates.find_duplicates(*mixed), table)
    assert (table.groupby("cluster_id").size() > 1).all()
    assert (table.groupby("cluster_id")["jaccard"].max() == 1).all()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(alphabet="ab ", max_size=25), min_size=2, max_size=7), st.sampled_from([0.2, 0.4, 0.8])
)
def test_pairs_equal_a_plain_comparison_of_all_sets(texts, threshold):
    words = [text.split() for text in texts]
    runs = [{tuple(one[i : i + 3]) for i in range(len(one) - 2)} for one in words]

    def jaccard(a, b):
        return 1.0 if words[a] == words[b] else len(runs[a] & runs[b]) / (len(runs[a] | runs[b]) or 1)

    pairs = {
        (a, b)
        for a in range(len(texts))
        for b in range(a)
        if words[a] and words[b] and jaccard(a, b) >= threshold
    }
    members = {place: (first, near) for place, first, near in alike.clusters(texts, threshold)}
    assert set(members) == {place for pair in pairs for place in pair}
    assert all(members[a][0] == members[b][0] for a, b in pairs)
    assert all(near == pytest.approx(jaccard(place, first)) for place, (first, near) in members.items())


def test_blocks_of_any_size_give_the_same_pairs(monkeypatch):
    texts = [edited(text_of(i % 4, 60), 0.05, seed=i) for i in range(30)]
    whole = alike.clusters(texts, 0.4)
    assert len({first for _, first, _ in whole}) == 4
    monkeypatch.setattr(alike, "PAIRS", 1)
    monkeypatch.setattr(alike, "BATCH", 7)
    assert alike.clusters(texts, 0.4) == whole


@pytest.mark.parametrize("options", [{"threshold": 0.0}, {"threshold": 1.1}, {"reused": -1}])
def test_a_share_outside_0_to_1_is_refused(options):
    with pytest.raises(ValueError, match="must lie above 0 and not above 1"):
        duplicates.find_duplicates(*corpus(a="x"), **options)


def test_a_document_that_comes_twice_is_refused():
    texts, passages = corpus(a="x")
    with pytest.raises(ValueError, match="has document 'a' twice"):
        duplicates.find_duplicates(pd.concat([texts, texts]), passages)


def test_hostile_texts_take_little_time():
    start = time.process_time()
    million = {"a": "x" * 1_000_000, "b": "y " * 500_000, "c": "“" * 100_000}
    assert documents(**million) == {}
    assert time.process_time() - start < 32


def test_a_thousand_articles_of_one_template_do_not_blow_up():
    rng = np.random.default_rng(0)
    common = text_of(1, 40)
    texts = {f"d{i:04d}": f"{common} {' '.join(rng.choice(VOCABULARY, 10))}" for i in range(1_000)}
    start = time.process_time()
    ((name, members),) = documents(**texts).items()
    assert (name, len(members)) == ("d:d0000", 1_000)
    assert time.process_time() - start < 40
