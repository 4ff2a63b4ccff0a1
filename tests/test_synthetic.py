"""Synthetic corpora keep their word: what is planted is in what is drawn, and in what is written."""

import importlib
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis import sentiment, terms
from sourcewise.corpus import build, tables
from sourcewise.corpus.voices import cues

sys.path.append(str(Path(__file__).parent))
synthetic = importlib.import_module("synthetic")
Outlet, Design, draw = synthetic.Outlet, synthetic.Design, synthetic.draw

A = Outlet("The Herald", 28, authors=3, planted={"harbour": 3.0}, topics=(3, 1, 1))
B = Outlet("The Courier", 22, tone=0.5, quoted=0.4, stories=(1, 2, 0, 0), start=20, days=10)
C = Outlet("Gazette", 25, authors=2)
N = A.articles + B.articles
FULL = {
    "stories": 4, "story_sd": 0.5, "story_outlet_sd": 0.3, "author_sd": 0.4, "story_burst": 0.5,
    "burst": 0.5, "topics": 3, "copies": 0.12, "near_copies": 0.12,
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus():
    return draw(Design([A, B], **FULL), seed=7)


@pytest.fixture(scope="module")
def again(corpus, tmp_path_factory):
    """The corpus as the project reads it from files."""
    folder = tmp_path_factory.mktemp("synthetic")
    synthetic.write(corpus, folder)
    return build.read_corpus(folder)


def assert_same(one, other):
    """`one` is how `other` begins, but for the clusters that later articles may open."""
    n = len(one.articles)
    facts = [drawn.articles.drop(columns="duplicate_cluster")[:n] for drawn in (one, other)]
    pd.testing.assert_frame_equal(*facts)
    pd.testing.assert_frame_equal(one.values, other.values[:n])
    assert (one.counts != other.counts[:n]).nnz == 0
    assert one.origin.tolist() == other.origin[:n].tolist()


def tones(outlet, **design):
    """Tones of the articles of one outlet, whose articles are short."""
    drawn = draw(Design([outlet], terms=1, **design), seed=1)
    return drawn.values["tone"].to_numpy(), drawn


def pairs_of_a_story(counts, story):
    """Mean product of the counts of two articles of one story."""
    parts = [part.to_numpy() for _, part in pd.Series(counts).groupby(story) if len(part) > 1]
    products = [(part.sum() ** 2 - (part**2).sum()) / (len(part) * (len(part) - 1)) for part in parts]
    return np.mean(products)


def test_the_same_seed_gives_the_same_corpus_and_another_seed_another(corpus):
    same, other = (draw(Design([A, B], **FULL), seed=seed) for seed in (7, 8))
    assert_same(corpus, same)
    pd.testing.assert_frame_equal(corpus.articles, same.articles)
    assert not np.isclose(corpus.values["tone"], other.values["tone"]).any()
    assert (corpus.counts != other.counts).nnz > 1000


def test_one_outlet_more_changes_no_earlier_article(corpus):
    more = draw(Design([A, B, C], **FULL), seed=7)
    assert len(more.articles) == N + C.articles
    assert_same(corpus, more)
    assert [synthetic.text(corpus, row) for row in range(N)] == [
        synthetic.text(more, row) for row in range(N)
    ]


def test_a_planted_tone_changes_no_count_and_a_planted_rate_no_tone():
    plain, toned, rated = (
        draw(Design([A_]), seed=1)
        for A_ in (Outlet("A", 30), Outlet("A", 30, tone=1), Outlet("A", 30, planted={"harbour": 5}))
    )
    assert (plain.counts != toned.counts).nnz == 0
    assert np.allclose(toned.values["tone"] - plain.values["tone"], 1)
    assert np.allclose(rated.values["tone"], plain.values["tone"])
    assert (plain.counts != rated.counts).nnz > 0


@pytest.mark.parametrize(
    ("shape", "median"),
    [("normal", 0), ("t3", 0), ("uniform", 0), ("exponential", -0.307), ("lognormal", -0.3)],
)
def test_the_noise_has_mean_0_its_spread_and_its_shape(shape, median):
    tone, _ = tones(Outlet("A", 20_000, words=30, shape=shape, spread=2.0, tone=1.0))
    assert tone.mean() == pytest.approx(1, abs=0.06)
    assert tone.std() == pytest.approx(2, rel=0.1)
    assert np.median(tone) - 1 == pytest.approx(2 * median, abs=0.06)
    beyond = np.mean(np.abs(tone - 1) > 2 * 3)
    low, high = {"uniform": (0, 0), "normal": (0.001, 0.005)}.get(shape, (0.008, 0.03))
    assert low <= beyond <= high


def test_the_mean_tone_is_the_planted_one_with_the_days():
    tone, drawn = tones(Outlet("A", 5000, words=30, tone=0.5, start=10, days=5), day_slope=0.1)
    assert drawn.truth.tone["A"] == pytest.approx(0.5 + 0.1 * 12)
    assert tone.mean() == pytest.approx(1.7, abs=4 / math.sqrt(5000))
    dates = drawn.articles["published"]
    assert (dates.min(), dates.max()) == ("2024-01-11", "2024-01-15")
    assert tone[dates == "2024-01-15"].mean() - tone[dates == "2024-01-11"].mean() == pytest.approx(
        0.4, abs=0.2
    )


@pytest.mark.parametrize(("of_story", "in_outlet"), [(2.0, 0.0), (0.0, 2.0)])
def test_a_story_moves_all_outlets_alike_or_each_by_itself(of_story, in_outlet):
    outlets = [Outlet(name, 2000, words=30, stories=(1, 1, 2)) for name in "AB"]
    design = Design(outlets, stories=3, story_sd=of_story, story_outlet_sd=in_outlet, terms=1)
    drawn = draw(design, seed=3)
    tone = drawn.values["tone"].to_numpy()
    means = pd.Series(tone).groupby([drawn.articles["outlet"], drawn.articles["story"]]).mean().unstack()
    gap = (means.loc["A"] - means.loc["B"]).abs().max()
    assert gap < 0.3 if of_story else gap > 1
    by_outlet = pd.Series(tone).groupby(drawn.articles["outlet"]).mean()
    assert (by_outlet - drawn.truth.tone_drawn).abs().max() < 0.15
    assert (drawn.truth.tone == 0).all()


def test_centred_effects_of_authors_sum_to_zero_and_random_ones_do_not():
    for effects, low, high in (("centred", 0, 1e-9), ("random", 0.01, 3)):
        outlets = [Outlet("A", 5, authors=4), Outlet("B", 5, authors=2)]
        drawn = draw(Design(outlets, terms=1, author_sd=1.0, author_effects=effects), seed=5)
        authors = drawn.truth.authors
        sums = (authors["weight"] * authors["effect"]).groupby(authors["outlet"]).sum()
        assert sums.abs().between(low, high).all()
        assert np.allclose(drawn.truth.tone_drawn - drawn.truth.tone, sums)
        assert authors["effect"].abs().min() > 0.01
        assert authors["byline"].is_unique


def test_random_effects_of_authors_move_outlets_as_far_as_their_weights_say():
    luck = [
        draw(Design([Outlet("A", 2, authors=3)], terms=1, author_sd=1.0), seed=seed).truth.tone_drawn["A"]
        for seed in range(150)
    ]
    weights = np.array([6, 3, 2]) / 11
    assert np.std(luck) == pytest.approx(math.sqrt((weights**2).sum()), rel=0.2)


def test_authors_write_as_often_as_their_rank_says_and_carry_their_effect():
    tone, drawn = tones(Outlet("A", 4000, words=30, authors=3), author_sd=2.0)
    byline, authors = drawn.articles["byline"], drawn.truth.authors.set_index("byline")
    shares = byline.value_counts(normalize=True)
    assert shares.tolist() == pytest.approx([6 / 11, 3 / 11, 2 / 11], abs=0.03)
    means = pd.Series(tone).groupby(byline).mean()
    assert (means - authors["effect"]).abs().max() < 0.15


def test_planted_rates_and_topics_are_found_in_many_articles():
    outlets = [
        Outlet("A", 3000, planted={"harbour": 3.0, "bridge": 0.5}),
        Outlet("B", 3000, topics=(6, 4, 0), words=300),
    ]
    drawn = draw(Design(outlets, terms=40, topics=3), seed=2)
    outlet = drawn.articles["outlet"].to_numpy()
    counts = pd.DataFrame(drawn.counts.toarray(), columns=drawn.terms).groupby(outlet).sum()
    found = counts.div(pd.Series(drawn.words).groupby(outlet).sum(), axis=0) * 1e4
    assert (found / drawn.truth.rates - 1).abs().max(axis=None) < 0.15
    ratio = found.loc["A"] / draw(Design([Outlet("A", 1)], terms=40), seed=2).truth.rates.loc["A"]
    assert ratio[["harbour", "bridge", "road"]].tolist() == pytest.approx([3, 0.5, 1], rel=0.12)
    shares = pd.DataFrame(drawn.topics).groupby(outlet).mean()
    assert shares.loc["A"].tolist() == pytest.approx([1 / 3] * 3, abs=0.03)
    assert shares.loc["B"].tolist() == pytest.approx([0.6, 0.4, 0], abs=0.03)


def test_rates_fall_from_sixty_in_ten_thousand_words_to_rare_ones():
    rates = draw(Design([Outlet("A", 1)]), seed=1).truth.rates.loc["A"]
    frequent = list(synthetic.vocabulary(400))
    assert rates[frequent].is_monotonic_decreasing
    assert rates.max() == 60
    assert rates.min() < 1


@pytest.mark.parametrize(("burst", "shared"), [(math.inf, 0.0), (0.3, 0.0), (0.5, 0.6), (1.0, 1.0)])
def test_counts_scatter_as_burst_says_and_stories_share_their_part(burst, shared):
    outlet = Outlet("A", 6000, words=500, words_spread=0)
    drawn = draw(Design([outlet], terms=3, stories=1500, burst=burst, story_burst=shared), seed=4)
    counts = drawn.counts.toarray().astype(float)
    mean, wanted = counts.mean(axis=0), drawn.truth.rates.loc["A"].to_numpy() * 500 / 1e4
    assert mean == pytest.approx(wanted, rel=0.12)
    scatter = np.mean((counts.var(axis=0) - mean) / mean**2)
    assert scatter == pytest.approx(1 / burst, rel=0.15, abs=0.05)
    together = [pairs_of_a_story(column, drawn.articles["story"]) for column in counts.T]
    assert np.mean(together / mean**2) - 1 == pytest.approx(shared / burst, rel=0.25, abs=0.12)


def test_lengths_and_quoted_shares_are_those_of_the_outlet():
    drawn = draw(Design([Outlet("A", 4000, words=300, words_spread=0.3, quoted=0.4)], terms=1), seed=1)
    logs = np.log(drawn.words)
    assert (np.median(drawn.words), logs.std()) == pytest.approx((300, 0.3), rel=0.04)
    assert (drawn.values["length"] == drawn.words).all()
    share = drawn.values["quoted_share"]
    assert share.between(0, 1).all()
    assert share.mean() == pytest.approx(0.4, abs=0.01)
    none = draw(Design([Outlet("A", 20, quoted=0)]), seed=1).values["quoted_share"]
    assert (none == 0).all()


def test_the_articles_fit_the_projects_table(corpus):
    articles = corpus.articles
    assert {name: tables.COLUMNS["articles"][name] for name in articles} == {
        name: str(dtype) for name, dtype in articles.dtypes.items()
    }
    assert articles["doc_id"].is_monotonic_increasing
    assert articles["doc_id"].is_unique
    assert articles["byline"].isna().eq(articles["outlet"] == "The Courier").all()
    courier = articles["story"][(articles["outlet"] == "The Courier") & (corpus.origin == np.arange(N))]
    assert set(courier) == {"story-001", "story-002"}
    assert draw(Design([C]), seed=1).articles["story"].isna().all()


def test_copies_share_the_cluster_of_an_earlier_article():
    drawn = draw(Design([A, B, C], copies=0.15, near_copies=0.1, stories=4, topics=3), seed=3)
    articles, own = drawn.articles, np.arange(N + C.articles)
    copy = np.flatnonzero(drawn.origin != own)
    first = drawn.origin[copy]
    assert 0.12 <= len(copy) / len(own) <= 0.35
    assert (drawn.origin[first] == first).all()
    assert (articles["published"].to_numpy()[first] <= articles["published"].to_numpy()[copy]).all()
    cluster = ("d:" + articles["doc_id"]).to_numpy()[drawn.origin]
    expected = np.where(np.isin(drawn.origin, first), cluster, None)
    assert articles["duplicate_cluster"].astype(object).where(lambda c: c.notna(), None).tolist() == (
        expected.tolist()
    )
    assert len(set(articles["outlet"].to_numpy()[copy]) & set(articles["outlet"].to_numpy()[first])) > 1
    assert np.array_equal(drawn.values.to_numpy()[copy], drawn.values.to_numpy()[first])


def test_near_copies_have_other_terms_in_the_place_of_a_few():
    drawn = draw(Design([A, C], near_copies=0.3, topics=3), seed=3)
    counts = drawn.counts.toarray()
    copy = np.flatnonzero(drawn.origin != np.arange(len(counts)))
    change = np.abs(counts[copy] - counts[drawn.origin[copy]]).sum(axis=1) / 2
    assert (counts >= 0).all()
    assert (counts[copy].sum(axis=1) == counts[drawn.origin[copy]].sum(axis=1)).all()
    assert change.sum() / counts[copy].sum() == pytest.approx(0.2, abs=0.04), "a few come back"
    exact = draw(Design([A, C], copies=0.3, topics=3), seed=3)
    assert (exact.counts != exact.counts[exact.origin]).nnz == 0


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (Design([]), "a name of its own"),
        (Design([Outlet("A", 1), Outlet("A", 1)]), "a name of its own"),
        (Design([Outlet("A", 0)]), "an article or more"),
        (Design([Outlet("A", 1)], story_sd=1), "set stories to 1 or more"),
        (Design([Outlet("A", 1, stories=(1, 2))], stories=3), "A's stories have the weights"),
        (Design([Outlet("A", 1, topics=(1, -1))], topics=2), "A's topics have the weights"),
        (Design([Outlet("A", 1, planted={"said": 2})]), "'said' planted"),
        (Design([Outlet("A", 1, shape="cauchy")]), "it must be normal"),
        (Design([Outlet("A", 1)], author_effects="fixed"), "'random' or 'centred'"),
        (Design([Outlet("A", 1)], copies=0.5, near_copies=0.5), "below 1"),
    ],
)
def test_a_design_that_contradicts_itself_is_refused(design, said):
    with pytest.raises(ValueError, match=said):
        draw(design, seed=1)


def test_the_vocabulary_is_plain_words_that_no_measure_takes_for_anything_else():
    words = synthetic.vocabulary(20_000)
    assert words[:200] == synthetic.vocabulary(200)
    assert len(set(words)) == 20_000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert not set(words) & (terms.STOPWORDS | set(cues.FRAMES))
    assert sentiment.score(words[:500]).eq(0).all(axis=None)


def test_what_is_written_is_read_back_as_it_was_drawn(corpus, again):
    assert again["problems"].empty
    assert again["removed"].empty
    columns = corpus.articles.columns.drop("genre")
    pd.testing.assert_frame_equal(again["articles"][columns], corpus.articles[columns])
    assert corpus.articles["duplicate_cluster"].notna().sum() > 6


def test_counts_of_what_is_written_are_those_that_were_drawn(corpus, again):
    found = terms.count(again["passages"], stopwords=terms.STOPWORDS)
    table = pd.DataFrame(found.matrix.toarray(), found.rows, found.terms)
    wanted = pd.DataFrame(corpus.counts.toarray(), corpus.articles["doc_id"].to_numpy(), corpus.terms)
    counted = table.reindex(columns=corpus.terms, fill_value=0)
    assert (counted.to_numpy() == wanted.to_numpy()).all()
    assert counted.index.tolist() == wanted.index.tolist()
    assert found.words.tolist() == corpus.words.tolist()
    assert {"said", "china"} < set(found.terms) - set(corpus.terms)


def test_quotations_and_paragraphs_are_as_planned(corpus, again):
    share, drawn = again["articles"]["quoted_share"].to_numpy(float), corpus.values["quoted_share"].to_numpy()
    usual = drawn < 0.6
    assert np.abs(share - drawn)[usual].max() < 0.05
    assert np.corrcoef(share[usual], drawn[usual])[0, 1] > 0.98
    assert again["quotes"]["kind"].eq("direct").all()
    assert again["quotes"]["speaker"].notna().all()
    sentences = again["passages"].groupby(["doc_id", "paragraph"])["sentence"].nunique()
    assert sentences.between(2, 4).all()


def test_sentences_on_china_are_as_good_as_the_tone_says(corpus, again):
    sentences = sentiment.sentences(again["passages"])
    sentences = sentences[sentences["text"].str.startswith("China was ")]
    score = sentiment.score(sentences["text"])["vader"].groupby(sentences["doc_id"].to_numpy()).mean()
    tone = corpus.values["tone"]
    assert score.index.tolist() == tone.index.tolist()
    assert np.corrcoef(score, tone)[0, 1] > 0.85


def test_copies_are_word_for_word_and_near_copies_are_not(corpus):
    texts = [synthetic.text(corpus, row) for row in range(N)]
    copies = [(row, first) for row, first in enumerate(corpus.origin) if row != first]
    exact = [(corpus.counts[row] != corpus.counts[first]).nnz == 0 for row, first in copies]
    assert [texts[row] == texts[first] for row, first in copies] == exact
    assert 0 < sum(exact) < len(exact)
    for row, first in copies:
        pairs = list(zip(texts[row].split(), texts[first].split(), strict=True))
        assert sum(one != other for one, other in pairs) < 0.15 * len(pairs)


@pytest.mark.parametrize(("words", "size"), [(20, 3), (45, 30), (900, 3000)])
def test_any_length_and_vocabulary_is_written_as_counted(words, size):
    outlet = Outlet("A", 20, words=words, quoted=0.6, planted={"harbour": 8.0})
    drawn = draw(Design([outlet], terms=size, burst=0.3), seed=1)
    for row in range(20):
        found = pd.Series(terms.tokenize(synthetic.text(drawn, row)))
        assert len(found) == drawn.words[row]
        counted = found.value_counts().reindex(drawn.terms, fill_value=0)
        assert counted.tolist() == drawn.counts[row].toarray().ravel().tolist()


def test_without_a_sidecar_nobody_is_named(tmp_path):
    synthetic.write(draw(Design([C]), seed=1), tmp_path, sidecar=False)
    assert {path.suffix for path in tmp_path.iterdir()} == {".txt"}
    outlets = build.read_corpus(tmp_path)["articles"]["outlet"]
    assert len(outlets) == 25
    assert outlets.str.startswith(tables.UNKNOWN).all()
