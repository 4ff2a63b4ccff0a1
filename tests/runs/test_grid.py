import hashlib

import pytest

from sourcewise.runs import grid, plan
from sourcewise.runs.parameters import ParameterError
from sourcewise.runs.values import Parameter

GOOD = """\
corpus: articles
parameters:
  targets: [China]
axes:
  k:
    few: {n_topics: 5}
    many: {n_topics: 20, n_words: 7}
  lexicon: [mean, vader]
  seed: [1, 2]
primary: {k: few, lexicon: mean, seed: 1}
"""


def parameter(name, type_, default, low=None, high=None, choices=()):
    return Parameter(name, type_, default, low, high, choices, "meaning", "01_one")


DECLARED = [
    parameter("n_topics", "int", 5, 2, 50),
    parameter("n_words", "int", 10, 3, 50),
    parameter("lexicon", "str", "mean", choices=("mean", "vader")),
    parameter("seed", "int", 1, 0, 100),
    parameter("targets", "list[str]", ["China"]),
    parameter("rules_off", "list[str]", []),
    parameter("since", "str", ""),
]


@pytest.fixture
def read(tmp_path):
    for name in ("articles", "others"):
        (tmp_path / name).mkdir()

    def read(text):
        file = tmp_path / "grid.yaml"
        file.write_text(text)
        return grid.read(file, DECLARED)

    return read


def test_a_grid_is_every_combination_of_levels_in_the_order_of_the_file(read, tmp_path):
    found = read(GOOD)
    assert [axis.name for axis in found.axes] == ["k", "lexicon", "seed"]
    assert [axis.facet for axis in found.axes] == [False, False, True]
    assert [tuple(cell.levels.values()) for cell in found.cells[:3]] == [
        ("few", "mean", "1"), ("few", "mean", "2"), ("few", "vader", "1")
    ]  # fmt: skip
    assert len(found.cells) == 8
    last = found.cells[-1]
    assert last.given == {"lexicon": "vader", "n_topics": 20, "n_words": 7, "seed": 2, "targets": ["China"]}
    assert last.corpus == tmp_path / "articles"
    assert [cell.primary for cell in found.cells] == [True, *[False] * 7]
    assert found.sha256 == hashlib.sha256(GOOD.encode()).hexdigest()


def test_corpora_dates_seeds_and_what_the_file_says_are_facets(read):
    found = read(
        "axes:\n  place:\n    a: {corpus: articles}\n    b: {corpus: others}\n"
        "  time:\n    all: {}\n    late: {since: 2020-01-31}\n  k: {five: {n_topics: 5}}\n"
        "  words: {n: {n_words: 5}}\nfacets: [words]\n"
        "primary: {place: a, time: all, k: five, words: n}\n".replace("2020-01-31", '"2020-01-31"')
    )
    assert {axis.name: axis.facet for axis in found.axes} == {
        "place": True, "time": True, "k": False, "words": True
    }  # fmt: skip
    assert [cell.corpus.name for cell in found.cells] == ["articles", "articles", "others", "others"]


# fmt: off
FAULTS = [
    ("axes:", "axis:", "grid.yaml, line 4: there is no entry 'axis' (did you mean 'axes'?)"),
    ("n_topics: 5", "n_topic: 5", "line 6: axis 'k', level 'few': there is no parameter 'n_topic' (did you"),
    ("n_topics: 20", "n_topics: 99", "line 7: axis 'k', level 'many': n_topics is 99: it must be from 2"),
    ("n_topics: 5", "n_topics: five", "line 6: axis 'k', level 'few': n_topics must be a whole number"),
    ("[mean, vader]", "[mean, vadr]", "line 8: axis 'lexicon', level 'vadr': lexicon is 'vadr'"),
    ("[mean, vader]", "[mean, mean]", "line 8: axis 'lexicon' holds a level twice"),
    ("[mean, vader]", "mean", "line 8: axis 'lexicon' needs levels"),
    ("[mean, vader]", "[]", "line 8: axis 'lexicon' needs levels"),
    ("{n_topics: 20, n_words: 7}", "{n_topics: 5}", "line 7: axis 'k', level 'many' sets the same"),
    ("{n_topics: 20, n_words: 7}", "20", "line 7: axis 'k', level 'many': write what it sets"),
    ("  k:\n", "  k y:\n", "line 5: an axis is named by letters, digits and _"),
    ("  k:\n", "  estimate:\n", "line 5: axis 'estimate': the table of runs has a column of that name"),
    ("k: few,", "", "line 10: primary: name a level of axis 'k'"),
    ("k: few,", "k: fw,", "line 10: primary: axis 'k' has no level 'fw' (did you mean 'few'?)"),
    ("k: few,", "kk: few,", "line 10: primary: there is no axis 'kk' (did you mean 'k'?)"),
    ("primary: {k: few, lexicon: mean, seed: 1}", "", "primary: name a level of axis 'seed'"),
    ("corpus: articles", "corpus: nowhere", "line 1: corpus 'nowhere' is not a folder, as seen from"),
    ("corpus: articles\n", "", "line 1: corpus is missing: name the folder"),
    ("targets: [China]", "targets: China", "line 2: parameters: targets must be a list of texts"),
    ("targets: [China]", "n_topics: 3", "line 5: axis 'k' sets n_topics, and so does parameters"),
    ("targets: [China]", "rules_off: [nothing]", "line 2: parameters: "),
    ("targets: [China]", "since: soon", "line 2: parameters: since is 'soon': it must be a day"),
    ("primary:", "facets: [lexion]\nprimary:", "line 10: facets: there is no axis 'lexion' (did you mean"),
    ("parameters:\n  targets: [China]", "parameters: [China]", "line 2: parameters must be names and values"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_a_fault_is_said_with_its_line_axis_and_level(read, old, new, message):
    assert old in GOOD
    with pytest.raises(ParameterError) as caught:
        read(GOOD.replace(old, new))
    assert message in str(caught.value)


def test_all_faults_are_told_at_once(read):
    with pytest.raises(ParameterError) as caught:
        read(GOOD.replace("n_topics: 5", "n_topics: 0").replace("vader", "vaader").replace("k: few", "k: fw"))
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("parameters:", "corpus:"), "grid.yaml, line 2: 'corpus' stands here twice"),
        (GOOD.replace("[China]", "&a [China]"), "grid.yaml, line 3: write it out, without & and"),
        ("- 1", "must hold names and values"),
        ("a: [", "is not YAML: "),
        ("", "must hold names and values"),
        ("a: " + "[" * 3000, "is not YAML: "),
    ],
)
def test_what_is_no_plain_mapping_is_refused(read, text, message):
    with pytest.raises(ValueError, match=r"grid\.yaml") as caught:
        read(text)
    assert message in str(caught.value)


def test_a_grid_of_too_many_runs_is_refused_before_they_are_listed(read):
    many = (
        "  seed: ["
        + ", ".join(map(str, range(101)))
        + "]\n  n_topics: ["
        + ", ".join(map(str, range(2, 51)))
        + "]"
    )
    many += "\n  n_words: [" + ", ".join(map(str, range(3, 51))) + "]\n"
    with pytest.raises(ParameterError, match="the grid has 237,552 runs; it may have 10,000"):
        read(f"corpus: articles\naxes:\n{many}primary: {{seed: 1, n_topics: 2, n_words: 3}}\n")


def test_a_run_is_named_by_its_levels_and_by_nothing_that_leads_out_of_its_folder(read):
    text = GOOD.replace("few", "../../etc/Ärger").replace("[mean, vader]", "[mean]")
    found = read(text)
    names = [plan.name_of(cell) for cell in found.cells]
    assert len(set(names)) == len(names) == 4
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in names)
    assert names[0].startswith("etc-rger-mean-1-")
