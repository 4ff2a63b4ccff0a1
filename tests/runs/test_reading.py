"""How a run reads its corpus, from parameters."""

import pytest

from sourcewise.runs.reading import options
from sourcewise.runs.values import Parameter

DEFAULTS = {"columns": [], "rules_off": [], "stories": "given", "since": "", "until": ""}
PLAIN = {"columns": {}, "off": [], "proposed": False, "since": "", "until": ""}


def read(**given):
    declared = [
        Parameter(name, "str", default, None, None, (), "", "01_corpus") for name, default in DEFAULTS.items()
    ]
    return options(declared, given)


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ({}, {}),
        ({"stories": "given"}, {}),
        ({"since": "2020-01-31", "until": ""}, {"since": "2020-01-31"}),
        ({"stories": "proposed"}, {"proposed": True}),
        ({"rules_off": ["pointer", "copyright"]}, {"off": ["copyright", "pointer"]}),
        ({"columns": ["text=story body", "outlet = paper"]},
         {"columns": {"outlet": "paper", "text": "story body"}}),
    ],
)  # fmt: skip
def test_what_is_given_changes_how_the_corpus_is_read(given, changed):
    assert read(**given) == {**PLAIN, **changed}


def test_notebooks_without_these_parameters_read_as_by_default():
    assert options([], {}) == PLAIN


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"columns": ["text"]}, "columns holds 'text': write a field"),
        ({"columns": ["=body"]}, "columns holds '=body'"),
        ({"columns": ["txt=body"]}, "txt"),
        ({"rules_off": ["pointr"]}, "did you mean 'pointer'"),
        ({"since": "2020-13-01"}, "since is '2020-13-01': it must be a day, written such as 2020-01-31"),
        ({"until": "January"}, "until is 'January': it must be a day"),
        ({"since": "2020-02-01", "until": "2020-01-31"}, "the dates end on 2020-01-31, before they begin on"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_read(given, message):
    with pytest.raises(ValueError, match=message.replace("'", ".")):
        read(**given)
