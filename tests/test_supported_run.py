"""A corpus that supports comparisons gets them, pair by pair, and no more than its sizes allow."""

import json
import random

import pandas as pd
import pytest

WORDS = """
harbour council minister budget storm ship bridge school market river teacher engine road island winter
summer paper letter garden captain village tower station signal weather picture music window farmer doctor
visitor neighbour mountain valley library kitchen ticket journey factory museum platform meadow orchard
"""
SIZES = {"The Herald": 12, "The Courier": 12, "The Gazette": 2}


def sentence(rng, mood):
    words = rng.sample(WORDS.split(), 9)
    return f"{' '.join(words[:4]).capitalize()} of China was {mood} with the {' '.join(words[4:])}."


def article(rng, outlet):
    """Ten sentences: one outlet's are glad, the other's sad, and both quote somebody."""
    moods = ["good", "happy", "excellent"] if outlet == "The Herald" else ["bad", "awful", "sad"]
    own = [sentence(rng, rng.choice(moods)) for _ in range(8)]
    said = [f"“{sentence(rng, 'open')[:-1]},” said Jane Doe, a teacher." for _ in range(2)]
    lines = own + said
    rng.shuffle(lines)
    return "\n\n".join(" ".join(lines[at : at + 2]) for at in range(0, 10, 2))


@pytest.fixture(scope="module")
def run(sourcewise, tmp_path_factory):
    rng, place = random.Random(7), tmp_path_factory.mktemp("supported")
    corpus = place / "articles"
    corpus.mkdir()
    rows = ["file,outlet,published"]
    for outlet, size in SIZES.items():
        for number in range(size):
            name = f"{outlet.split()[1].lower()}-{number}.txt"
            (corpus / name).write_text(article(rng, outlet), encoding="utf-8")
            rows.append(f"{name},{outlet},2024-03-{number + 1:02d}")
    (corpus / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    parameters = ["-p", "targets", "China", "-p", "n_topics", "3", "-p", "n_seeds", "3"]
    parameters += ["-p", "scorer", "lexicon"]  # the planted tone is of words that lexicons know
    done = sourcewise("run", corpus, "-o", place / "run", *parameters)
    assert done.returncode == 0, done.stderr
    return place / "run"


@pytest.fixture(scope="module")
def findings(run):
    return pd.concat(
        pd.read_parquet(path) for path in sorted((run / "findings").glob("*.parquet"))
    ).set_index("key")


def test_a_planted_difference_is_found_with_its_p_interval_and_direction(findings):
    found = findings.loc["sentiment.toward.china:the_courier-the_herald"]
    assert found["p"] < 0.001
    assert found["low"] < found["estimate"] < found["high"] < 0
    assert "is lower in The Courier than in The Herald" in found["statement"]
    assert found["n_articles"] == 24
    assert len(json.loads(found["values"])) == 24


def test_an_outlet_of_two_articles_is_described_and_never_compared(findings):
    gazette = findings[findings.index.str.contains("gazette")]
    assert len(gazette) > 5
    assert not gazette.index.str.contains("-").any()
    assert gazette[["low", "high", "p"]].isna().all().all()


def test_topics_of_fewer_than_thirty_articles_are_described_without_an_interval(findings):
    shares = findings[findings.index.str.startswith("topics.share.")]
    assert len(shares) == 9
    assert shares[["low", "high", "p"]].isna().all().all()


def test_every_p_is_of_the_family_that_was_tested_together(findings):
    tested = findings[findings["p"].notna()]
    assert {
        "exploration.share.quoted:the_courier-the_herald",
        "sentiment.tone.own:the_courier-the_herald",
    } < set(tested.index)
    assert tested["n_articles"].eq(24).all()


def test_a_folder_without_a_sidecar_runs_and_compares_nothing(sourcewise, tmp_path):
    rng, corpus = random.Random(8), tmp_path / "articles"
    corpus.mkdir()
    for number in range(7):
        (corpus / f"{number}.txt").write_text(article(rng, "The Herald"), encoding="utf-8")
    done = sourcewise("run", corpus, "-o", tmp_path / "run", "-p", "n_topics", "2", "-p", "n_seeds", "2")
    assert done.returncode == 0, done.stderr
    found = pd.concat(
        pd.read_parquet(path) for path in sorted((tmp_path / "run" / "findings").glob("*.parquet"))
    )
    assert found["statement"].str.contains("In these seven articles of unknown outlets", regex=False).any()
    assert found["p"].isna().all()
