"""AFINN on economic headlines, beside what was published of it, sentence by sentence.

Van Atteveldt, van der Velden and Boukes (2021), The Validity of Sentiment Analysis, report for AFINN an
accuracy of .43 and an alpha of .27 on headlines that people coded. Their table counts the positive less the
negative words of AFINN-111, without negation, in lemmas of the DeepL translation. `ecosent.py FOLDER` reads
their `gold_en.csv`, `gold_sentences.csv` and `dictionary_output_quanteda.csv` (vanatteveldt/ecosent, MIT),
scores the same text by the same count through `analysis.lexicons`, and then takes one difference after
the other to what sourcewise does.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from afinn import Afinn

from sourcewise.analysis import sentiment
from sourcewise.analysis.marks import plain
from sourcewise.analysis.people import agreement
from sourcewise.analysis.tone import lexicons


def afinn(file: str) -> pd.DataFrame:
    """A list of the package as a table of terms and scores."""
    reader = Afinn()
    words = reader.read_word_file(reader.full_filename(file))
    return pd.DataFrame({"term": words.keys(), "score": map(float, words.values())})


def steps(text: pd.DataFrame, language: str) -> Iterator[tuple[str, pd.Series]]:
    """The sign of each headline, from the published way to sourcewise's own."""
    old, new = afinn("AFINN-111.txt"), afinn("AFINN-en-165.txt")
    lemmas, words = text[f"{language}_lemmas"].map(plain), text[language].map(plain)
    yield (
        "AFINN-111, words counted, lemmas",
        lemmas.map(lexicons.scorer(lexicons.signed(old), negation=False)),
    )
    yield "... in the words as they stand", words.map(lexicons.scorer(lexicons.signed(old), negation=False))
    yield "... AFINN-165", words.map(lexicons.scorer(lexicons.signed(new), negation=False))
    yield "... their strengths added up", words.map(lexicons.scorer(new, negation=False))
    yield "... with negation", words.map(lexicons.scorer(new))
    yield (
        "... expressions neutral, names masked",
        sentiment.score(text[language])["afinn"].set_axis(text.index),
    )


def compare(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Accuracy and alpha of each step, and the sentences whose sign is not the published one."""
    gold = pd.read_csv(folder / "gold_en.csv").set_index("id")["value"]
    text = pd.read_csv(folder / "gold_sentences.csv").set_index("id").loc[gold.index]
    given = pd.read_csv(folder / "dictionary_output_quanteda.csv").set_index("id")
    rows, changed = [], []
    for language in ("deepl", "google"):
        theirs = np.sign(given.loc[given["variable"] == f"AFINN_{language}", "value"].reindex(gold.index))
        for step, score in [("published", theirs), *steps(text, language)]:
            sign = np.sign(score)
            both = pd.DataFrame({"people": gold, "afinn": sign})
            row = {"accuracy": (sign == gold).mean(), "alpha": agreement.alpha(both, level="ordinal")}
            rows.append({"text": language, "step": step, **row, "as_published": (sign == theirs).mean()})
            moved = text.loc[sign != theirs, language].rename("sentence").to_frame()
            changed.append(moved.assign(text=language, step=step, published=theirs, here=sign, people=gold))
    return pd.DataFrame(rows), pd.concat(changed).reset_index()


def main() -> None:
    """Print the table; write the sentences that differ where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the three files of ecosent lie")
    parser.add_argument(
        "--sentences", type=Path, help="CSV file for every sentence that differs, with its step"
    )
    options = parser.parse_args()
    table, changed = compare(options.folder)
    print(table.round(3).to_string(index=False))
    if options.sentences:
        changed.to_csv(options.sentences, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
