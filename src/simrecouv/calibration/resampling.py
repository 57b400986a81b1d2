"""Scenarios refitted on customers drawn again: how far another sample of them would have led.

Customers are drawn with replacement, each with all its invoices. The draws are addressed by the
number of the resample and the place of the draw, so that the first ones stay the same whatever
their number; the effect of the policy in force, which is assumed, stays as it was found.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.assembling import assembled
from simrecouv.calibration.estimate import estimate
from simrecouv.calibration.fit import Fit
from simrecouv.scenario import Scenario
from simrecouv.world.addressing import MASK, absorb, name_word, uniform

Floats = NDArray[np.float64]
_KEY = name_word("customers drawn again")


def bootstrap_fits(fit: Fit, resamples: int, seed: int = 0) -> Iterator[Scenario]:
    """Yield scenarios refitted on resampled customers.

    The portfolio is the same in all of them: only the payers are estimated again.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path, fit_ledger
    >>> from simrecouv.intake import read_ledger
    >>> fit = fit_ledger(read_ledger(example_ledger_path()))
    >>> one, other = bootstrap_fits(fit, 2)
    >>> one.profiles == other.profiles
    False
    """
    for number in range(resamples):
        weights = drawn_weights(fit.sample.n_customers, number, seed)
        found = estimate(fit.sample, weights, fit.known, fit.found.spread)
        yield assembled(
            fit.parts,
            found,
            fit.scenario.behaviour.frailty_variance.model_copy(
                update={"value": found.spread.variance}
            ),
        )


def drawn_weights(customers: int, number: int, seed: int) -> Floats:
    """Count how many times each customer is drawn.

    >>> float(drawn_weights(100, number=3, seed=1).sum())
    100.0
    """
    key = absorb(absorb(_KEY, seed & MASK), customers)
    drawn = uniform(key, number, np.arange(customers, dtype=np.uint64)) * customers
    return np.bincount(drawn.astype(np.int64), minlength=customers).astype(np.float64)
