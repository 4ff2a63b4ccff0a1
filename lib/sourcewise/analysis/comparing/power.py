"""What numbers of articles can show: attainable p, detectable differences, articles needed. From n alone."""

import functools
import math

from scipy import optimize, stats

from sourcewise.analysis.comparing.families import ALPHA

POWER = 0.80


def smallest_p(n_a: int, n_b: int) -> float:
    """Smallest two-sided p of all arrangements of `n_a` and `n_b` units.

    2 / C(2n, n) for groups of n each (an arrangement and its mirror are as extreme), 1 / C(n_a + n_b, n_a)
    otherwise.
    """
    return min(1.0, _mirrors(n_a, n_b) / math.comb(n_a + n_b, n_a))


@functools.cache
def detectable(n_a: int, n_b: int, *, family: int = 1) -> float:
    """Smallest standardised difference (Cohen's d) found with power .80 at a two-sided .05, Bonferroni over
    `family`.

    By the noncentral t distribution with Welch's degrees of freedom, at the level that the arrangements can
    attain; infinite where they can attain none.
    """
    level = attainable(n_a, n_b, family=family)
    if not level or min(n_a, n_b) < 2:
        return math.inf
    df = (1 / n_a + 1 / n_b) ** 2 / (1 / n_a**2 / (n_a - 1) + 1 / n_b**2 / (n_b - 1))
    scale = math.sqrt(n_a * n_b / (n_a + n_b))
    critical = stats.t.ppf(1 - level / 2, df)

    def shortfall(effect: float) -> float:
        # the other tail is left out: it holds less than a millionth at this power, and scipy gives NaN there
        return stats.nct.sf(critical, df, effect * scale) - POWER

    high = 1 / scale
    while shortfall(high) < 0:
        high *= 1.5
    return float(optimize.brentq(shortfall, 0.0, high, xtol=1e-9))


def attainable(n_a: int, n_b: int, *, family: int = 1) -> float:
    """Largest p below .05 / `family` that arrangements of `n_a` and `n_b` units can have; 0 where none is."""
    if min(n_a, n_b) < 1:
        return 0.0
    ways, step = math.comb(n_a + n_b, n_a), _mirrors(n_a, n_b)
    steps = (ways - 1) // (round(1 / ALPHA) * family * step)  # whole numbers: .05 itself is not below .05
    return steps * step / ways


def articles_needed(effect: float, *, family: int = 1) -> int:
    """Articles an outlet (two outlets alike) that make a standardised `effect` detectable. Raises
    ValueError.
    """
    if not effect > 0.01:
        raise ValueError(f"the effect is {effect}; give a standardised difference above 0.01, such as 0.5")
    low, high = 2, 4
    while detectable(high, high, family=family) > effect:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if detectable(middle, middle, family=family) > effect:
            low = middle
        else:
            high = middle
    return high


def _mirrors(n_a: int, n_b: int) -> int:
    """How many arrangements are always as extreme as each other."""
    return 2 if n_a == n_b else 1
