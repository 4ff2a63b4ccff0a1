"""How often the joint test is below .05 where outlets do not differ: `python tests/calibrate_joint.py [N]`.

Values of three specifications, alike as those of three lexicons are, of 12 and 15 articles that one law drew;
prints the share of corpora for each statistic, with the limits in which 99.9 % of a true .05 would lie.
"""

import sys

import numpy as np
from scipy import stats

from sourcewise.analysis.comparing.estimate import Sample
from sourcewise.analysis.joint import _distribution, _Specification


def main(corpora: int) -> None:
    """Draw the corpora, test each with 499 arrangements, print the shares."""
    in_a = np.arange(27) < 12
    small = np.zeros(3)
    for seed in range(corpora):
        rng = np.random.default_rng(seed)
        base = rng.normal(size=27)
        values = [base + rng.normal(scale=0.5, size=27) for _ in range(3)]
        samples = [Sample(x, np.ones(27), in_a, [np.arange(27)]) for x in values]
        specifications = [_Specification(sample, np.arange(27)) for sample in samples]
        table, _ = _distribution(specifications, in_a, [np.arange(27)], 499, seed)
        small += table["p"].to_numpy(dtype=float) < 0.05
    low, high = (stats.binom.ppf(q, corpora, 0.05) / corpora for q in (0.0005, 0.9995))
    for name, share in zip(table["statistic"], small / corpora, strict=True):
        print(f"{name}: {share:.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
