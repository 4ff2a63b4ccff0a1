"""A methods section of what a run really did, from its manifest and its executed notebooks, with BibTeX."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REFERENCES = Path(__file__).with_name("references.bib")

_ENTRY = re.compile(r"^@\w+\{([a-z]+\d*),", re.MULTILINE)
_CITED = re.compile(r"\[@([a-z0-9; @]+)\]")


@dataclass(frozen=True)
class Method:
    """What a run did where its code matches `code` and, if given, its findings hold `holds`; `says` cites by
    key.
    """

    says: str
    code: str = ""
    holds: str = ""


# In the order of a methods section. `{...}` are parameters of the run, without which a sentence is left out.
METHODS = (
    Method("Web pages were reduced to their article with trafilatura [@barbaresi2021].", holds="pages"),
    Method("Languages were identified from the text [@lui2012].", code=r"\bbuild\.load\("),
    Method(
        "Copies were found by shared runs of words with MinHash [@broder1997]; of each cluster the earliest "
        "article counts.",
        code=r"\bbuild\.load\(",
    ),
    Method(
        "Words that mark an outlet were ranked by the weighted log-odds ratio with an informative Dirichlet "
        "prior [@monroe2008], with the log-likelihood ratio [@dunning1993] beside it; words of the voice "
        "“{voice}” that stand {min_count} times or more were counted.",
        code=r"\bwording\.keyness\(",
    ),
    Method(
        "Topics were found by non-negative matrix factorisation of tf-idf weights [@lee1999] as implemented "
        "in scikit-learn [@pedregosa2011], with seed {seed}.",
        code=r"\bNMF\(",
    ),
    Method(
        "While they were found, texts counted by their outlet's number of articles to the power of minus "
        "{balance}; expectation maximisation on the counts then made them distributions of words "
        "[@hofmann1999].",
        code=r"\bmixture\.finish\(",
    ),
    Method(
        "The number of topics was chosen among {tried} by document completion [@wallach2009] and by whether "
        "articles that are drawn again are grouped alike.",
        code=r"\bsearch\.choose\(",
        holds="searched",
    ),
    Method("The number of topics, {n_topics}, was given.", code=r"\bNMF\(", holds="given topics"),
    Method(
        "Latent Dirichlet allocation [@blei2003] was fitted beside it.", code=r"\bLatentDirichletAllocation\("
    ),
    Method(
        "Each model was fitted again from {n_seeds} other starts, to see which topics come back.",
        code=r"n_seeds",
    ),
    Method(
        "Tone was scored, whole sentences at a time, by the lexicons VADER [@hutto2014], AFINN "
        "[@nielsen2011] and that of Pattern as shipped with TextBlob [@desmedt2012]; the findings rest "
        "on “{lexicon}”.",
        code=r"\bsentiment\.score\(",
    ),
    Method(
        "The lexicons' agreement is Krippendorff's alpha [@hayes2007]; their validity in this corpus was not "
        "measured, and on news it is known to be low [@vanatteveldt2021].",
        code=r"\bsign_agreement\(",
    ),
    Method("Outlets were compared by studentised permutation tests of articles [@chung2013].", holds="p"),
    Method(
        "All statistics of a comparison are one family, corrected by max-T [@westfall1993] or by Holm's "
        "method [@holm1979].",
        holds="p",
    ),
    Method(
        "Intervals are 95 % symmetric studentised bootstrap intervals, drawn over articles [@hall1988].",
        holds="interval",
    ),
    Method(
        "Articles of one author count together, by their effective number [@carter2017].",
        code=r"\bunit=unit\b",
        holds="author",
    ),
)


def write(run: Path, manifest: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[str, str]:
    """The paragraph, in plain text with (author year), and the BibTeX of what it cites.

    `values` holds the run's parameters by name. Raises ValueError where the run holds no executed notebook.
    """
    files = sorted((run / "notebooks").glob("*.ipynb"))
    if not files:
        raise ValueError(f"{run / 'notebooks'} holds no notebook: give the folder of a finished run")
    code = "\n".join(_code(file) for file in files)
    holds = _holds(run, values)
    told = [one.says for one in METHODS if _used(one, code, holds)]
    said = [text for text in (_filled(text, values) for text in told) if text]
    first = _first(run, manifest)
    whole = " ".join([*first, *said, _last(manifest)])
    entries = _entries()
    cited = [key for group in _CITED.findall(whole) for key in re.findall(r"[a-z0-9]+", group)]
    text = _CITED.sub(lambda match: f"({_spoken(entries, match[1])})", whole)
    return text + "\n", "\n".join(entries[key] for key in sorted(set(cited))) + "\n"


def _used(method: Method, code: str, holds: set[str]) -> bool:
    """Whether a run did this."""
    return bool(re.search(method.code, code)) and (not method.holds or method.holds in holds)


def _code(file: Path) -> str:
    """The code of a notebook."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def _holds(run: Path, values: Mapping[str, Any]) -> set[str]:
    """What the run's results hold: any p, any interval, any web page, a search for a number of topics or one
    that was given; and what counts as independent.
    """
    found = [
        row for file in sorted((run / "findings").glob("*.json")) for row in json.loads(file.read_text())
    ]
    holds = {"p"} if any(row.get("p") is not None for row in found) else set()
    holds |= {"interval"} if any(row.get("low") is not None for row in found) else set()
    holds |= {"author"} if values.get("unit") == "author" and holds else set()
    holds |= {"searched"} if (run / "figures" / "topics-trade-offs.json").exists() else set()
    holds |= {"given topics"} if values.get("n_topics") else set()
    return holds | ({"pages"} if _has_pages(run) else set())


def _articles(run: Path) -> int | None:
    """How many articles were read; none where the tables are not there."""
    from pyarrow import parquet

    path = run / "corpus" / "articles.parquet"
    return parquet.read_metadata(path).num_rows if path.exists() else None


def _has_pages(run: Path) -> bool:
    """Whether a web page was read."""
    import pandas as pd

    path = run / "corpus" / "articles.parquet"
    if not path.exists():
        return False
    extractors = pd.read_parquet(path, columns=["extractor"])["extractor"].dropna()
    return bool(extractors.str.contains("trafilatura", case=False).any())


def _filled(text: str, values: Mapping[str, Any]) -> str:
    """A sentence with the run's parameters; empty where the run has not got one."""
    names = re.findall(r"\{(\w+)\}", text)
    if any(name not in values for name in names):
        return ""
    return re.sub(r"\{(\w+)\}", lambda match: _plain(values[match[1]]), text)


def _first(run: Path, manifest: Mapping[str, Any]) -> list[str]:
    """What was read, and by what."""
    version = manifest["sourcewise"]
    commit = (manifest.get("git") or {}).get("commit")
    at = f", commit {commit[:12]}" if commit else ""
    count = _articles(run)
    read = f"A corpus of {count:,} articles" if count is not None else "A corpus"
    return [
        f"{read} was read and analysed with sourcewise {version}{at} [@sourcewise] under "
        f"Python {manifest['python']}. What an outlet says itself, quotes and reports are kept apart by "
        f"rules; "
        "the article is the unit of inference."
    ]


def _last(manifest: Mapping[str, Any]) -> str:
    """How the same can be had again."""
    seeds = ", ".join(f"{name} {value}" for name, value in sorted(manifest["seeds"].items()))
    lock = (manifest.get("lock") or "none")[:12]
    return f"All random numbers start from fixed seeds ({seeds}); every package is pinned (lock {lock})."


def _plain(value: object) -> str:
    """A parameter as it is said."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _entries() -> dict[str, str]:
    """The BibTeX entries that are known, by key."""
    text = REFERENCES.read_text(encoding="utf-8")
    starts = [(match.start(), match[1]) for match in _ENTRY.finditer(text)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return {key: text[start:end].strip() for (start, key), end in zip(starts, ends, strict=True)}


def _spoken(entries: Mapping[str, str], keys: str) -> str:
    """Authors and years of some entries."""
    return "; ".join(_author_year(entries[key]) for key in re.findall(r"[a-z0-9]+", keys))


def _author_year(entry: str) -> str:
    """Author and year of an entry: one or two names, or the first with et al."""
    authors = re.search(r"author = \{(.*?)\}, title", entry)[1]
    names = [re.sub(r"[{}\\]", "", name).partition(",")[0].strip() for name in authors.split(" and ")]
    year = re.search(r"year = \{(\d+)\}", entry)[1]
    shown = " and ".join(names) if len(names) < 3 and "others" not in names else f"{names[0]} et al."
    return f"{shown} {year}"
