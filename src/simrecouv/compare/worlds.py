"""What pairing on common worlds spares, and how many worlds a paired difference takes.

Arrays hold one figure per world; a study chooses its own size in `simrecouv.compare.precision`.
"""

from __future__ import annotations

import math

from simrecouv.estimation import CONFIDENCE, Floats


def welch(own: Floats, base: Floats) -> tuple[float, float, float]:
    """Return mean, low and high of a difference as if its two sides had no world in common.

    Same mean as paired; the interval is Welch's. Both ends are NaN with fewer than two worlds.

    Examples
    --------
    >>> import numpy as np
    >>> [round(end, 3) for end in welch(np.array([3.0, 5.0]), np.array([1.0, 1.0]))]
    [3.0, -9.706, 15.706]
    """
    mean, n = float(own.mean() - base.mean()), own.size
    if n < 2:
        return mean, math.nan, math.nan
    spread = own.var(ddof=1) / n, base.var(ddof=1) / n
    total = float(sum(spread))
    if total == 0.0:
        return mean, mean, mean
    freedom = (n - 1) * total**2 / float(sum(one**2 for one in spread))
    half = student_quantile(freedom) * math.sqrt(total)
    return mean, mean - half, mean + half


def worth_of_pairing(own: Floats, base: Floats) -> float:
    """Return how many unpaired worlds one paired world is worth; NaN where no world differs.

    >>> import numpy as np
    >>> worth_of_pairing(np.array([1.0, 3.0, 2.0]), np.array([0.0, 2.0, 2.0]))
    7.0
    """
    paired = float((own - base).var(ddof=1)) if own.size > 1 else 0.0
    return float(own.var(ddof=1) + base.var(ddof=1)) / paired if paired > 0.0 else math.nan


def worlds_needed(differences: Floats, half_width: float, most: int) -> int | None:
    """Return how many worlds know a mean difference within a half-width; None beyond `most`.

    Judged from the spread of the differences of a study.

    >>> import numpy as np
    >>> worlds_needed(np.array([-10.0, 10.0]), 10.0, most=100)
    11
    """
    spread = float(differences.std(ddof=1)) if differences.size > 1 else math.inf
    if half_width <= 0.0 or not math.isfinite(spread):
        return None
    n = max(2, math.ceil((student_quantile(math.inf) * spread / half_width) ** 2))
    while n <= most and student_quantile(n - 1) * spread / math.sqrt(n) > half_width:
        n += 1
    return n if n <= most else None


def student_quantile(freedom: float) -> float:
    """Return the quantile of Student's law that makes the half-width of an interval.

    >>> round(student_quantile(1), 3), round(student_quantile(float("inf")), 2)
    (12.706, 1.96)
    """
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + CONFIDENCE / 2.0))
