"""Names of targets as data, and one compiled pattern for all of them.

A table of names has a row an alias: `target`, `kind` (KINDS), `alias`, `why`. Rows of kind "not" hold longer
names that contain an alias and are something else ("South China Sea"), with the reason in `why` and no
target.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import pandas as pd
import yaml

from sourcewise.analysis.marks import plain

KINDS = ("name", "seat", "capital", "adjective")
STATE_WORDS = ("government", "governments", "administration", "authorities", "leadership")
LONGEST = 100  # characters of an alias

_COLUMNS = ["target", "kind", "alias", "why"]
_FLEXIBLE = {" ": r"\s+", "'": "['‘’ʼ]", "-": "[-‐‑–]"}
_RIGID = str.maketrans({**dict.fromkeys("‘’ʼ", "'"), **dict.fromkeys("‐‑–", "-")})


def load_targets(path: Path | str | None = None) -> pd.DataFrame:
    """The shipped table of names; with `path`, also the targets of that YAML file, which has the same form.

    A target of the file replaces the shipped one of that name. Raises FileNotFoundError, or ValueError with
    the file, the target and the value where the file is no YAML, a kind is unknown, an alias is no text or
    two targets share one.
    """
    shipped = _shipped()
    if path is None:
        return shipped.copy()
    own = _table(_read(Path(path)), str(path))
    kept = shipped[~shipped["target"].isin(own["target"].dropna())]
    kept = kept[~((kept["kind"] == "not") & kept["alias"].isin(own["alias"]))]
    return _without_overlap(pd.concat([kept, own], ignore_index=True), str(path))


def pattern(
    words: Iterable[str], *, before: str = "", after: str = "", flags: int = 0, wild: bool = False
) -> re.Pattern[str]:
    """One pattern for whole `words` or phrases, longest first; blanks, apostrophes and hyphens of any form.

    `before` and `after` are expressions put round them; with `wild`, a * at the end of a word is any ending.
    Linear in the text. Without words it matches nothing.
    """
    ending = {"*": r"\w*"} if wild else {}
    in_order = sorted(set(words), key=lambda word: word.replace("*", "\uffff"))  # what is listed goes first
    pieces = [tuple((_FLEXIBLE | ending).get(c, re.escape(c)) for c in word) for word in in_order if word]
    return re.compile(rf"(?<!\w){before}(?:{_trie(pieces) if pieces else '(?!)'}){after}(?!\w)", flags)


def forms(alias: str) -> set[str]:
    """The ways in which an alias may be written: as it stands, in capitals, with a capital at the start."""
    return {alias, alias.upper(), alias[:1].upper() + alias[1:]}


def as_listed(found: str) -> str:
    """What a `pattern` found, with the blanks, apostrophes and hyphens of the list."""
    return " ".join(found.split()).translate(_RIGID)


@functools.cache
def _shipped() -> pd.DataFrame:
    """The names that the package ships."""
    file = resources.files("sourcewise") / "data" / "targets.yaml"
    return _without_overlap(
        _table(yaml.load(file.read_text("utf-8"), yaml.CSafeLoader), file.name), file.name
    )


def _read(path: Path) -> object:
    """The content of a YAML file that a user wrote."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: give the YAML file with your targets")
    try:
        text = path.read_text("utf-8")
        _refuse_twice(yaml.compose(text, yaml.CSafeLoader), path)
        return yaml.load(text, yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text: save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"{path} is not YAML: {str(error).splitlines()[0]}{_line(error)}") from error


def _line(error: Exception) -> str:
    """Where a YAML error stands."""
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark else ""


def _refuse_twice(node: yaml.Node | None, path: Path) -> None:
    """Refuse a key that stands twice in one mapping: YAML keeps the last one in silence."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise ValueError(
                f"{path}, line {key.start_mark.line + 1}: {key.value!r} stands twice; merge the two"
            )
        seen.add(key.value)
        _refuse_twice(value, path)


def _table(content: object, file: str) -> pd.DataFrame:
    """The rows of a file's content."""
    if not isinstance(content, dict) or not isinstance(content.get("targets"), dict):
        raise ValueError(
            f"{file} has no 'targets': it must hold 'targets:', and under it a name with its aliases"
        )
    if extra := sorted(map(str, set(content) - {"targets", "not_targets"})):
        raise ValueError(
            f"{file} has an unknown part {extra[0]!r}: the parts are 'targets' and 'not_targets'"
        )
    rows = [row for target, kinds in content["targets"].items() for row in _aliases(target, kinds, file)]
    rows += _exclusions(content.get("not_targets") or [], file)
    return pd.DataFrame(rows, columns=_COLUMNS).astype("str").drop_duplicates(["target", "alias"])


def _aliases(target: object, kinds: object, file: str) -> Iterator[tuple[str, str, str, None]]:
    """The rows of one target; a bare list of aliases is a list of names."""
    kinds = {"name": kinds} if isinstance(kinds, list) else kinds
    if not isinstance(target, str) or not isinstance(kinds, dict) or not kinds:
        raise ValueError(
            f"{file}: target {target!r} needs its aliases by kind, for example {{name: [China, PRC]}}"
        )
    for kind, words in kinds.items():
        if kind not in KINDS:
            raise ValueError(
                f"{file}: target {target!r} has the unknown kind {kind!r}; the kinds are {list(KINDS)}"
            )
        for word in _words(words, f"{file}: target {target!r}, {kind}"):
            yield target, kind, word, None
            if kind == "adjective" and word.endswith(("n", "i", "k")):
                yield target, kind, f"{word}s", None


def _exclusions(parts: object, file: str) -> Iterator[tuple[None, str, str, str]]:
    """The rows of the names that are no target."""
    for part in parts if isinstance(parts, list) else [parts]:
        if not isinstance(part, dict) or set(part) != {"why", "phrases"}:
            raise ValueError(f"{file}: each part of 'not_targets' needs 'why' and 'phrases', not {part!r}")
        for phrase in _words(part["phrases"], f"{file}: not_targets"):
            yield None, "not", phrase, str(part["why"])


def _words(words: object, where: str) -> Iterator[str]:
    """The aliases of a list, each checked."""
    if not isinstance(words, list) or not words:
        raise ValueError(f"{where}: {words!r} must be a list of aliases, [like, this]")
    for word in words:
        alias = plain(word) if isinstance(word, str) else ""
        if not 2 <= len(alias) <= LONGEST or not any(c.isalpha() for c in alias):
            raise ValueError(
                f"{where}: alias {word!r} must be text of 2 to {LONGEST} characters with a letter in it "
                "(put it in quotation marks if it is a word such as NO)"
            )
        yield alias


def _without_overlap(table: pd.DataFrame, file: str) -> pd.DataFrame:
    """The table, unless an alias, in capitals or not, belongs to two targets or is also said to be none."""
    owner = table["target"].fillna("not_targets")
    owners = owner.groupby(table["alias"].str.upper(), sort=False).unique()
    clash = owners[owners.map(len) > 1]
    if len(clash):
        raise ValueError(
            f"{file}: alias {clash.index[0]!r} belongs to {' and to '.join(map(repr, clash.iloc[0]))}; "
            "leave it with one of them (a shipped target is replaced by giving it anew in your file)"
        )
    return table.reset_index(drop=True)


def _trie(words: list[tuple[str, ...]]) -> str:
    """An expression for sorted `words`, given as pieces, that tries the longest first."""
    branches: dict[str, list[tuple[str, ...]]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
    body = "|".join(piece + _trie(rest) for piece, rest in branches.items())
    if not body:
        return ""
    ends = () in words
    return f"(?:{body}){'?' if ends else ''}" if ends or len(branches) > 1 else body
