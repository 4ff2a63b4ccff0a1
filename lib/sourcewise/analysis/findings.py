"""Findings: claims with a key, an estimate, how sure it is or why that is not known, and the passages that
show it.

A run holds `findings/NOTEBOOK.parquet` and the same as `NOTEBOOK.json`. In Parquet, `evidence` is a list of
passage ids and `values` a JSON object in a string (doc_id to value), which any reader of Parquet can take;
`load` gives both as Python lists and dictionaries.
"""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise import memory
from sourcewise.analysis.comparing.families import ALPHA
from sourcewise.files import replacing

COLUMNS = {
    "key": "str", "statement": "str", "estimate": "Float64", "low": "Float64", "high": "Float64",
    "p": "Float64", "n_articles": "Int64", "reason": "str", "notebook": "str", "cell": "str",
    "evidence": "object", "values": "object",
}  # fmt: skip
DECIMALS = 6
PART = 20  # findings that are turned into a table at once

KEY = re.compile(r"\w+\.\w+\.\w+(?::\w+(?:-\w+)?)?")
NOTEBOOK = re.compile(r"[\w-]+")
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")  # what an article says is no claim of ours
COMPARING = re.compile(
    r"(?<!\bor )\b(?:more|less|fewer)\b|(?<!rather )(?<!other )\bthan\b"
    r"|\b(?:higher|lower|greater|larger|smaller|stronger|weaker|longer|shorter|better|worse)\b"
    r"|\b(?:highest|lowest|greatest|largest|smallest|strongest|weakest|longest|shortest)\b"
    r"|\bsignifican(?:t|tly|ce)\b|\bexceeds?\b|\bdiffers? from\b|\bcompared (?:to|with)\b|\bbias(?:ed)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """One claim. `evidence`: passage ids. `values`: doc_id to the article's value, for tests without a new
    run.
    """

    key: str
    statement: str
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    n_articles: int | None
    reason: str | None
    cell: str | None
    evidence: tuple[str, ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)


def make(
    key: str,
    statement: str,
    *,
    estimate: float | None = None,
    low: float | None = None,
    high: float | None = None,
    p: float | None = None,
    n_articles: int | None = None,
    reason: str | None = None,
    cell: str | None = None,
    evidence: Iterable[str] = (),
    values: Mapping[str, float] | pd.Series | None = None,
    names: Iterable[str] = (),
) -> Finding:
    """One checked finding; numbers are rounded to 6 decimals, and null (None, NaN, pd.NA) numbers become
    None.

    `key` is the same in every run: `area.measure.subject`, and `:a` or `:a-b` for the outlets, each part of
    letters, digits and underscores (`slug` makes one). `reason` says why there is no interval. `cell` names
    the cell. `names` are outlets or targets in the statement: what they are called is no claim.

    Raises ValueError for a key that does not fit; an interval or a p without the number of articles, with
    too few (10 for an interval, 6 for a p), or half an interval; neither an interval nor a reason; and a
    statement with words of comparison ("more", "than", "higher", "significantly", ...; those inside double
    quotation marks are the article's own) without a p below .05 or, where there is no p, an interval.
    """
    finding = Finding(
        key=key,
        statement=" ".join(statement.split()),
        estimate=_number(estimate),
        low=_number(low),
        high=_number(high),
        p=_number(p),
        n_articles=None if n_articles is None or pd.isna(n_articles) else int(n_articles),
        reason=None if reason is None or pd.isna(reason) or not reason else str(reason),
        cell=cell,
        evidence=tuple(str(passage) for passage in evidence),
        values={str(doc): _number(value) for doc, value in sorted({} if values is None else values.items())},
    )
    _check_key(finding)
    _check_numbers(finding)
    _check_words(finding, names)
    return finding


def slug(name: str) -> str:
    """`name` as a part of a key: 'Global Times' is 'global_times'.

    Where more than capitals and blanks is lost, a short hash keeps two names apart.
    """
    part = re.sub(r"\W+", "_", name.casefold()).strip("_") or "name"
    if "_" not in name and part == name.casefold().replace(" ", "_"):
        return part
    return f"{part}_{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"


def save(findings: Sequence[Finding], run: Path | str, notebook: str) -> Path:
    """Write the findings of one notebook to `run/findings/`, whole or not at all; return the Parquet file's
    path.

    The same finding again, as a cell adds it that is run twice, counts once. Raises ValueError for a key of
    two different findings, or a notebook's name that is not letters, digits, `_` and
    `-`.
    """
    if not NOTEBOOK.fullmatch(notebook):
        raise ValueError(f"{notebook!r} is not the name of a notebook, such as '04_sentiment'")
    once = _once(findings)
    _check_unique([finding.key for finding in once], f"in the findings of {notebook}")
    records = [{**vars(finding), "notebook": notebook} for finding in once]
    memory.give_back()  # what making them took: writing many of them needs memory again
    path = Path(run) / "findings" / f"{notebook}.parquet"
    with replacing(path.with_suffix(".json")) as beside, beside.open("w", encoding="utf-8") as file:
        json.dump(
            [{column: record[column] for column in COLUMNS} for record in records], file, indent=1, **JSON
        )
        file.write("\n")
    with replacing(path) as beside:
        _write(records, beside)
    return path


def load(run: Path | str) -> pd.DataFrame:
    """All findings of a run, by notebook and in its order; columns as `COLUMNS`, empty where there are none.

    Raises ValueError for a key that two notebooks use.
    """
    paths = sorted((Path(run) / "findings").glob("*.parquet"))
    parts = [pd.read_parquet(path) for path in paths]
    table = pd.concat(parts, ignore_index=True) if parts else _stored([])
    _check_unique(list(table["key"]), f"in {Path(run).name}/findings")
    table = table.astype(COLUMNS)
    table["evidence"] = pd.Series([list(ids) for ids in table["evidence"]], dtype=object)
    table["values"] = pd.Series([json.loads(text) for text in table["values"]], dtype=object)
    return table


JSON: dict[str, Any] = {"ensure_ascii": False, "allow_nan": False}


def _stored(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Records as the Parquet file holds them."""
    table = pd.DataFrame.from_records(records, columns=list(COLUMNS)).astype(COLUMNS)
    table["values"] = pd.Series([json.dumps(dict(values), **JSON) for values in table["values"]], dtype="str")
    return table


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, without those that say again what one of the same key said."""
    known: dict[str, Finding] = {}
    once = []
    for finding in findings:
        if known.get(finding.key) != finding:
            once.append(finding)
        known.setdefault(finding.key, finding)
    return once


def _write(records: Sequence[Mapping[str, Any]], place: Path) -> None:
    """Parquet with evidence as lists of text, also where every list is empty; in parts, since the values of
    many articles are as large as their text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = [records[start : start + PART] for start in range(0, len(records), PART)] or [records]
    schema = pa.Schema.from_pandas(_stored(parts[0]), preserve_index=False)
    where = schema.get_field_index("evidence")
    schema = schema.set(where, pa.field("evidence", pa.list_(pa.string())))
    with pq.ParquetWriter(place, schema) as writer:
        for part in parts:
            writer.write_table(pa.Table.from_pandas(_stored(part), schema=schema, preserve_index=False))


def _number(value: float | None) -> float | None:
    """A rounded number, never -0; null as None. Raises ValueError for infinity."""
    if value is None or pd.isna(value):
        return None
    if math.isinf(value):
        raise ValueError("a finding's number is infinite; give a finite one, or None with a reason")
    return round(float(value), DECIMALS) + 0.0


def _check_key(finding: Finding) -> None:
    if not KEY.fullmatch(finding.key) or finding.key != finding.key.casefold():
        raise ValueError(
            f"{finding.key!r} is not a key: it must read area.measure.subject, and :a or :a-b for outlets, "
            "such as sentiment.toward.china:tass-global_times"
        )


def _check_numbers(finding: Finding) -> None:
    """An interval is whole, has its articles and holds the estimate; without one there is a reason."""
    key, low, high, n = finding.key, finding.low, finding.high, finding.n_articles
    if (low is None) != (high is None):
        raise ValueError(f"finding {key} has half an interval ({low} to {high}); give both ends or neither")
    if low is None and not finding.reason:
        raise ValueError(f"finding {key} has no interval and no reason why; give `reason`")
    for name, given, least in (("an interval", low, 10), ("a p", finding.p, 6)):
        if given is not None and (n is None or n < least):
            raise ValueError(
                f"finding {key} has {name} from {n} articles; it takes n_articles of {least} or more"
            )
    if low is not None and not low <= (low if finding.estimate is None else finding.estimate) <= high:
        raise ValueError(f"finding {key}: the estimate {finding.estimate} is outside {low} to {high}")
    if finding.p is not None and not 0 <= finding.p <= 1:
        raise ValueError(f"finding {key}: p is {finding.p}; it must lie between 0 and 1")


def _check_words(finding: Finding, names: Iterable[str]) -> None:
    """No comparing without support."""
    ours = QUOTED.sub(" ", finding.statement)
    for name in sorted(names, key=len, reverse=True):
        ours = ours.replace(name, " ")
    found = COMPARING.search(ours)
    supported = finding.low is not None if finding.p is None else finding.p < ALPHA
    if found and not supported:
        raise ValueError(
            f"finding {finding.key} compares ({found[0]!r}) and has neither a p below {ALPHA} nor an "
            "interval; describe each side instead ('In this article, ...')"
        )


def _check_unique(keys: Sequence[str], where: str) -> None:
    twice = [key for key, times in Counter(keys).items() if times > 1]
    if twice:
        raise ValueError(f"the key {min(twice)!r} comes twice {where}; a key names one claim")
