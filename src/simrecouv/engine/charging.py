"""Late charges → plan: the rate in force on each day, the indemnity by size of invoice."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from simrecouv.engine.codes import NO_LIMIT
from simrecouv.engine.plan import LateCharges
from simrecouv.engine.tables import Cents, Int64s
from simrecouv.scenario.law import indemnity_bands, late_rate
from simrecouv.scenario.policy import Penalties, Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import cents, date_of
from simrecouv.vocabulary import Country, SegmentKind
from simrecouv.world.calendar import Calendar

#: An annual rate of 1 [parts per million].
PPM = 1_000_000
#: Sizes of invoice that a law may tell apart.
BANDS = 3


def late_charges(scenario: Scenario, policy: Policy, civil: Calendar) -> LateCharges:
    """Tabulate what the charges of a policy bill, by segment."""
    start, country = scenario.simulation.start, scenario.creditor.country
    kinds = [segment.kind for segment in scenario.segments.values()]
    rate = policy.penalties.annual_rate
    size = civil.day.size
    sums = [
        _statutory_sums(start, civil.first_day, size, country, kind)
        if rate is None
        else _sums(np.full(size, round(rate * PPM), dtype=np.int64))
        for kind in kinds
    ]
    amounts, bounds = _indemnities(country, kinds, policy.penalties)
    return LateCharges(
        ppm_days=np.array(sums, dtype=np.int64),
        first_cents=amounts[:, 0],
        second_cents=amounts[:, 1],
        third_cents=amounts[:, 2],
        second_from=bounds[:, 1],
        third_from=bounds[:, 2],
    )


def deterring_rate(scenario: Scenario, penalties: Penalties) -> float:
    """Annual rate that a customer fears: the policy's, or that of the law between companies."""
    if penalties.annual_rate is not None:
        return penalties.annual_rate
    country, start = scenario.creditor.country, scenario.simulation.start
    return late_rate(country, SegmentKind.COMPANY, start)


def _sums(ppm: Int64s) -> Int64s:
    """Sum of the rates of the days before each day."""
    sums: Int64s = np.concatenate([[0], np.cumsum(ppm)[:-1]])
    return sums


@lru_cache(maxsize=64)
def _statutory_sums(
    start: date, first_day: int, size: int, country: Country, kind: SegmentKind
) -> Int64s:
    days = [date_of(first_day + k, start) for k in range(size)]
    rates = [round(late_rate(country, kind, day) * PPM) for day in days]
    return _sums(np.array(rates, dtype=np.int64))


def _indemnities(
    country: Country, kinds: list[SegmentKind], penalties: Penalties
) -> tuple[Cents, Cents]:
    """Return the indemnity of each band of each segment, and the amount from which it is due."""
    amounts = np.zeros((len(kinds), BANDS), dtype=np.int64)
    bounds = np.full((len(kinds), BANDS), NO_LIMIT, dtype=np.int64)
    for row, kind in enumerate(kinds):
        stated = penalties.indemnity_eur
        bands = indemnity_bands(country, kind) if stated is None else ((0.0, stated),)
        for column, (bound, amount) in enumerate(bands):
            bounds[row, column], amounts[row, column] = cents(bound), cents(amount)
    return amounts, bounds
