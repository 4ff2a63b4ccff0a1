"""Explorers answer with what the library counts, escape what articles say, and tell what is wrong."""

import html
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from sourcewise.analysis import terms, topics, wording
from sourcewise.analysis.people import coded
from sourcewise.corpus import build
from sourcewise.lab import controls, explore
from sourcewise.lab.article import Article
from sourcewise.lab.coding import Coding
from sourcewise.lab.concordance import Concordance
from sourcewise.lab.sentiment import Sentiment
from sourcewise.lab.topics import Topics
from sourcewise.lab.words import Words

TEXTS = {
    "mail": "Harbour opens\n\n“China and we cooperate, as China said,” the mayor, Jane Doe, said on Monday. "
    "The harbour opens and China sends ships. Ships wait in the harbour.\n\n- Advertisement -\n\nChina was "
    "glad. The council votes on the harbour tomorrow, and the council knows why.\n",
    "post": "Council waits\n\nChina sends ships to the harbour. “Nobody cooperates,” the mayor, Jane Doe, "
    "said. The council waits for ships and for the harbour. The council knows.\n\n"
    "Subscribe to our newsletter\n",
}
HOSTILE = "<img src=x onerror=alert(1)> $x$ </div><script>1</script>"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two articles, and one that would like to be markup."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "sources.csv").write_text("file,outlet\nmail.txt,Harbour Mail\npost.txt,Harbour Post\n")
    (folder / "hostile.txt").write_text(
        f"A {HOSTILE} headline\n\nThe harbour says {HOSTILE} of China today.\n\n" * 2
    )
    return build.read_corpus(folder)


@pytest.fixture
def run(tmp_path):
    return tmp_path / "outputs" / "mine"


def told(place):
    return html.unescape(place.value)


@pytest.fixture
def concordance(run, corpus):
    return Concordance(run, corpus["passages"], corpus["articles"], query="cooperat*")


def test_a_typed_query_gives_the_lines_of_the_concordance(concordance, corpus):
    concordance.query.value = "china"
    lines = wording.concordance(corpus["passages"], "china", articles=corpus["articles"])
    assert f"“china” is found {len(lines)} times in {lines['doc_id'].nunique()} articles." in told(
        concordance.said
    )
    assert concordance.lines.value.count("<tr>") == min(len(lines), 100) + 1


def test_outlet_voice_and_order_narrow_and_sort(concordance):
    concordance.query.value = "china"
    concordance.outlets.value = ("Harbour Mail",)
    concordance.voice.value = "quoted"
    concordance.sort.value = "left"
    assert "<td>Harbour Mail</td>" in concordance.lines.value
    assert "Harbour Post" not in concordance.lines.value
    assert "<td>outlet</td>" not in concordance.lines.value


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "The query is empty"),
        ("(", "has no letter or digit; search for signs between two strokes, /like this/."),
        ("/(/", "is not a regular expression"),
    ],
)
def test_a_bad_query_is_told_under_its_field_and_leaves_the_answer(concordance, query, sentence):
    before = concordance.lines.value
    concordance.query.value = query
    assert sentence in told(concordance.wrong)
    assert 'role="alert"' in concordance.wrong.value
    assert concordance.lines.value == before
    concordance.query.value = "cooperation"
    assert concordance.wrong.value == ""


def test_what_articles_say_is_escaped_everywhere(run, corpus, concordance):
    concordance.query.value = "harbour"
    reader = Article(run, corpus, names=["China"], doc_id="hostile")
    shown = [concordance.lines.value, reader.text.value, *reader.twin()[:1], concordance.twin()[0]]
    for place in shown:
        assert "<script" not in place
        assert "<img" not in place
    assert "&lt;script&gt;" in reader.text.value


def test_the_article_is_whole_and_its_spans_say_what_they_are(run, corpus):
    reader = Article(run, corpus, names=["China"], doc_id="mail")
    for doc_id, raw in zip(corpus["texts"]["doc_id"], corpus["texts"]["raw"], strict=True):
        reader.chosen.value = doc_id
        body = reader.text.value.partition('aria-label="The article">')[2].removesuffix("</blockquote>")
        plain = "".join(part.partition(">")[2] for part in f">{body}".split("<"))
        assert html.unescape(plain) == raw
    reader.chosen.value = "mail"
    for mark in (
        "sw-target",
        "sw-quoted",
        'title="quoted · Jane Doe"',
        'title="removed: ad_placeholder, by rule',
    ):
        assert mark in reader.text.value


def test_words_that_no_article_has_and_targets_nobody_knows_are_told(run, corpus):
    reader = Article(run, corpus, names=[], doc_id=None)
    before = reader.chosen.options
    reader.words.value = "zzzz"
    assert "No article has all these words" in told(reader.none)
    assert reader.chosen.options == before
    reader.words.value = "hostile"
    assert [doc for _, doc in reader.chosen.options] == ["hostile"]
    reader.targets.value = "Chiina"
    assert "did you mean 'China'" in told(reader.wrong)


@pytest.fixture
def words(run, corpus):
    chosen = terms.select(corpus["passages"], voices=["outlet"])
    how = {"stopwords": terms.STOPWORDS, "min_count": 2}
    counts, places = (terms.count(chosen, unit=unit, **how) for unit in ("doc_id", "passage_id"))
    groups = corpus["articles"].set_index("doc_id")["outlet"]
    return Words(run, counts, places, groups, chosen, corpus["articles"], stopwords=["today"])


def test_a_click_on_a_word_shows_the_passages_that_it_was_counted_in(words, corpus):
    words.left.value, words.right.value = "Harbour Mail", "Harbour Post"
    point = next(point for point in words.scatter.points if point["name"] == "china")
    words.scatter.chosen = "china"
    assert words.word.value == "china"
    rows = wording.passages_of(words.places, ["china"])["row"]
    outlets = corpus["passages"].set_index("passage_id")["outlet"].reindex(rows).value_counts()
    assert f"“china” in Harbour Post: {outlets['Harbour Post']} passage" in told(words.quoted)
    assert point["told"].startswith("china: ")
    assert point["x"] > 0 < point["y"]


def test_the_list_of_words_is_the_picture_for_the_keyboard(words):
    assert [value for _, value in words.word.options] == [point["name"] for point in words.scatter.points]
    words.word.value = words.scatter.points[3]["name"]
    assert words.scatter.chosen == words.scatter.points[3]["name"]


def test_one_source_against_itself_is_told(words):
    words.right.value = words.left.value
    assert "Choose two different sources." in told(words.wrong)


def test_a_word_left_out_becomes_a_parameter(words):
    words.word.value = words.scatter.points[0]["name"]
    words.leave_out.click()
    words.leave_out.click()
    assert words.left_out == ["today", words.scatter.points[0]["name"]]


@pytest.fixture
def model(run):
    (run / "tables").mkdir(parents=True)
    units = pd.DataFrame(
        {"doc_id": ["a", "b"], "outlet": ["A", "B"], "text": [f"harbour {HOSTILE}", "council"]}
    )
    proposed = pd.Series(["harbour, ships", "council, law"])
    by_topic = np.array([[0.7, 0.3, 0.0], [0.0, 0.4, 0.6]])
    shares = np.array([[0.9, 0.1], [0.2, 0.8]])
    return Topics(run, proposed, by_topic, ["harbour", "law", "council"], shares, units, proposed=proposed)


def test_a_topic_shows_its_words_and_the_text_most_about_it(model):
    model.topic.value = 1
    assert "60.00%" in model.shown.value
    assert "harbour" not in model.shown.value.partition("<tbody>")[2].partition("</tbody>")[0]
    assert model.shown.value.index("council</blockquote>") < model.shown.value.index("&lt;img")
    assert "<img" not in model.shown.value + model.twin()[0]


def test_a_new_name_reaches_the_file_that_a_run_reads(model, run):
    model.topic.value = 1
    model.name.value = "the law"
    model.rename.click()
    known = yaml.safe_load((run / "tables" / "topics-names.yaml").read_text())["topic_names"]
    assert known == ["harbour, ships = harbour, ships", "council, law = the law"]
    assert list(topics.named(pd.Series(model.proposed), known)[0]) == ["harbour, ships", "the law"]
    assert model.given() == ["council, law = the law"]
    assert model.topic.options[1] == ("1: the law", 1)


@pytest.mark.parametrize("name", ["", "  ", "a = b", "harbour, ships"])
def test_a_name_that_is_none_or_taken_is_told(model, run, name):
    model.topic.value = 1
    model.name.value = name
    model.rename.click()
    assert "name" in told(model.wrong)
    assert not (run / "tables" / "topics-names.yaml").exists()


@pytest.fixture
def sentiment(run):
    rows = [
        ("a", 0, "China", "A", "outlet", -0.5, 0.9, f"Ill {HOSTILE}"),
        ("a", 5, "Russia", "A", "quoted", 0.5, 0.8, "Well"),
        ("b", 0, "China", "B", "outlet", 0.4, 0.4, "Doubtful"),
        ("b", 9, "China", "B", "outlet", np.nan, np.nan, "None"),
    ]
    names = ["doc_id", "start", "target", "outlet", "voice", "tone", "confidence", "sentence"]
    frame = pd.DataFrame(rows, columns=names).assign(holder="A", passage_id="p")
    return Sentiment(run, frame, least=0.5)


def test_mentions_are_chosen_by_target_voice_and_confidence(sentiment):
    assert list(sentiment.chosen()["sentence"].str[:3]) == ["Ill"]
    sentiment.least.value = "0,3"
    assert list(sentiment.chosen()["tone"]) == [-0.5, 0.4]
    sentiment.order.value = "the most positive first"
    sentiment.voice.value = "all"
    assert list(sentiment.chosen()["tone"]) == [0.5, 0.4, -0.5]
    sentiment.target.value = ("Russia",)
    assert "1 mention in 1 article; mean tone of the articles +0.50" in told(sentiment.said)
    assert sentiment._given() == {"targets": ["Russia"], "abstain_below": 0.3}


@pytest.mark.parametrize("least", ["", "high", "1.5", "-1", "nan"])
def test_a_confidence_that_is_none_is_told(sentiment, least):
    sentiment.least.value = least
    assert "give a number from 0 to 1" in told(sentiment.wrong)


def test_hostile_sentences_are_escaped_among_mentions(sentiment):
    assert "<img" not in sentiment.lines.value
    assert html.escape("<img src=x") in sentiment.lines.value


@pytest.fixture
def sheet(run):
    (run / "tables").mkdir(parents=True)
    key = "item,doc_id,passage_id,target,start,end,stratum,probability,frame\n"
    (run / "tables" / "sentiment-coding-key.csv").write_text(
        key + "1,a,p,China,0,5,all,1,{}\n2,a,q,China,0,5,all,1,{}\n"
    )
    rows = "item,target,sentence,label,comment\n1,China,[[China]] <b>wins</b>,,\n2,China,Of [[China]],,\n"
    (run / "tables" / "sentiment-coding-sheet.csv").write_text(rows)
    return run


def test_what_is_coded_is_kept_as_the_notebook_reads_it(sheet):
    form = Coding(sheet)
    assert form.label.disabled
    form.coder.value = "anna"
    assert "<b>wins" not in form.sentence.value
    form.label.value = "-1"
    form.move(1)
    form.label.value = "1"
    form.comment.value = "clear"
    assert list(coded._labels(sheet / "coding" / "anna.csv", {1, 2})) == [-1.0, 1.0]
    assert (sheet / "coding" / "key.csv").read_text() == (
        sheet / "tables" / "sentiment-coding-key.csv"
    ).read_text()
    assert "2 coded. Saved." in told(form.progress)


def test_a_coder_goes_on_where_she_was_and_another_begins_anew(sheet):
    form = Coding(sheet)
    form.coder.value = "anna"
    form.label.value = "0"
    again = Coding(sheet)
    again.coder.value = "anna"
    assert again.at == 1
    again.move(-1)
    assert again.label.value == "0"
    again.coder.value = "ben"
    assert (again.at, again.label.value) == (0, "")


def test_a_form_opens_with_the_coder_that_is_given(sheet):
    form = Coding(sheet, "anna")
    assert not form.label.disabled
    form.label.value = "1"
    assert (sheet / "coding" / "anna.csv").exists()


def test_a_coder_with_the_sheet_alone_codes_without_the_key(sheet):
    (sheet / "tables" / "sentiment-coding-key.csv").unlink()
    form = Coding(sheet)
    form.coder.value = "anna"
    form.label.value = "0"
    assert "1 coded. Saved." in told(form.progress)
    assert [path.name for path in (sheet / "coding").iterdir()] == ["anna.csv"]
    assert "give back" in told(form.box.children[-1])


@pytest.mark.parametrize("name", ["../anna", "Anna!", "key.csv", "a b"])
def test_a_coder_whose_name_is_no_file_is_told_and_nothing_is_written(sheet, name):
    form = Coding(sheet)
    form.coder.value = name
    form.label.value = "1"
    assert "small letters" in told(form.wrong)
    assert not (sheet / "coding").exists()


def test_a_run_without_a_sheet_says_so(run, capsys):
    explore.coding(run)
    assert "run 04_sentiment first" in capsys.readouterr().out


def test_what_was_set_is_saved_beside_what_is_known(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("n_topics: 3\nquery: old\n")
    controls.keep(path, {"query": "cooperat*", "targets": ["Ö"]})
    assert yaml.safe_load(path.read_text()) == {"n_topics": 3, "query": "cooperat*", "targets": ["Ö"]}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("mine.txt", None, "ends in .yaml"),
        ("", None, "ends in .yaml"),
        ("mine.yaml", "[1, 2]", "something else than parameters"),
        ("mine.yaml", "{", "no YAML"),
        ("mine.yaml", "\x80", "no YAML"),
    ],
)
def test_a_file_that_cannot_hold_parameters_is_told(tmp_path, name, content, message):
    if content:
        (tmp_path / name).write_text(content, encoding="latin-1")
    with pytest.raises(ValueError, match=message):
        controls.keep(tmp_path / name if name else Path(), {"a": 1})


def test_the_save_button_writes_and_says_the_command(concordance, tmp_path):
    footer = concordance.box.children[-1]
    shown, place, save, said = footer.children
    concordance.query.value = "win-win"
    text = html.unescape(shown.value).partition(">")[2].removesuffix("</pre>")
    assert yaml.safe_load(text) == {"query": "win-win"}
    place.value = str(tmp_path / "p.yaml")
    save.click()
    assert yaml.safe_load((tmp_path / "p.yaml").read_text()) == {"query": "win-win"}
    assert "sourcewise run ARTICLES -o RUN -f" in told(said)
    place.value = str(tmp_path / "p.doc")
    save.click()
    assert "ends in .yaml" in told(said)
