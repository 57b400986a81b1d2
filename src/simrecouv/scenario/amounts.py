"""How the orders of a segment and the scores of its customers are spread: shares, no luck."""

from __future__ import annotations

import math
from bisect import bisect_left
from statistics import NormalDist

from simrecouv.scenario.portfolio import Quantiles, Segment


def share_of_at_least(segment: Segment, gross_eur: float) -> float:
    """Return the share of a segment's invoices of at least an amount, incl. VAT.

    >>> from simrecouv.scenario import load_scenario
    >>> pme = load_scenario("pme-b2b", ["segments.pme.amount.median_eur=100.0"]).segments["pme"]
    >>> share_of_at_least(pme, 120.0), share_of_at_least(pme, 0.0)
    (0.5, 1.0)
    """
    net = gross_eur / (1.0 + segment.vat_rate)
    law = segment.amount
    if net <= 0.0:
        return 1.0
    if isinstance(law, Quantiles):
        return 1.0 - _below(law, net)
    return 1.0 - normal_below(math.log(net / law.median_eur), 0.0, law.sigma)


def normal_below(value: float, mean: float, sigma: float) -> float:
    """Return the probability that a normal law, or a single point, falls below a value.

    >>> normal_below(60.0, 60.0, 12.0), normal_below(60.0, 60.0, 0.0), normal_below(61.0, 60.0, 0.0)
    (0.5, 0.0, 1.0)
    """
    if sigma == 0.0:
        return float(mean < value)
    return NormalDist(mean, sigma).cdf(value)


def _below(law: Quantiles, net: float) -> float:
    values = law.values_eur
    k = bisect_left(values, net)
    if k in (0, len(values)):
        return float(k > 0)
    within = (net - values[k - 1]) / (values[k] - values[k - 1])
    return (k - 1 + within) / (len(values) - 1)
