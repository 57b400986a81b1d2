"""The settlements of a ledger as arrays, in which customers can weigh differently.

What is estimated on the whole ledger is estimated again without some customers, or with some
counted twice: the intervals and the resamples all come from weights on customers, whose invoices
are no independent witnesses. All curves stand on one grid of ages, up to the end of the last band.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.curves import Curve, unpaid_shares
from simrecouv.calibration.settled import followed

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Last day past due of each band in which a hazard has its own level.
BAND_ENDS = (-8, 0, 30, 90, 365)


class Sample(NamedTuple):
    """The followed invoices of a ledger.

    Attributes
    ----------
    segments
        Names; the arrays hold places in them.
    segment, customer, payer, entry, left : (invoices,)
        `payer` is a customer in one segment; `entry` and `left` are places on the grid of ages.
    is_paid, is_whole : (invoices,)
        Whether it is paid when it leaves; whether it is observed from its issue.
    payer_customer, payer_segment : (payers,)
    n_customers, n_ages, first_age
        The grid of ages begins at `first_age`.
    has_open : (segments,)
    """

    segments: tuple[str, ...]
    segment: Ints
    customer: Ints
    payer: Ints
    entry: Ints
    left: Ints
    is_paid: Bools
    is_whole: Bools
    payer_customer: Ints
    payer_segment: Ints
    n_customers: int
    n_ages: int
    first_age: int
    has_open: Bools

    @property
    def even(self) -> Floats:
        """The weights of customers that count alike."""
        return np.ones(self.n_customers)


def sample_of(rows: pd.DataFrame) -> Sample:
    """Lay out the rows of `simrecouv.calibration.settled.settlements` that are followed."""
    rows = followed(rows)
    rows = rows[rows["entry_age"] <= BAND_ENDS[-1]]
    segment, names = pd.factorize(rows["segment"], sort=True)
    customer, customers = pd.factorize(rows["customer_id"], sort=True)
    pair, payer = np.unique(customer * len(names) + segment, return_inverse=True)
    age, entry = rows["age"].to_numpy(), rows["entry_age"].to_numpy()
    is_paid = rows["is_paid"].to_numpy(dtype=bool)
    has_open = np.bincount(segment[~is_paid], minlength=len(names)) > 0
    first = int(min(age.min(), BAND_ENDS[-1]))
    last = int(min(age.max(), BAND_ENDS[-1]))
    return Sample(
        segments=tuple(names),
        segment=segment,
        customer=customer,
        payer=payer,
        entry=np.clip(entry, first, np.minimum(age, last)) - first,
        left=np.minimum(age, last) - first,
        is_paid=is_paid & (age <= last),
        is_whole=entry < first,
        payer_customer=pair // len(names),
        payer_segment=pair % len(names),
        n_customers=len(customers),
        n_ages=last - first + 1,
        first_age=first,
        has_open=has_open,
    )


def curves_of(sample: Sample, weights: Floats) -> tuple[list[Curve], Curve]:
    """Estimate the curve of each segment, and that of the whole ledger.

    Parameters
    ----------
    weights : (customers,)
        How much each customer counts.
    """
    weight = weights[sample.customer]
    shape = (len(sample.segments), sample.n_ages)

    def counts(place: Ints, weight: Floats) -> Floats:
        cell = sample.segment * sample.n_ages + place
        counted = np.bincount(cell, weight, minlength=shape[0] * shape[1])
        return np.asarray(counted, dtype=np.float64).reshape(shape)

    entered, left = counts(sample.entry, weight), counts(sample.left, weight)
    paid = counts(sample.left, weight * sample.is_paid)
    at_risk = np.cumsum(entered, axis=1)
    at_risk[:, 1:] -= np.cumsum(left, axis=1)[:, :-1]
    at_risk[at_risk < 1e-9] = 0.0  # what rounding leaves of sums of weights
    unpaid = unpaid_shares(at_risk, paid)
    curves = [
        Curve(sample.first_age, at_risk[s], paid[s], unpaid[s], bool(sample.has_open[s]))
        for s in range(shape[0])
    ]
    whole_risk, whole_paid = at_risk.sum(axis=0), paid.sum(axis=0)
    shares = unpaid_shares(whole_risk, whole_paid)
    return curves, Curve(
        sample.first_age, whole_risk, whole_paid, shares, bool(sample.has_open.any())
    )
