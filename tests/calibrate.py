"""Whether the p-values and intervals that are printed keep their promises, on corpora whose truth is known.

`make calibrate` draws 1,000 fresh corpora for each setting below, asks `sourcewise.analysis.compare` as a
notebook does, and writes `tests/calibration.csv`: how often a p below .05 was printed where outlets do not
differ, how often printed intervals held the truth, how often a planted difference was found where power .80
is promised. Seeds are fixed: corpus i of a setting has the seed that the setting's name and i give. Without
words, settings whose results are of another commit are measured again; with words, those named by one.
"""

import argparse
import hashlib
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
from synthetic import Corpus, Design, Outlet, draw

from sourcewise.analysis import compare
from sourcewise.analysis.comparing import power
from sourcewise.analysis.terms import Counts

RESULTS = Path(__file__).with_name("calibration.csv")
CORPORA = 1_000
RESAMPLES, FEWER = 999, 499  # of means, of hundreds of terms
NAMES = ("Courier", "Herald", "Gazette", "Tribune")
ALPHA = 0.05

Tables = Iterator[tuple[str, pd.DataFrame]]


@dataclass(frozen=True)
class Setting:
    """What is drawn, and what is asked of it. `planted`: whether the outlets differ, by what is promised to
    be found four times in five. `continuous`: whether its p is held to a least size too.
    """

    name: str
    design: Design
    ask: Callable[..., Tables]
    options: Mapping[str, Any] = field(default_factory=dict)
    planted: bool = False

    @property
    def seed(self) -> int:
        """Seed of the first corpus; that of corpus i is i more."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[:8], 16)


def means(corpus: Corpus, **options: Any) -> Tables:
    """What notebooks ask of article means: the tone."""
    values, articles = corpus.values[["tone"]], corpus.articles
    articles = articles.assign(month=articles["published"].str.slice(0, 7))
    shared = {key: options[key] for key in ("shape", "unit") if key in options}
    yield "outlet mean", compare.describe(values, articles, resamples=RESAMPLES, **shared)
    yield "difference", compare.contrast(values, articles, resamples=RESAMPLES, **options)


def shares(corpus: Corpus, **options: Any) -> Tables:
    """The quoted share, as the notebooks ask of it."""
    values, articles = corpus.values["quoted_share"], corpus.articles
    yield "outlet share", compare.describe(values, articles, shape="share", resamples=RESAMPLES)
    yield (
        "difference of shares",
        compare.contrast(values, articles, shape="share", resamples=RESAMPLES, **options),
    )


def several(corpus: Corpus, *, statistics: int, spread: float | None = None, **options: Any) -> Tables:
    """Statistics of the same articles: versions of their tone with noise, or, with the `spread` of the first
    outlet to the other, noise alone.
    """
    tone, outlets = corpus.values["tone"], corpus.articles["outlet"].to_numpy()
    noise = np.random.default_rng(corpus.seed).normal(size=(len(tone), statistics))
    if spread is None:
        noise += tone.to_numpy()[:, None]
    else:
        noise[outlets == outlets[0]] *= spread
    values = pd.DataFrame(noise, index=tone.index).add_prefix("s")
    yield "difference", compare.contrast(values, corpus.articles, resamples=RESAMPLES, **options)


def rates(corpus: Corpus, **options: Any) -> Tables:
    """What the notebook of wording asks of counted terms."""
    counts = Counts(corpus.counts, corpus.articles["doc_id"].to_numpy(), corpus.terms, corpus.words)
    yield "log ratio", compare.contrast_rates(counts, corpus.articles, resamples=FEWER, **options)


def settings() -> list[Setting]:
    """Everything that is drawn."""
    return [*_sizes(), *_skewed(), *_shares(), *_dependent(), *_families(), *_terms(), *_power()]


def _pair(
    n_a: int, n_b: int, a: Mapping[str, Any] | None = None, b: Mapping[str, Any] | None = None, **design: Any
) -> Design:
    """Two outlets of these sizes."""
    return Design(
        [Outlet(NAMES[0], n_a, **(a or {})), Outlet(NAMES[1], n_b, **(b or {}))], **{"terms": 1, **design}
    )


def _sizes() -> list[Setting]:
    """Numbers, spreads and forms that differ: article means, one comparison."""
    sizes = (
        (4, 4),
        (5, 5),
        (5, 9),
        (7, 7),
        (4, 30),
        (9, 60),
        (10, 10),
        (10, 60),
        (29, 29),
        (30, 30),
        (30, 300),
    )
    found = []
    for n_a, n_b in sizes:
        for form in ("normal", "t3") if n_a == n_b and n_a in (5, 10, 30) else ("normal",):
            for spread in (1, 3) if n_a == n_b else (1 / 3, 1, 3):
                name = f"{n_a} and {n_b} articles, {form}, spread {spread:.2g} to 1"
                design = _pair(n_a, n_b, {"shape": form, "spread": spread}, {"shape": form})
                found.append(Setting(name, design, means))
    return found


def _skewed() -> list[Setting]:
    """A statistic that leans, and is said to."""
    found = []
    for n_a, n_b in ((30, 30), (30, 300), (100, 100)):
        for spread in (1, 3):
            name = f"{n_a} and {n_b} articles, exponential, spread {spread} to 1, declared skewed"
            shape = {"shape": "exponential"}
            design = _pair(n_a, n_b, {**shape, "spread": spread}, shape)
            found.append(Setting(name, design, means, {"shape": "skewed"}))
    return found


def _shares() -> list[Setting]:
    """Quoted shares near 0, and in the middle."""
    found = []
    for n_a, n_b in ((5, 9), (10, 10), (20, 20), (20, 60), (30, 30)):
        for quoted in (0.05, 0.25):
            name = f"quoted share {quoted} of {n_a} and {n_b} articles"
            found.append(Setting(name, _pair(n_a, n_b, {"quoted": quoted}, {"quoted": quoted}), shares))
    return found


def _dependent() -> list[Setting]:
    """Articles that are not independent: authors, stories, dates, copies."""
    few, many, forty = {"authors": 15}, {"authors": 60}, {"authors": 40}
    steep = {"stories": [5, 4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1]}, {"stories": [1] * 9 + [3, 4, 5]}
    four = {"stories": [4, 2, 1, 1]}, {"stories": [1, 1, 2, 4]}
    dates = {"start": 0, "days": 120}, {"start": 45, "days": 120}
    signed = {"authors": 30, **steep[0]}, {"authors": 60, **steep[1]}
    own = {"author_sd": 1.0, "author_effects": "centred"}
    told = {"story_sd": 1.0, "story_outlet_sd": 0.7}
    designs = {
        "authors 15 and 60, effects .7": _pair(60, 90, few, many, author_sd=0.7),
        "authors 40 and 40, effects .7": _pair(80, 80, forty, forty, author_sd=0.7),
        "authors 8 and 40, effects 1": _pair(40, 60, {"authors": 8}, forty, author_sd=1.0),
        "4 stories covered unevenly": _pair(40, 40, *four, stories=4, story_sd=1.5),
        "12 stories covered unevenly": _pair(60, 60, *steep, stories=12, story_sd=1.5),
        "12 stories told differently": _pair(60, 60, *steep, stories=12, **told),
        "5 stories of few articles": _pair(12, 12, stories=5, story_sd=1.0),
        "30 stories, spread 3 to 1": _pair(45, 90, {"spread": 3}, stories=30, story_sd=2.0),
        "12 stories, 30 and 60 authors": _pair(60, 60, *signed, stories=12, story_sd=1.0, author_sd=0.5),
        "a fifth are copies": _pair(40, 60, {"spread": 2}, copies=0.2),
    }
    staff = _pair(40, 60, {"authors": 5}, {"authors": 20}, **own)
    trend = _pair(80, 120, *dates, day_slope=0.02)
    return [
        *(Setting(name, design, means) for name, design in designs.items()),
        Setting("authors 5 and 20 who are the outlet, articles as units", staff, means, {"unit": "article"}),
        Setting("a trend, dates that differ, within months", trend, means, {"within": "month"}),
    ]


def _families() -> list[Setting]:
    """Several outlets, several statistics."""
    three = Design([Outlet(NAMES[0], 12, spread=3), Outlet(NAMES[1], 20), Outlet(NAMES[2], 60)], terms=1)
    four = Design([Outlet(name, n) for name, n in zip(NAMES, (6, 8, 9, 12), strict=True)], terms=1)
    two = _pair(12, 40, {"spread": 2})
    max_t = {"statistics": 10, "adjustment": "maxt"}
    return [
        Setting("3 outlets, pairs, Holm", three, means),
        Setting("3 outlets against the rest, Holm", three, means, {"against": "rest"}),
        Setting("4 small outlets, pairs, Holm", four, means),
        Setting("10 statistics that go together, Holm", two, several, {"statistics": 10}),
        Setting("10 statistics that go together, max-T", two, several, max_t),
        Setting("10 statistics, 3 outlets, max-T times pairs", three, several, max_t),
        *(
            Setting(
                f"10 statistics of {n_a} and {n_b} articles, apart, spread 3 to 1, max-T",
                _pair(n_a, n_b),
                several,
                {**max_t, "spread": 3},
            )
            for n_a, n_b in ((5, 9), (10, 10), (20, 20))
        ),
    ]


def _terms() -> list[Setting]:
    """Rates of words: lengths and numbers that differ, words that come in bursts."""
    shapes = {
        "12 and 12 articles, 700 words": (12, 12, 700, 700, 1.0),
        "10 and 60 articles, 900 and 300 words": (10, 60, 900, 300, 1.0),
        "30 and 30 articles, 300 and 900 words": (30, 30, 300, 900, 1.0),
        "50 and 50 articles, bursty": (50, 50, 600, 600, 0.3),
        "50 and 200 articles, 900 and 300 words, bursty": (50, 200, 900, 300, 0.3),
        "100 and 300 articles, 300 and 900 words": (100, 300, 300, 900, 1.0),
    }
    designs = {
        name: _pair(n_a, n_b, {"words": w_a}, {"words": w_b}, terms=400, burst=burst)
        for name, (n_a, n_b, w_a, w_b, burst) in shapes.items()
    }
    covered = {"stories": [4, 2, 1, 1]}, {"stories": [1, 1, 2, 4]}
    designs["4 stories covered unevenly"] = _pair(
        60, 60, *covered, stories=4, terms=400, burst=0.5, story_burst=0.5
    )
    sizes = zip(NAMES, (40, 60, 30), strict=False)
    designs["3 outlets against the rest"] = Design([Outlet(name, n) for name, n in sizes], terms=400)
    return [Setting(f"rates of 400 terms, {name}", design, rates) for name, design in designs.items()]


def _power() -> list[Setting]:
    """A difference as large as is promised to be found four times in five."""
    sizes = ((5, 5), (7, 7), (9, 9), (6, 20), (10, 10), (10, 60), (20, 20), (30, 30), (50, 50), (100, 100))
    found = []
    for n_a, n_b in sizes:
        design = _pair(n_a, n_b, {"tone": power.detectable(n_a, n_b)})
        found.append(Setting(f"{n_a} and {n_b} articles, detectable difference", design, means, planted=True))
    return found


def measure(setting: Setting, corpora: int) -> list[dict[str, Any]]:
    """Rows of the results: of the p-values of a setting, and of each kind of interval that it prints."""
    look = joblib.delayed(_look)
    seen = parallel(look(setting, setting.seed + number) for number in range(corpora))
    tallies = pd.DataFrame(seen).sum()
    rows = []
    for key in sorted({column.rsplit("|", 1)[0] for column in tallies.index}):
        n, hits = int(tallies[f"{key}|n"]), int(tallies[f"{key}|hits"])
        if n:
            what, kind = key.split("|")
            said = {"measured": what, "of": kind, "n": n, "share": round(hits / n, 4)}
            rows.append({"setting": setting.name, **said, "corpora": corpora, "first_seed": setting.seed})
    return rows


def _look(setting: Setting, seed: int) -> dict[str, int]:
    """What one corpus adds to the tallies."""
    corpus = draw(setting.design, seed=seed)
    tally: dict[str, int] = {}
    for kind, table in setting.ask(corpus, **setting.options):
        if "p_adjusted" in table:
            printed = table["p_adjusted"].dropna()
            what = "planted difference found" if setting.planted else "any p below .05"
            tally[f"{what}|{kind}|n"] = int(len(printed) > 0)
            tally[f"{what}|{kind}|hits"] = int((printed < ALPHA).any())
        held = _held(setting, corpus, kind, table)
        tally[f"interval holds the truth|{kind}|n"] = len(held)
        tally[f"interval holds the truth|{kind}|hits"] = int(held.sum())
    return tally


def _held(setting: Setting, corpus: Corpus, kind: str, table: pd.DataFrame) -> np.ndarray:
    """For each printed interval, whether it holds what was planted."""
    shown = table[table["low"].notna()]
    if "share" in kind:
        quoted = {outlet.name: outlet.quoted for outlet in setting.design.outlets}
        truths = np.array(
            [
                quoted[row.get("outlet", row.get("a"))] - quoted.get(row.get("b"), 0.0)
                for row in shown.to_dict("records")
            ]
        )
    elif kind == "outlet mean":
        truth = _given_stories(corpus)
        truths = np.array([truth[outlet] for outlet in shown["outlet"]])
    else:
        tone = {outlet.name: outlet.tone for outlet in setting.design.outlets}
        truths = np.array([tone[a] - tone.get(b, 0.0) for a, b in zip(shown["a"], shown["b"], strict=True)])
    low, high = shown["low"].to_numpy(dtype=float), shown["high"].to_numpy(dtype=float)
    return (low <= truths) & (truths <= high)


def _given_stories(corpus: Corpus) -> pd.Series:
    """Mean tone by outlet, given the stories that there are: other stories are another question."""
    authors = corpus.truth.authors
    by_luck = (authors["weight"] * authors["effect"]).groupby(authors["outlet"]).sum()
    return corpus.truth.tone_drawn - by_luck.reindex(corpus.truth.tone_drawn.index, fill_value=0.0)


def parallel(calls: Iterable[Any]) -> list[Any]:
    """The results of delayed calls, by two processes of one thread."""
    with joblib.parallel_config(backend="loky", n_jobs=2, inner_max_num_threads=1):
        return joblib.Parallel(batch_size=10)(calls)


def commit() -> str:
    """The commit that is measured. Raises RuntimeError where the library differs from it."""
    command = ["git", "status", "--porcelain", "lib", "tests/synthetic.py", "tests/calibrate.py"]
    if subprocess.run(command, capture_output=True, text=True, check=True).stdout:
        raise RuntimeError("what is measured differs from the last commit; commit it first")
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Measure all settings, or those whose name contains a word, and write or print the results."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("words", nargs="*", help="only settings whose name has one of these, again")
    parser.add_argument("--print", action="store_true", dest="only", help="print, and write nothing")
    parser.add_argument("--corpora", type=int, default=CORPORA)
    given = parser.parse_args()
    measured, done = commit(), []
    if RESULTS.exists():
        done = pd.read_csv(RESULTS, dtype={"commit": "str"}).to_dict("records")
    for setting in settings():
        named = any(word in setting.name for word in given.words)
        current = [
            row for row in done if row["setting"] == setting.name and row["first_seed"] == setting.seed
        ]
        if not (named if given.words else not current or current[0]["commit"] != measured):
            continue
        start = time.perf_counter()
        found = [{**row, "commit": measured} for row in measure(setting, given.corpora)]
        said = "; ".join(f"{row['measured']} ({row['of']}) {row['share']:.3f} of {row['n']}" for row in found)
        print(f"{time.perf_counter() - start:5.1f} s  {setting.name}: {said}", flush=True)
        done = [row for row in done if row["setting"] != setting.name] + found
        if not given.only:
            _write(done)


def _write(rows: list[dict[str, Any]]) -> None:
    """Write the results in the order of the settings, less those of settings that are no more."""
    order = {setting.name: number for number, setting in enumerate(settings())}
    kept = sorted((row for row in rows if row["setting"] in order), key=lambda row: order[row["setting"]])
    pd.DataFrame(kept).to_csv(RESULTS, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
