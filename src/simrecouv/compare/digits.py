"""How many digits a figure keeps that has no interval: two, for nothing says that more are true."""

from __future__ import annotations

import math

from simrecouv.vocabulary.numbers import MOST_DECIMALS

#: Significant digits of such a figure.
DIGITS = 2


def rough_decimals(value: float, unit: str, digits: int = DIGITS) -> int:
    """Return the decimals that leave so many digits; negative ones round to tens and more.

    Parameters
    ----------
    value
        In the unit of `vocabulary.Measure`; a share is counted in percent.
    digits
        Significant digits.

    Examples
    --------
    >>> rough_decimals(133_482.0, "eur"), rough_decimals(0.048, "share"), rough_decimals(0.0, "eur")
    (-4, 1, 0)
    """
    shown = abs(100.0 * value if unit == "share" else value)
    if not math.isfinite(shown) or shown == 0.0:
        return 0
    return min(MOST_DECIMALS[unit], digits - 1 - math.floor(math.log10(shown)))
