"""In what two runs differ, by conclusion: findings first, then what they were made of."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.analysis import findings
from sourcewise.analysis.comparing.families import ALPHA
from sourcewise.runs import manifest
from sourcewise.runs.values import Parameter

COLUMNS = ["what", "key", "change", "before", "after"]

NONE = "none"

Row = tuple[str, str, str, str, str]


def diff(a: Path, b: Path) -> pd.DataFrame:
    """Compare two finished runs; a row a difference, none where they are the same.

    Columns: `what` (`finding`, `parameter`, `rule`, `document`, `file`, `notebook`, `made with`), its `key`,
    the `change` from run `a` to run `b`, and the value `before` and `after`, as text.

    A finding `appeared`, `vanished`, `changed sign`, `won support` or `lost support` (it has support where
    its p is below .05 or, where it has no p, where it has an interval), `moved` (the estimate), is `more or
    less sure` (p or interval), stands on `other articles`, on `other passages`, or is `reworded`. Raises
    ValueError for a folder that is no finished run, or a table in it that cannot be read.
    """
    old, new = manifest.read(a), manifest.read(b)
    rows = [
        *_compare_findings(_load_findings(a), _load_findings(b)),
        *_compare_values("parameter", _parameters(old), _parameters(new)),
        *_compare_values("rule", _rules(a), _rules(b)),
        *_compare_documents(a, b),
        *_compare_values("file", _other_files(a, old), _other_files(b, new)),
        *_compare_values("notebook", _hashes(old["notebooks"]), _hashes(new["notebooks"])),
        *_compare_values("made with", _made_with(old), _made_with(new)),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _compare_findings(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Row]:
    for key in sorted({*old.index, *new.index}):
        if key not in old.index:
            yield "finding", key, "appeared", "", str(new.at[key, "statement"])
        elif key not in new.index:
            yield "finding", key, "vanished", str(old.at[key, "statement"]), ""
        else:
            for change, before, after in _changes(old.loc[key], new.loc[key]):
                yield "finding", key, change, before, after


def _changes(old: pd.Series, new: pd.Series) -> Iterator[tuple[str, str, str]]:
    """What became of one finding, the weightiest first; how it is worded only where nothing else changed."""
    found = []
    if _number(old["estimate"]) != _number(new["estimate"]):
        turned = (
            pd.notna(old["estimate"]) and pd.notna(new["estimate"]) and old["estimate"] * new["estimate"] < 0
        )
        change = "changed sign" if turned else "moved"
        found.append((change, _number(old["estimate"]), _number(new["estimate"])))
    if _support(old) != _support(new):
        had, has = _is_supported(old), _is_supported(new)
        change = "more or less sure" if had == has else "won support" if has else "lost support"
        found.append((change, _support(old), _support(new)))
    if _number(old["n_articles"]) != _number(new["n_articles"]):
        found.append(("other articles", _number(old["n_articles"]), _number(new["n_articles"])))
    if not found and list(old["evidence"]) != list(new["evidence"]):
        found.append(("other passages", *(f"{len(one['evidence'])} passages" for one in (old, new))))
    if not found and old["statement"] != new["statement"]:
        found.append(("reworded", str(old["statement"]), str(new["statement"])))
    yield from found


def _is_supported(finding: pd.Series) -> bool:
    """Whether a comparing sentence may rest on it, by the rule that findings themselves are checked by."""
    return pd.notna(finding["low"]) if pd.isna(finding["p"]) else finding["p"] < ALPHA


def _support(finding: pd.Series) -> str:
    """How sure a finding is, or why that is not known."""
    parts = []
    if pd.notna(finding["p"]):
        parts.append(f"p {_number(finding['p'])}")
    if pd.notna(finding["low"]):
        parts.append(f"{_number(finding['low'])} to {_number(finding['high'])}")
    return ", ".join(parts) or "no p, no interval"


def _number(value: float | None) -> str:
    """A number of a finding, which has six decimals at most."""
    return NONE if pd.isna(value) else f"{value:.6f}".rstrip("0").rstrip(".")


def _compare_values(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Row]:
    """Names that came, went, or have another value."""
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            change = "added" if name not in old else "gone" if name not in new else "changed"
            yield what, name, change, old.get(name, ""), new.get(name, "")


def _compare_documents(a: Path, b: Path) -> Iterator[Row]:
    """Documents that came, went, or are others by their bytes or by what is left of them as text."""
    old, new = _documents(a), _documents(b)
    for doc_id in sorted({*old.index, *new.index}):
        if doc_id not in old.index:
            yield "document", doc_id, "added", "", str(new.at[doc_id, "file"])
        elif doc_id not in new.index:
            yield "document", doc_id, "gone", str(old.at[doc_id, "file"]), ""
        else:
            yield from _compare_document(doc_id, old.loc[doc_id], new.loc[doc_id])


def _compare_document(doc_id: str, old: pd.Series, new: pd.Series) -> Iterator[Row]:
    if any(old[name] != new[name] for name in ("outlet", "text")):
        change = "read otherwise" if old["sha256"] == new["sha256"] else "changed"
        yield "document", doc_id, change, _described(old), _described(new)


def _described(document: pd.Series) -> str:
    return f"{document['outlet']}, {len(document['text']):,} characters"


def _documents(run: Path) -> pd.DataFrame:
    """File, hash, outlet and text of every document, by its id."""
    articles = _table(run, "articles", ["doc_id", "file", "sha256", "outlet"]).set_index("doc_id")
    return articles.join(_table(run, "texts", ["doc_id", "text"]).set_index("doc_id"))


def _rules(run: Path) -> dict[str, str]:
    """What each rule with its version removed."""
    removed = _table(run, "removed", ["rule", "rule_version", "start", "end"])
    removed = removed.assign(characters=removed["end"] - removed["start"])
    found = removed.groupby(["rule", "rule_version"])["characters"].agg(["size", "sum"])
    return {
        f"{rule} (version {version})": f"{row['size']} spans, {row['sum']:,} characters"
        for (rule, version), row in found.iterrows()
    }


def _parameters(made: Mapping[str, Any]) -> dict[str, str]:
    declared = [Parameter(**row) for row in made["parameters"]["declared"]]
    values = manifest.find_values(declared, made["parameters"]["given"])
    return {
        name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in values.items()
    }


def _other_files(run: Path, made: Mapping[str, Any]) -> dict[str, str]:
    """The corpus's files that hold no document, such as the sidecar, with their hashes."""
    holding = set(_table(run, "articles", ["file"])["file"])
    return {name: sha256 for name, sha256 in _hashes(made["corpus"]).items() if name not in holding}


def _made_with(made: Mapping[str, Any]) -> dict[str, str]:
    """Everything else that a run was made with."""
    git = made["git"] or {}
    commit = f"{git.get('commit', NONE)}{', with changes' if git.get('dirty') else ''}"
    plain = {name: str(made[name]) for name in ("sourcewise", "code", "python", "lock")}
    seeds = {f"seed {name}": str(value) for name, value in made["seeds"].items()}
    return plain | seeds | {"commit": commit} | {name: str(value) for name, value in made["packages"].items()}


def _hashes(rows: list[Mapping[str, str]]) -> dict[str, str]:
    return {row["file"]: row["sha256"] for row in rows}


def _load_findings(run: Path) -> pd.DataFrame:
    try:
        return findings.load(run).set_index("key")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{run / 'findings'} cannot be read: {str(error).splitlines()[0]}") from None


def _table(run: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Columns of a table of the run's corpus, be it one file or a folder of parts."""
    path = run / "corpus" / f"{name}.parquet"
    path = path if path.exists() else path.with_suffix("")
    try:
        return pd.read_parquet(path, columns=columns)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"{path} cannot be read: {str(error).splitlines()[0]}") from None
