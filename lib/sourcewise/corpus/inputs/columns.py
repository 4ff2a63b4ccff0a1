"""A table's columns to the fields of an article: one crosswalk of the names that tables give them."""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence

from sourcewise.corpus.inputs.cells import mend
from sourcewise.corpus.inputs.raw import UnusableError
from sourcewise.corpus.tables import COMPUTED

CROSSWALK: dict[str, tuple[str, ...]] = {
    "text": ("text", "fulltext", "articletext", "maintext", "bodytext", "plaintext", "articlebody", "body",
             "content", "articlecontent", "article", "document"),
    "headline": ("headline", "title", "articletitle", "headlines"),
    "outlet": ("outlet", "source", "sourcename", "publisher", "media", "medium", "mediaoutlet", "newspaper",
               "publication", "sitename", "site", "mediasource", "domain", "sourcedomain"),
    "published": ("published", "publishedat", "publisheddate", "publishedtime", "publicationdate",
                  "publishdate", "pubdate", "datepublished", "datepublish", "date", "datetime", "timestamp"),
    "updated": ("updated", "updatedat", "updateddate", "datemodified", "datemodify", "modified",
                "lastmodified", "lastupdated"),
    "byline": ("byline", "bylines", "author", "authors", "writer", "journalist", "reporter", "creator"),
    "affiliation": ("affiliation",),
    "dateline_place": ("datelineplace",),
    "agency": ("agency", "newsagency"),
    "section": ("section", "articlesection", "newsdesk", "rubric"),
    "genre": ("genre",),
    "url": ("url", "link", "articleurl", "weburl", "permalink", "canonicalurl", "sourceurl"),
    "crawled": ("crawled", "crawledat", "crawldate", "fetched", "fetchedat", "scrapedat", "datedownload",
                "retrieved"),
    "timezone": ("timezone", "tz"),
}  # fmt: skip
"""A field and the columns that may hold it, the likeliest first; capitals, blanks and signs don't count."""

RESERVED = COMPUTED | {"file", "published_precision"}
"""What no column of a table may be called among the articles: it becomes `stated_NAME`."""

SHOWN = 12  # column names in a sentence


def match(names: Sequence[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """What each column is called among the articles: its field, its own name, or `stated_NAME`.

    `given` says which column holds a field, or which of several ("story|text"). Raises UnusableError, saying
    what would be right, where no column holds the text, `given` names a field or a column that there is not,
    or two columns have one name.
    """
    fields = _given(names, given or {})
    plain = {name: _plain(name) for name in names}
    for field, spellings in CROSSWALK.items():
        free = [name for name in names if name not in fields.values() and plain[name] in spellings]
        if field not in fields and free:
            fields[field] = min(free, key=lambda name: spellings.index(plain[name]))
    shown = f"its columns are {_listed(names)}"
    if "text" not in fields:
        raise UnusableError(
            "columns", f"has no column that holds the text; {shown}: call one 'text', or choose it"
        )
    if len(set(names)) < len(names):
        raise UnusableError("columns", f"needs one name for every column, each once; {shown}")
    called = {name: field for field, name in fields.items()}
    taken = {*CROSSWALK, *RESERVED}
    for name in names:
        if name not in called:
            called[name] = _free(name, taken)
            taken.add(called[name])
    return called


def _free(name: str, taken: Collection[str]) -> str:
    """A column's name, with `stated_` before it where another has that name."""
    name = mend(name)[0]
    while name in taken:
        name = f"stated_{name}"
    return name


def check_given(given: Mapping[str, str] | None) -> None:
    """Refuse a choice of columns before work starts: raises ValueError where it names no field."""
    for field in given or {}:
        if field not in CROSSWALK:
            raise ValueError(
                f"there is no field {field!r} to choose a column for{_meant(field, list(CROSSWALK))}"
            )


def notes(called: Mapping[str, str]) -> list[str]:
    """What a reader should know of how the columns were taken."""
    text = next(name for name, field in called.items() if field == "text")
    others = [n for n, field in called.items() if field != "text" and _plain(n) in CROSSWALK["text"]]
    renamed = [n for n, field in called.items() if field == f"stated_{n}"]
    told = []
    if others:
        told.append(
            f"may hold the text in {_listed([text, *others])}; {text!r} is read, and a choice can be given"
        )
    if renamed:
        told.append(f"has columns that are computed, {_listed(renamed)}; they are kept as 'stated_...'")
    return told


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _given(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    check_given(given)
    return {field: _chosen(names, choice) for field, choice in given.items()}


def _chosen(names: Sequence[str], choice: str) -> str:
    """The column that is chosen: `choice`, or of choices with `|` between them the first that there is."""
    choices = [choice] if choice in names else choice.split("|")
    for name in choices:
        if name in names:
            return name
    meant = _meant(choices[0], names)
    raise UnusableError(
        "columns", f"has no column {' or '.join(map(repr, choices))}{meant}; its columns are {_listed(names)}"
    )


def _meant(name: str, known: Sequence[str]) -> str:
    """A question that names the nearest of `known`."""
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return f" (did you mean {folded[near[0]]!r}?)" if near else ""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN} more" if len(names) > SHOWN else shown or "none"
