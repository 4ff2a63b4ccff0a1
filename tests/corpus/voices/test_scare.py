import pytest

from sourcewise.corpus.voices import marks, quotes, scare, segments, speakers


def read(raw):
    """The article, and the indexes of its short phrases."""
    blocks = segments.find_blocks(raw, [])
    marked = marks.find_marked(raw, blocks)
    scene, cues = speakers.find_cues(raw, blocks, segments.split(raw, blocks, marked), marked)
    placed, attributed, kinds = quotes.by_form(scene, cues, marked)
    short = quotes.short_phrases(raw, marked, kinds)
    titles = {index for index, kind in enumerate(kinds) if kind == "title"}
    return scare.read(scene, cues, placed, attributed, titles=titles, short=set(short)), short


def signs(raw):
    article, short = read(raw)
    return [scare.signs(article, index) for index in short]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The town “moved” the sea.", set()),
        ("The sea is “cold” in May.", {"behind be"}),
        ("The “cold” sea rose.", {"behind the"}),
        ("They like “Cold Water” here.", {"capital"}),
        (
            "Old friends met. They were “old friends,” we hear.",
            {"unmarked too", "stop inside", "behind be", "predicate"},
        ),
        ("They were “old friends” there. Bold friendships end.", {"behind be", "predicate"}),
        ("The town voiced “deep concern” here.", {"given", "certain speaker", "much speech"}),
        ("It made the town “a bit too wet” for us.", {"four words"}),
        ("It would “surely fail” in May.", {"predicate"}),
        ("It grew “red” or so, and then “blue” in May.", {"beside a phrase"}),
        ("It has “red” films like the film “The Sea at Hull in May” now.", set()),
        (
            "Officials, who say it rained, made “progress” in May.",
            {"verb of saying", "much speech", "certain speaker"},
        ),
    ],
)
def test_signs(raw, expected):
    assert signs(raw)[0] == expected


def test_a_longer_quotation_beside_a_phrase_is_a_sign():
    assert (
        "beside a quotation"
        in signs("It made “progress” and “will go on to make more of it,” Ann Lee said.")[0]
    )


@pytest.mark.parametrize(
    ("raw", "settled"),
    [
        ("The so-called “war on terror” went on.", False),
        ("They rated it a “10” in May.", False),
        ("This “great big shame,” said Ann Lee, will end.", True),
        ("This “great big shame,” Ann Lee said, will end.", True),
        ("The town “moved” the sea.", None),
    ],
)
def test_what_its_place_settles(raw, settled):
    article, short = read(raw)
    assert [scare.settled(article, index) for index in short] == [settled]


def test_every_sign_has_points_and_the_weak_ones_alone_make_no_quotation():
    assert set(scare.POINTS) == set(scare.Sign.__args__)
    weak = {"capital", "behind the", "unmarked too", "stop inside", "much speech"}
    assert {sign for sign, points in scare.POINTS.items() if points < scare.LEAST} == weak


def test_many_phrases_are_read_in_bounded_time_and_one_by_one():
    raw = " ".join(f"The “x{number}y” grew." for number in range(5_000))
    article, short = read(raw)
    assert len(short) == 5_000
    assert not any(scare.is_somebodys(article, index) for index in short)
