"""Reading a folder: every file is an article, a companion or a problem, whatever it holds."""

import gzip
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_folder

from sourcewise.corpus.build import read_corpus
from sourcewise.corpus.inputs import archives, listing
from sourcewise.corpus.inputs.decode import decode
from sourcewise.corpus.inputs.read import is_companion

TEXT = "The minister’s “plan” – a naïve one – was refused in Zürich. Nobody was surprised by that."
GOOD = "A good article, which is read all the same."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    return tmp_path


def problem_with(folder, file):
    """The one problem of a folder; its good article is read all the same."""
    documents, problems = read_folder(folder)
    assert [document.raw for document in documents if document.file == "good.txt"] == [GOOD]
    assert [problem.file for problem in problems] == [file]
    assert problems[0].message.startswith(file)
    assert problems[0].message.endswith(".")
    return problems[0]


# encodings


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_text_is_the_same_whatever_its_encoding(folder, encoded, encoding):
    (folder / "other.txt").write_bytes(encoded)
    documents, problems = read_folder(folder)
    other = documents[1]
    assert (other.raw, other.encoding, other.extractor, other.row) == (TEXT, encoding, "text", None)
    assert problems == []


def test_one_accent_in_a_long_text_is_read():
    text = "Nobody was surprised by that, she said. " * 20 + "They met at a café."
    assert (decode(text.encode("cp1252")).text, decode(text.encode("cp1252")).damage) == (text, None)


def test_other_old_encodings_are_told_apart():
    russian = "Президент заявил, что отношения с Китаем лучше, чем когда-либо. " * 5
    assert decode(russian.encode("koi8-r")).text == russian
    assert decode((TEXT * 3).encode("mac_roman")).text == TEXT * 3


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\n\r\n\r"])
def test_line_ends_and_the_blanks_at_the_edges_stay_as_they_are(folder, ends):
    (folder / "other.txt").write_bytes(f" {ends}One{ends}two\u00a0{ends}".encode())
    assert read_folder(folder)[0][1].raw == f" {ends}One{ends}two\u00a0{ends}"


def test_the_hash_is_that_of_the_files_bytes(folder):
    (folder / "good.txt").write_bytes(b"\xef\xbb\xbfabc")
    sha256 = "1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c"  # as sha256sum gives it
    assert read_folder(folder)[0][0].sha256 == sha256


# bad input: one clear sentence, and the other articles are read


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"", "empty", "is empty"),
        (b" \n\t\r\n \xc2\xa0", "blank", "only blanks"),
        (b"\xef\xbb\xbf", "blank", "only blanks"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "encoding", "no text"),
        (b"\0" * 100, "encoding", "no text"),
        (b"text with a \0 in it", "encoding", "no text"),
        (b"\x01\x02\x03\x04" * 100, "encoding", "control characters"),
        (b"\xff\xfeodd", "encoding", "marked as UTF-16"),
        ("\ufefftext with a \0 in it".encode("utf-16-le"), "encoding", "control characters"),
        (TEXT.encode() + b"\xff\xfe " + TEXT.encode(), "encoding", "no UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_a_problem(folder, content, kind, says):
    (folder / "bad.txt").write_bytes(content)
    problem = problem_with(folder, "bad.txt")
    assert problem.kind == kind
    assert says in problem.message
    assert "UTF-8" in problem.message or "should hold the text" in problem.message


def test_a_few_bytes_that_are_no_utf8_cost_only_themselves(folder):
    (folder / "bad.txt").write_bytes(TEXT.encode() + b"\xff" + TEXT.encode())
    assert read_folder(folder)[0][0].raw == f"{TEXT}\ufffd{TEXT}"


@pytest.mark.parametrize("name", ["scan.pdf", "text", "a.docx", "b.txt.bak", "c.tar.gz", "d.gz", "e.7z"])
def test_a_file_of_another_kind_is_a_problem(folder, name):
    (folder / name).write_text(GOOD)
    problem = problem_with(folder, name)
    assert problem.kind == "unsupported"
    assert ".txt" in problem.message


@pytest.mark.parametrize(
    "name", ["README", "README.md", "Readme.txt", "LICENSE", "sources.csv", ".hidden.txt", ".git/a.txt"]
)
def test_a_companion_is_no_article_and_no_problem(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(GOOD)
    documents, problems = read_folder(folder)
    assert [document.file for document in documents] == ["good.txt"]
    assert problems == []


@pytest.mark.parametrize("name", ["License revoked for a paper.txt", "readme-of-the-war.txt", "READMEs.txt"])
def test_an_article_is_read_whatever_its_name_begins_with(folder, name):
    (folder / name).write_text(GOOD)
    documents, _ = read_folder(folder)
    assert sorted(document.file for document in documents) == sorted(["good.txt", name])


def test_a_sidecar_in_a_folder_below_is_no_companion(folder):
    (folder / "below").mkdir()
    (folder / "below" / "sources.csv").write_text("file\na.txt\n")
    assert problem_with(folder, "below/sources.csv").kind == "columns"


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret")
    (folder / "link.txt").symlink_to(outside)
    assert "out of the folder" in problem_with(folder, "link.txt").message


def test_a_linked_folder_is_not_entered(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret")
    (folder / "below").symlink_to(outside)
    assert problem_with(folder, "below").kind == "link"


@pytest.mark.parametrize(
    ("target", "says"), [("good.txt", "inside"), (".", "inside"), ("link.txt", "circle"), ("no", "nowhere")]
)
def test_a_link_inside_a_loop_and_a_dead_link_are_problems(folder, target, says):
    (folder / "link.txt").symlink_to(target)
    assert says in problem_with(folder, "link.txt").message


def test_a_pipe_is_not_opened(folder):
    os.mkfifo(folder / "pipe.txt")
    assert problem_with(folder, "pipe.txt").kind == "special"


def test_a_file_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    (folder / "locked.txt").write_text(GOOD)
    opened = os.open

    def refuse(path, *flags, **options):
        if Path(path).name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *flags, **options)

    monkeypatch.setattr(archives.os, "open", refuse)
    problem = problem_with(folder, "locked.txt")
    assert problem.kind == "unreadable"
    assert "right to read" in problem.message


def test_a_folder_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    (folder / "locked").mkdir()
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(listing.os, "scandir", refuse)
    assert problem_with(folder, "locked").kind == "unreadable"


def test_a_name_that_is_no_utf8_is_a_problem_that_can_be_written(folder):
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes no such name")
    problem = problem_with(folder, "caf\\xe9.txt")
    assert problem.kind == "name"
    assert problem.message.encode()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path / "missing", "there is no folder"),
        (lambda path: path / "good.txt", "is a file"),
        (lambda path: path / "empty", "holds no article"),
    ],
)
def test_a_folder_that_cannot_be_read_is_refused(folder, make, says):
    (folder / "empty").mkdir()
    with pytest.raises(ValueError, match=says) as refusal:
        read_corpus(make(folder))
    assert str(make(folder)) in str(refusal.value)


def test_a_folder_of_problems_only_says_what_they_are(tmp_path):
    (tmp_path / "a.txt").write_text("")
    with pytest.raises(ValueError, match=r"put \.txt files, .* into it \(a\.txt is empty"):
        read_corpus(tmp_path)


# names


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_with_blanks_and_accents_are_read_and_their_ids_composed(folder, form):
    name = unicodedata.normalize(form, "Événement à l’été (1).txt")
    (folder / name).write_text("Un article.")
    document = next(document for document in read_folder(folder)[0] if document.file != "good.txt")
    assert document.file == name
    assert document.doc_id == "Événement à l’été (1)"


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        (["a/x.txt", "b/y.txt"], ["x", "y"]),
        (["a/x.txt", "b/x.txt"], ["a/x", "b/x"]),
        (["b/x.txt", "x.txt"], ["b/x", "x"]),
        (["x.TXT", "x.txt"], ["x.TXT", "x.txt"]),
        (["x.TXT", "x.txt", "x.txt.txt"], ["x.TXT", "x.txt", "x.txt.txt"]),
        (["v1.2 draft.txt", "v1.2.txt"], ["v1.2 draft", "v1.2"]),
        (["x.md", "x.txt"], ["x.md", "x.txt"]),
        (["x#1.txt", "y.txt"], ["x#1", "y"]),
    ],
)
def test_the_id_is_the_stem_and_where_stems_are_shared_the_path(tmp_path, files, ids):
    for file in files:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(file)
    documents, _ = read_folder(tmp_path)
    assert [document.file for document in documents] == files
    assert [document.doc_id for document in documents] == ids


# laws

NAMES = st.sampled_from(
    [
        "a.txt",
        "b.TXT",
        "d/a.txt",
        "d/c.txt",
        "README.md",
        "x.csv",
        ".h.txt",
        "d/e/f.md",
        "LICENSE",
        "a.json",
        "x#1.txt",
        "b.txt.gz",
        "z.zip",
        "p.html",
        "q.parquet",
        "l.jsonl",
    ]
)
CONTENTS = st.sampled_from(
    [
        b"",
        b"  ",
        GOOD.encode(),
        TEXT.encode("cp1252"),
        b"\0\1\2",
        b"\xff\xfea",
        b"text\nOne, two.\n\nThree.\n",
        b'{"text": "One."}\n{"text": "Two."}',
        gzip.compress(GOOD.encode()),
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(NAMES, CONTENTS, max_size=8), st.randoms())
def test_every_file_is_document_problem_or_companion_and_their_order_changes_nothing(
    tmp_path_factory, files, random
):
    folders = []
    for order in (list(files.items()), random.sample(list(files.items()), len(files))):
        folder = tmp_path_factory.mktemp("corpus")
        for name, content in [*order, ("good.txt", GOOD.encode())]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        folders.append(read_folder(folder))
    assert folders[0] == folders[1]
    documents, problems = folders[0]
    listed = {document.file for document in documents} | {problem.file for problem in problems}
    assert listed | {name for name in files if is_companion(name)} == {*files, "good.txt"}
    assert len({document.doc_id for document in documents}) == len(documents)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused_with_a_reason(data):
    try:
        text = decode(data).text
    except ValueError as error:
        text = str(error) or "\0"
    assert "\0" not in text
    assert text.encode().decode() == text


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), min_size=1)
)
def test_utf8_is_read_as_it_was_written(text):
    assert decode(text.encode()).text == text
