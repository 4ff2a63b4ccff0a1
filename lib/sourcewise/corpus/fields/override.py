"""Which source of a field counts: the sidecar over what the file states, and that over the text."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from sourcewise.corpus.fields.field import FIELDS, Field


def by_structure(found: Iterable[Field], stated: Iterable[Field]) -> list[Field]:
    """The text's fields, `found`, where the structure states nothing else; a text that says the same, or a
    date more precisely, keeps its evidence.
    """
    told = _by_name(stated)
    if not told:
        return _in_order(found)
    said = _by_name(found)
    kept = {name for name in told if _says_as_much(name, said.get(name, []), told[name])}
    if "published" in kept:
        kept |= {"published_precision", "timezone"}
    rest = {name: fields for name, fields in told.items() if name not in kept}
    return _sorted({**said, **{name: _over(fields, said.get(name, [])) for name, fields in rest.items()}})


def by_sidecar(found: Iterable[Field], given: Mapping[str, str]) -> list[Field]:
    """The fields with the sidecar's in their place, which says so; where both agree, `found` stands."""
    said = _by_name(found)
    told = {
        name: [Field(name, 1, value, None, None, "sidecar", "sidecar")]
        for name, value in given.items()
        if name in FIELDS and _first(said.get(name, [])) != value
    }
    if not told:
        return _in_order(found)
    if "published" in told and "timezone" not in given:
        said["timezone"] = [Field("timezone", reason="The sidecar's date states none.")]
    return _sorted({**said, **{name: _over(fields, said.get(name, [])) for name, fields in told.items()}})


def _by_name(fields: Iterable[Field]) -> dict[str, list[Field]]:
    return {name: list(group) for name, group in groupby(_in_order(fields), key=attrgetter("field"))}


def _in_order(fields: Iterable[Field]) -> list[Field]:
    return sorted(fields, key=attrgetter("field", "rank"))


def _sorted(fields: Mapping[str, list[Field]]) -> list[Field]:
    return [field for name in sorted(fields) for field in fields[name]]


def _first(fields: list[Field]) -> str | None:
    return fields[0].value if fields else None


def _says_as_much(name: str, said: list[Field], told: list[Field]) -> bool:
    """Whether the text says what the structure says, or says something where that is null."""
    values, others = [field.value for field in said], [field.value for field in told]
    if None in others or values == others:
        return None not in values
    dated = name in ("published", "updated", "crawled")
    return dated and (_first(said) or "").startswith(f"{_first(told)}T")


def _over(told: list[Field], said: list[Field]) -> list[Field]:
    """The fields that count, with what they override."""
    before = [field for field in said if field.value is not None]
    if not before or told[0].value is None:
        return told
    where = {"text": "the text", "html": "the page", "table": "the table"}[before[0].provenance]
    value = "; ".join(str(field.value) for field in before)
    return [replace(field, reason=f"overrides {value!r}, read from {where}") for field in told]
