"""What runs print about outlets of 1, 2, 3, 9, 10 and 30 articles is what their numbers can support.

Two outlets of each number, one of the two with a tone that lies far above the others', so that there is
something to say wherever it may be said.
"""

import re

import nbformat
import pandas as pd
import pytest
from synthetic import Design, Outlet, draw, write

from sourcewise.analysis.findings import COMPARING, QUOTED

FIRST = {1: "Amber", 2: "Birch", 3: "Cedar", 9: "Dune", 10: "Ember", 30: "Fjord"}
SECOND = {1: "Gale", 2: "Heath", 3: "Inlet", 9: "Juniper", 10: "Knoll", 30: "Lagoon"}
SIZES = {f"The {name} Paper": n for names in (FIRST, SECOND) for n, name in names.items()}
RUNS = [(1, 2, 3), (9,), (10, 30)]
P_VALUE = re.compile(r"\bp [=<] \.\d")
INTERVAL = re.compile(r"95 % interval")


@pytest.fixture(scope="module", params=RUNS, ids=str)
def run(request, sourcewise, tmp_path_factory):
    place = tmp_path_factory.mktemp("restraint")
    outlets = [
        Outlet(f"The {names[n]} Paper", n, words=250, tone=tone)
        for names, tone in ((FIRST, 2.0), (SECOND, -2.0))
        for n in request.param
    ]
    write(draw(Design(outlets, terms=60), seed=sum(request.param)), place / "articles")
    parameters = ["-p", "targets", "China", "-p", "n_topics", "2", "-p", "n_seeds", "2"]
    parameters += ["-p", "scorer", "lexicon"]  # the planted tone is of words that lexicons know
    done = sourcewise("run", place / "articles", "-o", place / "run", *parameters)
    assert done.returncode == 0, done.stderr
    return place / "run", request.param


def sentences(run):
    """Every sentence that the notebooks say, less what articles say; tables are looked at below."""
    for path in sorted((run / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                lines = data.get("text/plain", "").split("\n")
                if len(lines) == 1 or 'class="sw-say' in data.get("text/html", ""):
                    for line in lines:
                        yield from re.split(r"(?<=[.!?)]) (?=[A-Z])", QUOTED.sub("", line))


def smallest(sentence):
    """The number of articles of the smallest outlet that a sentence names."""
    return min((n for name, n in SIZES.items() if name in sentence), default=None)


def test_no_sentence_says_more_than_the_smallest_outlet_that_it_names_supports(run):
    folder, sizes = run
    said = [sentence for sentence in sentences(folder) if smallest(sentence)]
    assert len(said) > 5
    for sentence in said:
        n = smallest(sentence)
        assert n >= 4 or not P_VALUE.search(sentence), sentence
        assert n >= 10 or not INTERVAL.search(sentence), sentence
        assert n >= 4 or not COMPARING.search(sentence.replace("takes more", "")), sentence
        if n in (10, 29) and INTERVAL.search(sentence):
            assert "small sample" in sentence
    if min(sizes) >= 9:
        assert any(COMPARING.search(sentence) and P_VALUE.search(sentence) for sentence in said)


def test_findings_carry_what_their_smallest_outlet_supports(run):
    folder, sizes = run
    found = pd.concat(pd.read_parquet(path) for path in sorted((folder / "findings").glob("*.parquet")))
    n = found["statement"].map(smallest)
    assert n.notna().sum() > 5
    assert found.loc[n < 4, "p"].isna().all()
    assert found.loc[n < 10, ["low", "high"]].isna().all().all()
    toward = found[found["key"].str.startswith("sentiment.toward.china:") & found["key"].str.contains("-")]
    compared = {name for key in toward["key"] for name in key.split(":")[1].split("-")}
    assert compared == {f"the_{names[n]}_paper".lower() for names in (FIRST, SECOND) for n in sizes if n >= 3}
    assert (toward["p"] < 0.05).any() == (max(sizes) >= 4)


def test_tables_carry_no_p_and_no_interval_below_their_number_of_articles(run):
    folder, _ = run
    for path in sorted((folder / "tables").glob("*.csv")):
        table = pd.read_csv(path)
        sides = [column for column in ("outlet", "a", "b") if column in table]
        for row in table.to_dict("records"):
            n = min((SIZES[row[side]] for side in sides if row[side] in SIZES), default=30)
            assert n >= 10 or pd.isna(row.get("low")), (path.name, row)
            assert n >= 4 or pd.isna(row.get("p")), (path.name, row)
