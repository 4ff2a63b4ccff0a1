"""Which words mark a text, how they are spread, where they stand: what a notebook takes from one place."""

from sourcewise.analysis.words.concordance import concordance
from sourcewise.analysis.words.dispersion import dispersion
from sourcewise.analysis.words.keyness import keyness, keyness_of_each, passages_of

__all__ = ["concordance", "dispersion", "keyness", "keyness_of_each", "passages_of"]
