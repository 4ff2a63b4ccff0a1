"""Languages: English by its commonest words without a model, all others by the model."""

import py3langid
import pytest

from sourcewise.corpus import language

ENGLISH = """
    The council said on Monday that it would not wait for the spring, and that the harbour has to be built
    with the money that had been promised to the town. Those who live by the water were not asked, they
    said, and the mayor, who had been there for years, was the only one of them with a plan which the others
    knew.
"""
OTHERS = {
    "nl": """
        Het kabinet heeft maandag besloten dat de haven van de stad voor de zomer klaar moet zijn. De
        burgemeester was er niet bij, en wie er woont was het niet gevraagd, zo is in de krant te lezen.
    """,
    "af": """
        Die raad het Maandag gesê dat die hawe voor die somer klaar moet wees. Die burgemeester was nie daar
        nie, en die mense wat by die water woon is nie gevra nie, het die koerant van die dorp geskryf.
    """,
    "de": """
        Der Rat der Stadt hat am Montag beschlossen, dass der Hafen vor dem Sommer fertig sein muss. Die
        Bürgermeisterin war nicht dabei, und wer dort wohnt, wurde nicht gefragt, schreibt die Zeitung.
    """,
    "fr": """
        Le conseil de la ville a décidé lundi que le port doit être prêt avant l’été. La maire n’était pas
        présente, et ceux qui habitent près de l’eau n’ont pas été consultés, écrit le journal local.
    """,
    "ru": """
        Совет города решил в понедельник, что гавань должна быть готова до лета. Мэра на заседании не было,
        а тех, кто живёт у воды, никто не спросил, пишет местная газета, которую все читают.
    """,
}


def test_plain_english_needs_no_model(monkeypatch):
    monkeypatch.setattr(py3langid, "classify", None)
    assert language.identify(ENGLISH * 2, n_words=110) == "en"


@pytest.mark.parametrize(("code", "text"), OTHERS.items(), ids=OTHERS)
def test_other_languages_are_told_by_the_model(code, text):
    text = " ".join(text.split()) * 4
    assert language.identify(text, n_words=130) == code == py3langid.classify(text[: language.READ])[0]


@pytest.mark.parametrize(("n_words", "code"), [(0, None), (19, None), (20, "en")])
def test_a_text_of_few_words_has_no_language_that_can_be_told(n_words, code):
    assert language.identify(" ".join(ENGLISH.split()[:n_words]), n_words=n_words) == code


def test_english_names_alone_are_no_english(monkeypatch):
    asked = []
    monkeypatch.setattr(py3langid, "classify", lambda text: asked.append(text) or ("xx", 0.0))
    assert language.identify("Jane Doe Harbour Town Council " * 30, n_words=150) == "xx"
    assert len(asked) == 1
