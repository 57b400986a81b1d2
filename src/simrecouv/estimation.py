"""How the interval of each KPI is made, Student's interval, and the confidence of several at once.

Below the studies and the figures, which both use it; the other intervals need a whole study
(`simrecouv.compare.intervals`).
"""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: KPIs that rare events drive.
TAIL_KPIS = frozenset(
    {
        "bad_debt",
        "bad_debt_rate",
        "cash_min",
        "p_breach",
        "refused_days",
        "overdraft_cost",
        "legal_cost",
        "recovery_rate_365d",
    }
)
#: KPIs whose denominators are small and random: few debts are placed in one world, few promises
#: made, few disputes opened.
RATIO_KPIS = ("recovery_placed", "agency_incremental", "promises_kept_rate", "dispute_days")
#: KPIs whose value in one replication is yes or no.
EVENT_KPIS = frozenset({"p_breach"})
#: Fewest non-zero values that the interval of a tail or of a ratio needs.
FEWEST_NONZERO = 30
#: Fewest replications that the interval of a tail needs.
FEWEST_REPLICATIONS = 100
#: Coverage of every interval.
CONFIDENCE = 0.95


class Method(Enum):
    """How the interval of a figure is made, and the fewest replications that it needs."""

    STUDENT = "student", 2
    EVENT = "event", 2
    RATIO = "ratio", FEWEST_NONZERO
    TAIL = "tail", FEWEST_REPLICATIONS

    @property
    def needed(self) -> int:
        """Fewest replications."""
        return self.value[1]

    @property
    def needs_moves(self) -> bool:
        """Whether `FEWEST_NONZERO` replications must move the figure."""
        return self in (Method.RATIO, Method.TAIL)


def method_of(kpi: str, *, is_difference: bool) -> Method:
    """Return how the interval of a KPI, or of its paired difference, is made.

    >>> method_of("dso_simple", is_difference=True), method_of("p_breach", is_difference=True)
    (<Method.STUDENT: ('student', 2)>, <Method.TAIL: ('tail', 100)>)
    """
    if kpi in EVENT_KPIS and not is_difference:
        return Method.EVENT
    if kpi in RATIO_KPIS:
        return Method.RATIO
    return Method.TAIL if kpi in TAIL_KPIS else Method.STUDENT


def familywise(comparisons: int) -> float:
    """Return the confidence that each of several two-sided intervals needs to hold together.

    Bonferroni's inequality: their errors add up to 5 % at most.

    >>> round(familywise(5), 3)
    0.99
    """
    return 1.0 - (1.0 - CONFIDENCE) / max(comparisons, 1)


def student(values: Floats, confidence: float = CONFIDENCE) -> tuple[Floats, Floats, Floats]:
    """Return mean, low and high of Student's interval of each column, over its finite values.

    Both ends are NaN when fewer than two values are finite.

    Examples
    --------
    >>> [round(float(end[0]), 3) for end in student(np.array([[1.0], [np.nan], [3.0]]))]
    [2.0, -10.706, 14.706]
    """
    from scipy.special import stdtrit

    finite = np.isfinite(values)
    n = finite.sum(axis=0)
    mean = divide(np.where(finite, values, 0.0).sum(axis=0), n)
    spread = np.where(finite, values - mean, 0.0)
    variance = divide((spread**2).sum(axis=0), n - 1)
    quantile = stdtrit(np.maximum(n - 1, 1), 0.5 + confidence / 2.0)
    half = quantile * np.sqrt(divide(variance, n))
    return mean, mean - half, mean + half


def divide(numerator: Floats, denominator: NDArray[np.generic]) -> Floats:
    """Divide, NaN where the denominator is not positive."""
    empty = np.full(numerator.shape, np.nan)
    return np.divide(numerator, denominator, out=empty, where=denominator > 0)  # type: ignore[operator]
