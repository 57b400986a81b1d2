"""Ratios that may be undefined: 0/0 is null, never zero."""

from __future__ import annotations

import math
from collections.abc import Iterable


def ratio(numerator: float, denominator: float) -> float:
    """Divide; NaN when the denominator is zero.

    >>> ratio(1, 4), ratio(0, 0)
    (0.25, nan)
    """
    return numerator / denominator if denominator else math.nan


def mean_defined(values: Iterable[float]) -> float:
    """Average the values that are defined; NaN when none is.

    >>> mean_defined([1.0, math.nan, 3.0])
    2.0
    """
    defined = [value for value in values if math.isfinite(value)]
    return ratio(math.fsum(defined), len(defined))
