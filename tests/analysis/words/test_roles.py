import pandas as pd
import pytest

from sourcewise.analysis.words import roles


def found(text, speaker):
    rows = pd.DataFrame(
        {
            "passage_id": ["d:1", "d:2"],
            "doc_id": "d",
            "kind": "body",
            "speaker": [speaker, None],
            "text": ["So it is.", text],
        }
    )
    row = roles.roles(rows).iloc[0]
    return None if pd.isna(row["role"]) else row["role"]


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("Foreign Minister Ana Lopes said so.", "Ana Lopes", "official"),
        ("Foreign Ministry spokesman Ivo Kern said so.", "Ivo Kern", "official"),
        ("A spokesman for the State Department, Ivo Kern, said so.", "Ivo Kern", "official"),
        ("Sen. Ivo Kern, D-Ohio, said so.", "Ivo Kern", "official"),
        ("The Russian ambassador in Beijing, Ivo Kern, reported it.", "Ivo Kern", "official"),
        ("It fell, said Ana Lopes, a professor at Hull University.", "Ana Lopes", "expert"),
        ("It fell, said Ana Lopes, who is an economist at a bank.", "Ana Lopes", "expert"),
        ("It fell, says Ana Lopes of the Center for Global Studies.", "Ana Lopes", "expert"),
        ("Ana Lopes, director of the Institute of Oceans, said so.", "Ana Lopes", "expert"),
        ("Ana Lopes, director of the Department of Health, said so.", "Ana Lopes", "official"),
        ("Ana Lopes, director of the Acme Corporation, said so.", "Ana Lopes", "other"),
        ("Ana Lopes, a farmer from Leeds, said so.", "Ana Lopes", "other"),
        ("Lawyer Ana Lopes said so.", "Ana Lopes", "other"),
        ("President Lopes said so.", "Ana Lopes", "official"),
        # who is spoken to, another's title, a verb between, a name that is a role word: nothing is told
        ("He told the minister that Ana Lopes knew.", "Ana Lopes", None),
        ("Minister Ivo Lopes spoke.", "Ana Lopes", None),
        ("Ana Lopes, the minister said, was late.", "Ana Lopes", None),
        ("Ana Lopes, according to a report by a professor, was late.", "Ana Lopes", None),
        ("Ana Lopes, president of Friends United, said so.", "Ana Lopes", None),
        ("Ana Lopes said so.", "Ana Lopes", None),
        ("Sam Singer said so.", "Sam Singer", None),
        ("President Ivo Lopes came. President Lopes left.", "Ana Lopes", None),
        ("Anabel Lopesson, a professor, said so.", "Ana Lopes", None),
        # descriptions
        ("", "a senior White House official", "official"),
        ("", "the Chinese government", "official"),
        ("", "White House", "official"),
        ("", "two budget experts", "expert"),
        ("", "some of the experts", "expert"),
        ("", "Experts", "expert"),
        ("", "the newspaper", "other"),
        ("", "critics", "other"),
        ("", "official data", None),
        ("", "the president's plan", None),
        ("", "a source close to the government", None),
        ("", "the egos of lawmakers", None),
        ("", "it", None),
    ],
)
def test_a_role_is_told_where_the_text_says_so(text, speaker, role):
    assert found(text, speaker) == role


def test_what_says_so_is_kept_with_its_passage_and_the_first_place_decides():
    rows = pd.DataFrame(
        {
            "passage_id": ["d:1", "d:2", "d:3", "e:1"],
            "doc_id": ["d", "d", "d", "e"],
            "kind": ["headline", "body", "body", "body"],
            "speaker": [None, "Ana Lopes", None, "Ana Lopes"],
            "text": [
                "Farmer Ana Lopes",
                "“No,” said Ana Lopes, a well-known economist.",
                "Mayor Ana Lopes left.",
                "Yes.",
            ],
        }
    )
    table = roles.roles(rows)
    assert table["doc_id"].tolist() == ["d", "e"]
    assert table.loc[0, ["role", "said", "passage_id"]].tolist() == [
        "expert",
        "a well-known economist",
        "d:2",
    ]
    assert table.loc[1, ["role", "said", "passage_id"]].isna().all(), "each document speaks for itself"


def test_no_speaker_is_an_empty_table():
    rows = pd.DataFrame(
        {"passage_id": ["d:1"], "doc_id": ["d"], "kind": ["body"], "speaker": [None], "text": ["x"]}
    )
    assert roles.roles(rows).empty


def test_the_users_own_words_of_roles(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "official: {words: [vizier], places: [divan]}\nexpert: {words: [sage], places: [grove]}\n"
        "other: {words: [bard], places: [inn]}\ndepends: [keeper]\n"
    )
    rows = pd.DataFrame(
        {
            "passage_id": ["d:1"],
            "doc_id": ["d"],
            "kind": ["body"],
            "speaker": ["Ana Lopes"],
            "text": ["Vizier Ana Lopes spoke."],
        }
    )
    assert roles.roles(rows, lexicon=roles.load(path))["role"].tolist() == ["official"]


@pytest.mark.parametrize("content", ["official: [a]", "- a", "official: {words: [a]}", "a: [b"])
def test_a_file_of_another_form_is_refused(tmp_path, content):
    path = tmp_path / "mine.yaml"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"mine.yaml is no file of roles .*it needs `official`"):
        roles.load(path)
    with pytest.raises(FileNotFoundError, match="is not there"):
        roles.load(tmp_path / "none.yaml")
