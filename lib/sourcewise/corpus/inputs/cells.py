"""The cells of a table to text and stated fields."""

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

from sourcewise.corpus.inputs.decode import control_characters

NULLS = frozenset({"", "nan", "NaN", "NaT", "null", "NULL", "None", "N/A", "<NA>", "\\N"})
"""What pandas and databases write where there is nothing."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def cell(value: object, *, between: str = "; ") -> str | None:
    """A cell as text: null where it is blank or says so, a list's parts joined, a thing by its name."""
    if isinstance(value, str):
        return None if value.strip() in NULLS else value
    if isinstance(value, list | tuple):
        return between.join(part for one in value if (part := cell(one))) or None
    if isinstance(value, dict):
        return cell(value.get("name")) or (
            json.dumps(value, ensure_ascii=False, default=str) if value else None
        )
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        text = value.isoformat()
        return None if text == "NaT" else text
    if value is None or value != value:
        return None
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def mend(text: str) -> tuple[str, int]:
    """`text` with halves of surrogate pairs, which no file can hold, as U+FFFD; and how many there were."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.subn("\ufffd", text)
    return text, 0


def stated(record: Mapping[str, Any], called: Mapping[str, str]) -> dict[str, str]:
    """What a row says of its article beside the text, by field or own column, as it stands there."""
    values = {called[name]: cell(value) for name, value in record.items() if called[name] != "text"}
    kept = {name: _CONTROL.sub("\ufffd", mend(value)[0]) for name, value in values.items() if value}
    kept = {name: value if name.startswith("stated_") else value.strip() for name, value in kept.items()}
    if kept.get("outlet", "").casefold().startswith("unknown"):
        kept["stated_outlet"] = kept.pop("outlet")
    return kept


def unusable(text: str) -> str:
    """Why a cell can't be an article's text, or nothing."""
    if not text.strip():
        return "holds no text; the cell should hold the text of an article"
    if "\0" in text or control_characters(text) > 1 + len(text) // 1000:
        return "holds control characters, as no text does; save the table as text in UTF-8"
    return ""
