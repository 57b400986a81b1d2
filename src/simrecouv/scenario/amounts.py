"""How the orders of a segment and the scores of its customers are spread: shares, no luck."""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import pairwise
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


def value_share_of_at_least(segment: Segment, gross_eur: float) -> float:
    """Return the share of a segment's sales that invoices of at least an amount make, incl. VAT.

    Of amounts spread evenly from EUR 0 to 100, those of at least 50 make three quarters:

    >>> from simrecouv.scenario import load_scenario
    >>> even = 'segments.pme.amount={ law = "quantiles", values_eur = [1e-9, 100.0] }'
    >>> pme = load_scenario("pme-b2b", [even, "segments.pme.vat_rate=0.0"]).segments["pme"]
    >>> round(value_share_of_at_least(pme, 50.0), 6)
    0.75
    """
    net = gross_eur / (1.0 + segment.vat_rate)
    law = segment.amount
    if net <= 0.0:
        return 1.0
    if isinstance(law, Quantiles):
        return _value_above(law, net)
    return 1.0 - normal_below(math.log(net / law.median_eur), law.sigma**2, law.sigma)


def normal_below(value: float, mean: float, sigma: float) -> float:
    """Return the probability that a normal law, or a single point, falls below a value.

    >>> normal_below(60.0, 60.0, 12.0), normal_below(60.0, 60.0, 0.0), normal_below(61.0, 60.0, 0.0)
    (0.5, 0.0, 1.0)
    """
    if sigma == 0.0:
        return float(mean < value)
    return NormalDist(mean, sigma).cdf(value)


def _value_above(law: Quantiles, net: float) -> float:
    """Sum the trapezes of the quantile curve above an amount, as a share of all of them."""
    total, above = 0.0, 0.0
    for low, high in pairwise(law.values_eur):
        total += (low + high) / 2.0
        if high >= net:
            start = max(low, net)
            width = (high - start) / (high - low) if high > low else 1.0
            above += width * (start + high) / 2.0
    return above / total


def _below(law: Quantiles, net: float) -> float:
    values = law.values_eur
    k = bisect_left(values, net)
    if k in (0, len(values)):
        return float(k > 0)
    within = (net - values[k - 1]) / (values[k] - values[k - 1])
    return (k - 1 + within) / (len(values) - 1)
