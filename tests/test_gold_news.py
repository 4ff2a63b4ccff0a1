"""The hand marks on news articles keep their form: offsets in order and in range, the sets apart."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "gold" / "news"
HALVES = {
    name: json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    for name in ("open", "second", "third", "fourth", "frozen")
}
LISTS = {
    "fields": {"field", "start", "end", "value", "timezone", "certain"},
    "residue": {"start", "end", "kind"},
    "quotes": {
        "start", "end", "kind", "speaker", "mention", "certain", "block", "in_residue", "rejected"
    },
    "reported": {"start", "end", "speaker", "weak", "in_residue"},
}  # fmt: skip


@pytest.mark.parametrize("half", HALVES)
def test_marks_lie_in_their_article_in_order_and_apart(half):
    assert len(HALVES[half]) == {"second": 60, "third": 40, "fourth": 40}.get(half, 50)
    for article in HALVES[half]:
        for name in LISTS:
            spans = [(mark["start"], mark["end"]) for mark in article[name]]
            assert all(0 <= start < end <= article["n_chars"] for start, end in spans)
            assert spans == sorted(spans)
            if name != "fields":
                assert all(one[1] <= other[0] for one, other in pairwise(spans)), (article["id"], name)


@pytest.mark.parametrize("half", HALVES)
def test_marks_hold_no_text_of_an_article(half):
    for article in HALVES[half]:
        for name, keys in LISTS.items():
            assert all(set(mark) <= keys for mark in article[name])
            texts = [value for mark in article[name] for value in mark.values() if isinstance(value, str)]
            assert all(len(text) <= 60 for text in texts)


def test_no_article_is_in_two_sets():
    ids = {half: {article["sha256"] for article in HALVES[half]} for half in HALVES}
    assert len(set().union(*ids.values())) == 240
