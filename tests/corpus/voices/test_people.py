import pytest

from sourcewise.corpus.voices import names, people, segments

TEXT = (
    "Chinese Foreign Minister Wang Yi met Sen. John Q. Smith Jr. of the U.S. Senate. Mr Cooper came late. "
    "Angela Merkel, the German chancellor, and Secretary of State John Kerry spoke of Foreign Affairs. "
    "President Vladimir Putin stayed away, said spokesman Gen Shuang. Jane Smith laughed."
)


@pytest.fixture
def known():
    return people.find_people(TEXT, segments.find_blocks(TEXT, []))


@pytest.mark.parametrize(
    ("text", "titles", "name"),
    [
        ("President Joe Biden", "President", "Joe Biden"),
        ("US Attorney General Jeff Sessions", "US Attorney General", "Jeff Sessions"),
        ("Secretary of State John Kerry", "Secretary of State", "John Kerry"),
        ("However Trump", "", "Trump"),
        ("Foreign Minister", "Foreign Minister", ""),
        ("Stephen King", "", "Stephen King"),
        ("BREAKING Joe Biden", "", "Joe Biden"),
    ],
)
def test_titles_are_cut_from_names(text, titles, name):
    assert people.split_name(text) == (tuple(titles.split()), tuple(name.split()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("said Kim Jong-un’s aide", "Kim Jong-un"),
        ("by J. D. Vance and", "J. D. Vance"),
        ("with Ursula von der Leyen on", "Ursula von der Leyen"),
        ("for Sadiq al-Mahdi, who", "Sadiq al-Mahdi"),
        ("like Beto O’Rourke did", "Beto O’Rourke"),
        ("of Trump's plan", "Trump"),
    ],
)
def test_names_are_runs_of_capitalised_words(text, found):
    assert names.NAME.search(text).group() == found


@pytest.mark.parametrize(
    ("short", "full", "sure"),
    [
        ("Wang", "Wang Yi", True),
        ("Merkel", "Angela Merkel", True),
        ("Mr. Putin", "Vladimir Putin", True),
        ("Kerry", "John Kerry", True),
        ("Geng", "Gen Shuang", True),
        ("Smith", "John Q. Smith Jr.", False),
        ("Jane Smith", "Jane Smith", True),
        ("Cooper", "Cooper", True),
        ("Beijing", "Beijing", True),
        ("Nobody Known", "Nobody Known", True),
    ],
)
def test_short_names_find_the_full_name(known, short, full, sure):
    name, _, only = people.by_name(known, short)
    assert (name, only) == (full, sure)


@pytest.mark.parametrize("text", ["U.S. Senate", "Foreign Affairs", "Mr Cooper"])
def test_institutions_and_titled_single_names_are_no_full_names(known, text):
    assert text not in {person.name for person in known.everybody}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["foreign", "minister"], "Wang Yi"),
        (["Chinese", "minister"], "Wang Yi"),
        (["chancellor"], "Angela Merkel"),
        (["spokesman"], "Gen Shuang"),
        (["president"], "Vladimir Putin"),
        (["dentist"], None),
    ],
)
def test_descriptions_find_the_person_that_the_text_describes(known, words, name):
    person, _ = people.by_description(known, words, len(TEXT))
    assert (person and person.name) == name


def test_a_description_is_not_a_person_who_comes_later(known):
    assert people.by_description(known, ["chancellor"], 20) == (None, False)


def test_another_nationality_contradicts_a_person(known):
    wang = known.full["Wang", "Yi"]
    assert people.contradicts(known, wang, ["Russian", "minister"])
    assert not people.contradicts(known, wang, ["Chinese", "diplomat"])
    assert not people.contradicts(known, wang, ["minister"])


def test_pronouns_follow_titles_and_first_names(known):
    assert known.full["Angela", "Merkel"].pronoun == "she"
    assert known.full["John", "Kerry"].pronoun == "he"
    assert known.full["Wang", "Yi"].pronoun is None


def test_headlines_give_no_names():
    raw = "Moscow Accelerates Talks\nVladimir Putin went home."
    found = people.find_people(raw, segments.find_blocks(raw, [], (0, 24)))
    assert [person.name for person in found.everybody] == ["Vladimir Putin"]
