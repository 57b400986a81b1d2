"""Days sales outstanding: one name per method. Receivables and sales are both incl. VAT."""

from __future__ import annotations

import math
from collections.abc import Sequence

from simrecouv.kpi.ratios import ratio


def dso_simple(receivables: float, sales: float, days: float = 365) -> float:
    """Divide receivables by the sales of a period: one division, blind to seasonality.

    French: DSO, délai moyen de paiement clients.

    Parameters
    ----------
    receivables
        [money, incl. VAT] Open at the closing date.
    sales
        [money, incl. VAT] Invoiced over the period.
    days
        [days] Length of the period.

    Returns
    -------
    float
        [days] NaN without sales.

    See Also
    --------
    dso_countback : follows the sales month by month.

    Examples
    --------
    >>> round(dso_simple(200_000, 2_000_000), 1)
    36.5
    """
    return ratio(receivables * days, sales)


def dso_countback(receivables: float, sales: Sequence[float], days: Sequence[float]) -> float:
    """Count back how many days of the latest sales are still unpaid.

    Take the receivables off the most recent month's sales, then the month before, until they are
    exhausted; the last month counts pro rata. French: DSO par épuisement.

    Parameters
    ----------
    receivables
        [money, incl. VAT] Open at the closing date.
    sales
        [money per month, incl. VAT] Invoiced sales, oldest month first.
    days
        [days] Length of each month of `sales`.

    Returns
    -------
    float
        [days] NaN when the receivables exceed all the sales given.

    Examples
    --------
    150 open; March (31 days) sold 100, February (28 days) sold 100: all of March, half of February.

    >>> dso_countback(150, sales=[100, 100], days=[28, 31])
    45.0
    """
    left, counted = receivables, 0.0
    for sold, length in zip(reversed(sales), reversed(days), strict=True):
        if left <= sold:
            return counted + (length * left / sold if sold else 0.0)
        left -= sold
        counted += length
    return math.nan


def best_possible_dso(not_due: float, sales: float, days: float = 365) -> float:
    """Return the DSO if every customer paid on the due day: receivables not due over sales.

    Parameters
    ----------
    not_due
        [money, incl. VAT] Receivables not yet past due.
    sales
        [money, incl. VAT] Invoiced over the period.
    days
        [days] Length of the period.

    Examples
    --------
    >>> round(best_possible_dso(3_590, 10_890, days=90), 2)
    29.67
    """
    return dso_simple(not_due, sales, days)


def average_days_delinquent(
    receivables: float, not_due: float, sales: float, days: float = 365
) -> float:
    """Return the part of the DSO that lateness explains: `dso_simple` - `best_possible_dso`.

    Parameters
    ----------
    receivables, not_due
        [money, incl. VAT] Open at the closing date; of which not yet past due.
    sales
        [money, incl. VAT] Invoiced over the period.
    days
        [days] Length of the period.

    Examples
    --------
    >>> round(average_days_delinquent(6_340, 3_590, 10_890, days=90), 2)
    22.73
    """
    return dso_simple(receivables, sales, days) - best_possible_dso(not_due, sales, days)
