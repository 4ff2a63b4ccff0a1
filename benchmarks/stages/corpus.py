"""From raw articles to passages, copies and stories: all of the corpus room, and libraries' share of it."""

import re
import tempfile
from functools import partial
from pathlib import Path

from case import Case, Inputs, Stage, Work

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def whole(inputs: Inputs, *, workers: int) -> Work:
    """`build`: read, cleaned, cut into passages with their voices, copies and stories found, written."""
    from sourcewise.corpus import batches, build, document  # noqa: F401 - loaded before the clock starts

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=inputs.folder) as out:
            build.build(inputs.folder / "articles", Path(out) / "corpus", workers=workers)

    return work


def passages(inputs: Inputs) -> Work:
    """Articles to the rows of the tables, without the passes over the whole corpus and the writing."""
    from sourcewise.corpus.document import parse
    from sourcewise.corpus.inputs.read import RawDocument

    texts = inputs.kept("texts")

    def work() -> None:
        for number, text in enumerate(texts):
            name = f"a{number}"
            parse(RawDocument(name, name, None, "", "utf-8", "text", text), given={})

    return work


def libraries(inputs: Inputs) -> Work:
    """What libraries give of it: nupunkt's sentences, py3langid's language, a pass over all words."""
    import nupunkt
    import py3langid

    texts = inputs.kept("texts")
    py3langid.classify(" ".join(text for text, _ in [("It is loaded.", nupunkt.sent_spans("Loaded. Yes."))]))

    def work() -> None:
        for text in texts:
            nupunkt.sent_spans(text)
            py3langid.classify(text[:600])
            _WORD.findall(text)

    return work


def amount(inputs: Inputs, _: Case) -> float:
    """Megabytes of the articles."""
    return sum(len(text.encode("utf-8", "replace")) for text in inputs.kept("texts")) / 1e6


STAGE = Stage(
    "reading to passages (all of corpus/)",
    "MB",
    (
        Case("sourcewise, all of corpus/", partial(whole, workers=1)),
        Case("sourcewise, articles to passages alone", passages, less=True),
        Case("nupunkt, py3langid, a pass over words", libraries, less=True),
    ),
    amount,
    asked=1.5,
)
