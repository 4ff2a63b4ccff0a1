"""What a corpus is like, at one look: outlets, fields, what no one states, and a sidecar to fill in."""

import pandas as pd

from sourcewise.corpus.tables import UNKNOWN

ASKED = ("outlet", "published", "genre", "story")
"""What comparisons lean on and few texts state: the columns of a drafted sidecar."""

SHOWN = 80  # characters of a text, to know it by


def outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """A row an outlet, the largest first: articles, copies of earlier ones, words, first and last day, and
    in how many articles headline, byline and date are known; those of no named outlet in one row.
    """
    named = articles.assign(
        outlet=articles["outlet"].mask(articles["outlet"].str.startswith(UNKNOWN), "unknown"),
        copy=articles["duplicate_cluster"].notna() & articles["duplicate_cluster"].duplicated(),
        day=articles["published"].str.slice(0, 10),
    )
    found = named.groupby("outlet").agg(
        articles=("doc_id", "size"),
        copies=("copy", "sum"),
        words=("n_words", "sum"),
        first=("day", "min"),
        last=("day", "max"),
        dated=("published", "count"),
        headlines=("headline", "count"),
        bylines=("byline", "count"),
    )
    return found.sort_values("articles", ascending=False, kind="stable").reset_index()


def provenance(fields: pd.DataFrame) -> pd.DataFrame:
    """A row a field: in how many articles its value comes from the text, from elsewhere, or is not found."""
    first = fields[fields["rank"].fillna(1) == 1]
    counts = first.groupby(["field", "provenance"]).size().unstack(fill_value=0)
    order = ["text", "html", "table", "sidecar", "proposed", "none"]
    counts = counts.reindex(columns=[name for name in order if name in counts or name in ("text", "none")])
    return counts.fillna(0).astype(int).rename(columns={"none": "not found"}).reset_index()


def missing(fields: pd.DataFrame) -> pd.DataFrame:
    """A row a field and reason why it is null, with the number of articles, the most frequent first."""
    null = fields[fields["value"].isna()]
    counts = null.groupby(["field", "reason"]).size().rename("articles").reset_index()
    order = counts.sort_values(["field", "articles"], ascending=[True, False], kind="stable")
    return order[["field", "articles", "reason"]]


def wanted(articles: pd.DataFrame) -> str:
    """What sources.csv should give before outlets are compared, as a sentence."""
    unknown = int(articles["outlet"].str.startswith(UNKNOWN).sum())
    lacks = {"outlet": unknown, **{name: int(articles[name].isna().sum()) for name in ASKED[1:]}}
    told = [f"{name} of {count:,}" for name, count in lacks.items() if count]
    if not told:
        return f"Every article has {', '.join(ASKED[:-1])} and {ASKED[-1]}: sources.csv has nothing to add."
    return (
        f"Of {len(articles):,} article{'' if len(articles) == 1 else 's'} sources.csv can give what is not "
        f"stated: {', '.join(told)}."
    )


def draft(articles: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """A sidecar to fill in: a row an article with what is known of it, blanks, and how it begins.

    A row of a table file is named `FILE#ROW`. An outlet that nobody names is blank.
    """
    row = articles["row"].astype("Int64").astype("string")
    file = articles["file"].astype("string")
    known = articles[list(ASKED)].assign(
        outlet=articles["outlet"].mask(articles["outlet"].str.startswith(UNKNOWN))
    )
    begins = texts.set_index("doc_id")["text"].reindex(articles["doc_id"]).str.lstrip().str.slice(0, SHOWN)
    known["begins"] = begins.str.replace(r"\s+", " ", regex=True).str.strip().to_numpy()
    known.insert(0, "file", file.where(row.isna(), file + "#" + row))
    return known
