import pytest

from sourcewise.corpus.voices import quotes, segments

LEAD = "It rained all day in the town and nobody went out."


def found(raw):
    blocks = segments.find_blocks(raw, [])
    return [(raw[q.start : q.end], q.kind, q.speaker) for q in quotes.find_quotes(raw, blocks)]


@pytest.mark.parametrize(
    ("post", "words"),
    [
        ("The sea is near. — Ann Lee (@annlee) May 1, 2020", "The sea is near."),
        ("The sea is near https://t.co/Ab1 — Ann Lee (@annlee) May 1, 2020", "The sea is near"),
        ("The sea.https://t.co/Ab1 pic.twitter.com/Zz — Ann Lee (@annlee) May 1, 2020", "The sea."),
        ('The "sea" is near. — Ann Lee (@annlee) May 1, 2020', 'The "sea" is near.'),
        ("“The sea is near.” — Ann Lee (@annlee) May 1, 2020", "The sea is near."),
    ],
)
def test_a_post_is_its_authors_words_without_links_and_credit(post, words):
    assert found(f"{LEAD}\n\n{post}\n\n{LEAD}") == [(words, "direct", "Ann Lee")]


def test_the_lines_of_a_post_stand_wider_apart_than_paragraphs():
    raw = f"{LEAD}\n\n{LEAD}\n\nThe sea.\n\n\n\nIt is near. — Ann Lee (@annlee) May 1, 2020\n\n{LEAD}"
    assert found(raw) == [("The sea.", "direct", "Ann Lee"), ("It is near.", "direct", "Ann Lee")]


def test_a_paragraph_that_is_led_in_is_somebodys_words():
    words = "The sea has come nearer to the town in every year since then."
    assert found(f"{LEAD}\n\nAs the Hull Times reported:\n\n{words}\n\n{LEAD}") == [
        (words, "direct", "Hull Times")
    ]


@pytest.mark.parametrize(
    "raw",
    [
        f"{LEAD}\n\nThe town gave the following reasons:\n\nThe sea is near and it comes nearer every year.",
        f"{LEAD}\n\nHe wrote two books:\n\n- The sea is near and it comes nearer every year.",
        f"{LEAD}\n\nHe went home:\n\nThe sea is near and it comes nearer every single year.",
        f"{LEAD}\n\nAs the paper reported:\n\nSea near",
        f"{LEAD}\n\nFollow Ann Lee (@annlee) on the sea.",
        f"{LEAD}\n\nWrite to ann@lee.org — Ann Lee",
    ],
)
def test_what_nobody_is_said_to_have_said_is_no_quotation(raw):
    assert found(raw) == []


@pytest.mark.parametrize(
    ("raw", "speaker"),
    [
        ("It rained.\n\n“The sea is near to us all.” — Ann Lee, Hull Times", "Ann Lee"),
        ("It rained.\n\n“The sea is near to us all.”\n\n— Ann Lee, mayor of the town", "Ann Lee"),
    ],
)
def test_a_name_behind_a_dash_signs_a_quotation(raw, speaker):
    assert [said for _, _, said in found(raw)] == [speaker]
