"""Mentions of named targets: what is one, and where it stands.

What counts as a mention is data (data/targets.yaml): names, seats, capitals and adjectives of a target,
longest first, none inside a longer name that is something else ("South China Sea"). Pronouns and descriptions
("it", "the country") are left out: mentions are a part of what a text says about a target, the part that is
named.
"""

import difflib
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import pandas as pd

from sourcewise.analysis import names as known
from sourcewise.analysis.names import KINDS, load_targets
from sourcewise.analysis.tone.classifier import classify
from sourcewise.corpus import tables

__all__ = ["KINDS", "classify", "counted", "find_mentions", "load_targets", "rule"]

PLACE = ("in", "within", "near", "outside", "inside", "around", "central", "downtown")

_STATE = rf"(?P<state>\s+(?:{'|'.join(f'{word}|{word.upper()}' for word in known.STATE_WORDS)}))?"
_PLACE = re.compile(rf"(?<!\w)(?:{'|'.join(PLACE)})\s+$", re.IGNORECASE)
_FOUND = ("doc_id", "passage_id", "target", "start", "end")
_SHOUTED = re.compile(r"US|WHO")  # in a passage all in capitals they may be "us" and "who"


def find_mentions(
    passages: pd.DataFrame,
    names: Sequence[str],
    *,
    targets: pd.DataFrame | None = None,
    kinds: Iterable[str] = KINDS,
) -> pd.DataFrame:
    """Table `mentions` of the targets `names` in the passages, in text order; probabilities are null.

    `targets` is a table of `load_targets`. Mentions never overlap. Not counted: a capital right after a word
    of place (PLACE) unless it owns something ("in Beijing's view"), and US or WHO in a passage all in
    capitals. Raises ValueError for no name, an unknown one, or an unknown kind.
    """
    table = load_targets() if targets is None else targets
    _check(names, set(table["target"].dropna()), "target")
    _check(kinds := list(kinds), set(KINDS), "kind of alias")
    wanted, find = set(names), _finder(table)
    rows = [
        (doc_id, passage_id, target, start + left, start + right)
        for doc_id, passage_id, start, text in _columns(passages, "doc_id", "passage_id", "start", "text")
        for target, kind, left, right in find(text)
        if target in wanted and kind in kinds
    ]
    return tables.frame("mentions", [dict(zip(_FOUND, row, strict=True)) for row in rows])


def counted(
    mentions: pd.DataFrame, passages: pd.DataFrame, *, targets: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What was counted: `target`, `kind`, `words` as written, `n`; the most frequent of a target first."""
    find = _finder(load_targets() if targets is None else targets)
    text = passages.set_index("passage_id")[["start", "text"]]
    rows = []
    for passage_id, of_passage in mentions.groupby("passage_id", sort=False):
        start, words = text.loc[passage_id]
        kinds = {start + left: kind for _, kind, left, _ in find(words)}
        for target, left, right in _columns(of_passage, "target", "start", "end"):
            rows.append((target, kinds[left], known.as_listed(words[left - start : right - start])))
    seen = pd.DataFrame(rows, columns=["target", "kind", "words"]).astype("str")
    table = seen.groupby(["target", "kind", "words"]).size().rename("n").reset_index()
    return table.sort_values(
        ["target", "n", "kind", "words"], ascending=[True, False, True, True], ignore_index=True
    )


def rule(names: Sequence[str], *, targets: pd.DataFrame | None = None, kinds: Iterable[str] = KINDS) -> str:
    """One sentence a target, and one for all, on what is counted as a mention."""
    table = load_targets() if targets is None else targets
    chosen = table[table["kind"].isin(list(kinds))]
    parts = [
        f"{name} is counted as {', '.join(chosen['alias'][chosen['target'] == name])}." for name in names
    ]
    if "capital" in chosen["kind"].values:
        parts.append(
            f"A capital right after {', '.join(PLACE[:-1])} or {PLACE[-1]} is a place and is not counted."
        )
    return " ".join([*parts, 'Pronouns and descriptions ("it", "the country") are not counted.'])


Found = tuple[str, str, int, int]


def _finder(table: pd.DataFrame) -> Callable[[str], Iterator[Found]]:
    """What finds (target, kind, start, end) in a text, by all aliases of the table: the longest wins."""
    rows = table.fillna({"target": ""})
    return functools.partial(_find, *_compiled(tuple(_columns(rows, "target", "kind", "alias"))))


@functools.lru_cache(maxsize=4)
def _compiled(
    rows: tuple[tuple[str, str, str], ...],
) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """The pattern of all aliases, and what each stands for."""
    meaning = {form: (target, kind) for target, kind, alias in reversed(rows) for form in known.forms(alias)}
    return known.pattern(meaning, after=rf"{_STATE}(?!\$)"), meaning  # US$ is money


def _find(pattern: re.Pattern[str], meaning: dict[str, tuple[str, str]], text: str) -> Iterator[Found]:
    """The mentions in one text."""
    loud = text.isupper() and _SHOUTED.sub("", text).isupper()
    for match in pattern.finditer(text):
        state = match["state"] or ""
        alias = known.as_listed(match[0][: len(match[0]) - len(state)])
        target, kind = meaning[alias]
        left_out = (loud and _SHOUTED.fullmatch(alias)) or (kind == "capital" and _is_place(text, match))
        if target and not left_out:
            yield target, "name" if state and kind == "adjective" else kind, match.start(), match.end()


def _is_place(text: str, match: re.Match[str]) -> bool:
    """Whether a capital stands after a word of place and owns nothing."""
    return text[match.end() : match.end() + 1] not in ("'", "’") and bool(
        _PLACE.search(text, max(0, match.start() - 12), match.start())
    )


def _check(given: Iterable[str], known_names: set[str], what: str) -> None:
    """Refuse what is not there, with the nearest that is."""
    if isinstance(given, str) or not given:
        raise ValueError(f"give at least one {what} in a list, for example {sorted(known_names)[:2]}")
    for name in given:
        if name not in known_names:
            near = difflib.get_close_matches(str(name), sorted(known_names), 1)
            hint = (
                f"did you mean {near[0]!r}?"
                if near
                else "add it in a YAML file of your own, see load_targets"
            )
            raise ValueError(f"there is no {what} {name!r}: {hint}")


def _columns(table: pd.DataFrame, *columns: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table as tuples of these columns."""
    return zip(*(table[column].tolist() for column in columns), strict=True)
