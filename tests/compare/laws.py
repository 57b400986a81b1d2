"""Laws whose truth is known, drawn without a generator, and the coverage of intervals on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from simrecouv.world.addressing import uniform

Floats = NDArray[np.float64]


def uniforms(key: int, *shape: int) -> Floats:
    """Draw addressed uniforms in an array of this shape."""
    index = np.arange(np.prod(shape), dtype=np.uint64).reshape(shape)
    return np.asarray(uniform(key, 1, index))


def normal(key: int, *shape: int) -> Floats:
    return np.asarray(special.ndtri(uniforms(key, *shape)))


def lognormal(key: int, *shape: int) -> Floats:
    """Draw a lognormal law of sigma 1: a skewness of 6.2, its mean is exp(1/2)."""
    return np.exp(normal(key, *shape))


def rare(key: int, *shape: int) -> Floats:
    """Draw losses that happen in 4 worlds of 10, lognormal of sigma 1: mean 0.4 exp(1/2)."""
    return np.where(uniforms(key, *shape) < 0.4, lognormal(key + 1, *shape), 0.0)


def files(key: int, *shape: int, rate: float = 0.3, most: int = 12) -> Floats:
    """Draw what is recovered of a few files, and their total, per replication.

    Each world holds 0 to `most` files, all numbers as likely; the amounts are lognormal, and each
    is recovered in full with probability `rate`: so is the ratio of the expected totals. The rates
    of two policies share the luck: a larger one recovers all that a smaller one does.
    """
    exists = np.arange(most) < np.floor(uniforms(key, *shape, 1) * (most + 1))
    amount = np.where(exists, lognormal(key + 1, *shape, most), 0.0)
    recovered = np.where(uniforms(key + 2, *shape, most) < rate, amount, 0.0)
    return np.stack([recovered.sum(axis=-1), amount.sum(axis=-1)], axis=-1)


class Coverage(NamedTuple):
    """How many intervals hold the truth, of how many."""

    covered: int
    trials: int

    @property
    def share(self) -> float:
        return self.covered / self.trials

    def is_at_least(self, aim: float) -> bool:
        """Whether, were the share exactly `aim`, chance would not cover so few: one in 10,000."""
        return bool(special.bdtr(self.covered, self.trials, aim) > 1e-4)

    def is_at_most(self, aim: float) -> bool:
        """Whether, were the share exactly `aim`, chance would not cover so many: one in 10,000."""
        return bool(special.bdtrc(self.covered - 1, self.trials, aim) > 1e-4)


def coverage(trial: Callable[[int], tuple[float, float]], truth: float, trials: int) -> Coverage:
    """Count the intervals that hold the truth, among those that are given."""
    ends = np.array([trial(number) for number in range(trials)])
    given = ends[np.isfinite(ends).all(axis=1)]
    holds = (given[:, 0] <= truth) & (truth <= given[:, 1])
    return Coverage(int(holds.sum()), len(given))
