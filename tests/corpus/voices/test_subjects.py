import pytest

from sourcewise.corpus.voices import subjects


def left(text, verb):
    at = text.rindex(verb)
    found = subjects.before(text, 0, (at, at + len(verb)))
    return found and (text[found.start : found.end], found.link)


def right(text, verb, strict):
    end = text.index(verb) + len(verb)
    found = subjects.behind(text, end, len(text), strict=strict)
    return found and text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Wang said no", "said", "Wang"),
        ("But US President Joe Biden also said no", "said", "US President Joe Biden"),
        ("Smith, a lawyer from Waco, Texas, said no", "said", "Smith"),
        ("Smith, who lives in Waco, said no", "said", "Smith"),
        ("The Russian ambassador in Beijing, Andrei Denisov, said no", "said", "Andrei Denisov"),
        ("Rep. Doug Collins (R-Ga.) said no", "said", "Rep. Doug Collins"),
        ("In Washington, the foreign minister said no", "said", "the foreign minister"),
        ("On Monday Trump said no", "said", "Trump"),
        ("In an interview he said no", "said", "he"),
        ("Wang on Thursday said no", "said", "Wang"),
        ("A spokesman for Mr. Trump said no", "said", "A spokesman for Mr. Trump"),
        ("Trump’s lawyer said no", "said", "Trump’s lawyer"),
        ("White House officials say no", "say", "White House officials"),
        ("However, Graham Allison and Dimitri Simes said no", "said", "Graham Allison and Dimitri Simes"),
        ("Secretary of State John Kerry warned them", "warned", "Secretary of State John Kerry"),
        ("The report claims that", "claims", "The report"),
    ],
)
def test_subjects_before_a_verb(text, verb, subject):
    assert left(text, verb) == (subject, "subject")


@pytest.mark.parametrize(
    ("text", "verb", "link"),
    [
        ("Wang refused and said no", "said", "same"),
        ("Wang spoke, adding that", "adding", "same"),
        ("The man was told no", "told", "passive"),
        ("It was described by Smith", "described", "passive"),
        ("The man who said no", "said", "relative"),
        ("It came a day after Daniel Coats claimed that", "claimed", "subordinate"),
        ("He thinks that Wang said no", "said", "subordinate"),
        ("Critics would say no", "say", "infinitive"),
    ],
)
def test_verbs_outside_the_main_clause(text, verb, link):
    assert left(text, verb)[1] == link


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Behind the report", "report"),
        ("in spite of claims", "claims"),
        ("Trump's claims", "claims"),
        ("a long call", "call"),
        ("Wang say", "say"),
        ("said", "said"),
    ],
)
def test_nouns_are_no_verbs(text, verb):
    assert left(text, verb) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("said Wang, who left.", "Wang"),
        ("said the Chinese diplomat.", "the Chinese diplomat"),
        ("said state Sen. Kirk Watson, a Democrat", "state Sen. Kirk Watson"),
        ("said the company's vice president, Dawn Laguens.", "Dawn Laguens"),
        ("said former Secretary of State John Kerry on Monday", "former Secretary of State John Kerry"),
        ("said Graham Allison and Dimitri Simes in a debate", "Graham Allison and Dimitri Simes"),
        ("said he.", "he"),
        ("said Monday that", None),
        ("said in a statement", None),
    ],
)
def test_subjects_behind_a_verb(text, subject):
    assert right(text, "said", strict=False) == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("says Wan Chengcai of the center.", "Wan Chengcai"),
        ("says Trump had lied", None),
        ("says China's trusted relations are", None),
        ("says the United States was", None),
    ],
)
def test_what_goes_on_like_a_clause_is_no_subject_behind(text, subject):
    assert right(text, "says", strict=True) == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "On June 24, Defense Ministry spokesman Ren Guoqiang expressed anger",
            "Defense Ministry spokesman Ren Guoqiang",
        ),
        ("But Trump flew home", "Trump"),
        ("Last month, Merkel left", "Merkel"),
        ("Republican lawmakers left", "Republican lawmakers"),
        ("The president of the bank left", "The president"),
        ("They're gone", None),
        ("In Washington", None),
    ],
)
def test_the_subject_that_a_sentence_begins_with(text, subject):
    found = subjects.first(text, 0, len(text))
    assert (found and text[found.start : found.end]) == subject
