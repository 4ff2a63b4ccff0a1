import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from sourcewise.analysis.comparing.clustering import widening
from sourcewise.analysis.comparing.estimate import Sample

STORIES = 40


def crossed(values, size=None, scale="difference", stories=STORIES):
    """Articles of group a, then of group b, over and over the same stories."""
    n = values.shape[0]
    story = np.arange(n) % stories
    size = np.ones(n) if size is None else size
    strata = [np.flatnonzero(story == one) for one in range(stories)]
    return Sample(values, size, np.arange(n) < n // 2, strata, scale)


def noise(seed=0, columns=1):
    return np.random.default_rng(seed).normal(size=(2 * STORIES, columns))


def by(authors, seed=0):
    """Each group's articles by so many authors of its own, as many by each, on stories that differ."""
    rng, turns = np.random.default_rng(seed), np.arange(STORIES) % authors
    return np.concatenate([turns, rng.permutation(turns) + authors])


ALONE = np.arange(2 * STORIES)


def widened(authors, spread):
    """Mean widening over corpora whose authors differ by this standard deviation, articles by 1."""
    found = []
    for seed in range(12):
        of_author = spread * np.random.default_rng(100 + seed).normal(size=2 * authors)
        values = noise(seed) + of_author[by(authors, seed)][:, None]
        found.append(widening(crossed(values), by(authors, seed))[0])
    return np.mean(found)


@pytest.mark.parametrize("authors", [8, 20])
def test_authors_widen_the_variance_at_least_as_they_make_the_mean_vary(authors):
    """The mean varies by 1 / authors + 1 / STORIES a group, and without authors by 2 / STORIES."""
    assert widened(authors, spread=1) > 0.8 * (STORIES / authors + 1) / 2


def test_it_never_narrows():
    assert min(widening(crossed(noise(seed)), by(39))[0] for seed in range(5)) >= 1
    opposites = np.concatenate([np.tile([1.0, -1.0], STORIES // 2), np.zeros(STORIES)])[:, None]
    # each author's two articles cancel out
    assert widening(crossed(opposites), ALONE // 2)[0] == 1


def test_each_statistic_has_its_own_and_unit_and_origin_change_none():
    values = noise(columns=3) + np.arange(20)[by(10)][:, None] * [0, 1, 5]
    found = widening(crossed(values), by(10))
    assert found[0] < found[1] < found[2]
    for column in range(3):
        assert widening(crossed(values[:, [column]] * -7 + 1e4), by(10))[0] == pytest.approx(found[column])


def test_the_groups_are_alike_and_names_of_authors_are_names():
    one = crossed(noise() + np.arange(20)[by(10)][:, None])
    other = Sample(one.total, one.size, ~one.in_a, one.strata, one.scale)
    found = widening(one, by(10))
    assert widening(other, by(10)) == pytest.approx(found)
    assert widening(one, 19 - by(10)) == pytest.approx(found)


@pytest.mark.parametrize("scale", ["difference", "log_ratio"])
def test_sparse_equals_dense(scale):
    counts = np.random.default_rng(1).poisson(3, (2 * STORIES, 4)).astype(float)
    size = np.random.default_rng(2).integers(200, 900, 2 * STORIES).astype(float)
    dense, thin = (
        widening(crossed(total, size, scale), by(10)) for total in (counts, sparse.csr_matrix(counts))
    )
    assert thin == pytest.approx(dense)


# -- reported ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("authors", [8, 20])
def test_authors_who_do_not_differ_widen_little(authors):
    assert widened(authors, spread=0) < 1.4


def test_authors_of_one_article_each_widen_nothing():
    assert widening(crossed(noise()), ALONE)[0] == pytest.approx(1)


def test_one_author_of_two_articles_among_eighty_widens_little():
    cluster = np.maximum(ALONE - 1, 0)
    found = [widening(crossed(noise(seed)), cluster)[0] for seed in range(5)]
    assert max(found) < 1.2


def test_an_author_whose_article_has_no_value_leaves_the_others_as_they_are():
    values, has = noise() + 1, np.ones(2 * STORIES)
    values[5] = has[5] = 0
    cluster = by(10)
    cluster[5] = 20
    assert np.isfinite(widening(crossed(values, has), cluster)).all()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_word_of_one_group_alone_is_widened_by_a_number():
    counts = np.random.default_rng(1).poisson(3, (2 * STORIES, 2)).astype(float)
    counts[STORIES:, 1] = 0
    found = widening(crossed(counts, np.full(2 * STORIES, 500.0), "log_ratio"), by(10))
    assert found[1] < 100


def test_a_table_without_repeated_authors_is_never_asked():
    """`lay_out` leaves the variance as it is where every author has one article."""
    from sourcewise.analysis.comparing.layouts import lay_out

    articles = pd.DataFrame({"author": ALONE.astype(str), "story": ALONE % STORIES})
    layout = lay_out(articles, ALONE < STORIES, noise(), np.ones(2 * STORIES))
    assert layout.sample.widen == 1.0
