"""What repeated customers tell: how much they differ, and which of them never pay.

Two stages (Shih and Louis, 1995): the payment curve of each segment is taken as known, then the
variance that makes the invoices of one customer as alike as the ledger has them is found. For a
customer whose invoices have cumulated hazards H_i and hazards h_i (under the variance v), D of them
paid, the likelihood is Π h_i · Π_{j<D} (1 + v j) · (1 + v Σ H_i)^(−1/v − D). With a share π of
customers who never pay unless forced, the hazards are those of the others, (S − π)/(1 − π), and a
customer without any payment is one of them, or just slow: π + (1 − π)(1 + v Σ H_i)^(−1/v).

Where the ledger follows a segment to the end of the last band, π is found with the variance, as a
share of what is unpaid there. Invoices that were issued before payments were recorded are left out
of this stage: that they are seen at all depends on how slow their customer is, and the invoices
that were paid before, which would tell, are not in the ledger. They do count in the curve.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.curves import Curve
from simrecouv.calibration.sample import Sample
from simrecouv.scenario import Assumption

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: A customer teaches something of the spread with this many invoices; so many of them are needed.
FEWEST_INVOICES, FEWEST_CUSTOMERS = 5, 200
#: Bounds of the variance, on a log scale, and of π's share of what is unpaid at last, on a logit.
VARIANCES, LOGITS = (np.log(0.01), np.log(5.0)), (-8.0, 8.0)
#: Where the search begins.
START = (np.log(0.5), 0.0)
#: Values of an assumed range that are weighed.
GRID = 41
#: Step of the finite differences; largest step of the search, and the one that ends it.
STEP, LONGEST, SHORTEST, MOST_ROUNDS = 0.02, 1.0, 1e-3, 40


class Spread(NamedTuple):
    """Logarithm of the variance, and logit of π as a share of what is unpaid at last, by segment.

    `log_variance` or a share may be given rather than sought.
    """

    log_variance: float
    logits: Floats

    @property
    def variance(self) -> float:
        """Of the customers' multiplier of the intensity."""
        return float(np.exp(self.log_variance))

    @property
    def parts(self) -> Floats:
        """Share of what is unpaid at last that is never paid, by segment."""
        return 1.0 / (1.0 + np.exp(-self.logits))


def is_told(sample: Sample) -> bool:
    """Whether enough customers repeat for the spread between them to be measured."""
    counts = np.bincount(sample.customer[sample.is_whole], minlength=sample.n_customers)
    return int((counts >= FEWEST_INVOICES).sum()) >= FEWEST_CUSTOMERS


def tempered(sample: Sample, curves: list[Curve], assumed: Assumption) -> float:
    """Return the assumed variance, moved within its range towards what few customers show.

    Too few of them to measure it, yet a simulation that starts from their record reads each of
    them through it: under a spread that they do not have, all of them would look slow, or quick.
    The range is read as a lognormal prior that holds 95 %; the most probable value is returned.

    Parameters
    ----------
    assumed
        The assumption, with its range.
    """
    if assumed.low <= 0.0 or assumed.low == assumed.high:
        return assumed.value
    likelihood = Likelihood(sample, sample.even, curves, np.ones((len(curves), sample.n_ages)))
    logs = np.linspace(np.log(assumed.low), np.log(assumed.high), GRID)
    scale = (logs[-1] - logs[0]) / (2.0 * 1.96)
    prior = -((logs - np.log(assumed.value)) ** 2) / (2.0 * scale**2)
    shares = np.full(len(curves), START[1])
    told = [likelihood(Spread(float(log), shares)).sum() for log in logs]
    return float(f"{np.exp(logs[int(np.argmax(prior + told))]):.3g}")


class Likelihood:
    """The log-likelihood of a sample under curves taken as known, by segment.

    Parameters
    ----------
    curves
        Of its segments; an invoice is followed for as long as they can be trusted.
    forced : (segments, ages)
        Share of those who never pay unless forced that is still unpaid, 1 where nobody is forced.
    """

    def __init__(
        self, sample: Sample, weights: Floats, curves: list[Curve], forced: Floats
    ) -> None:
        until = np.array([curve.last_age for curve in curves]) - sample.first_age
        late = sample.left > until[sample.segment]
        is_paid = sample.is_paid & sample.is_whole & ~late
        self.n_segments, self.forced = len(curves), forced
        self.unpaid = np.array([curve.unpaid for curve in curves])
        at_last = self.unpaid[np.arange(self.n_segments), until]
        self.floor = np.array([[curve.floor] for curve in curves])
        self.last = np.maximum(at_last, self.floor[:, 0])
        cell = sample.segment * sample.n_ages + np.minimum(sample.left, until[sample.segment])
        self.cell = (cell + np.where(is_paid, self.unpaid.size, 0))[sample.is_whole]
        self.payer, n_payers = sample.payer[sample.is_whole], sample.payer_segment.size
        self.weight, self.segment = weights[sample.payer_customer], sample.payer_segment
        n_paid = np.bincount(sample.payer[is_paid], minlength=n_payers)
        self.n_paid = n_paid
        paid = np.bincount(cell, weights[sample.customer] * is_paid, minlength=self.unpaid.size)
        self.paid = paid.reshape(self.unpaid.shape)
        # How many customers have more than j payments: Σ log(1 + v j) is a sum over j.
        most = int(n_paid.max(initial=0)) + 1
        holds = np.zeros((self.n_segments, most))
        np.add.at(holds, (self.segment, n_paid), self.weight)
        self.more = np.cumsum(holds[:, ::-1], axis=1)[:, ::-1][:, 1:]

    def __call__(self, spread: Spread) -> Floats:
        """Return the log-likelihood of each segment."""
        v = spread.variance
        never, payable = self._payable(spread)
        before = np.concatenate([np.ones((self.n_segments, 1)), payable[:, :-1]], axis=1)
        middle = (before + payable) / 2.0
        total = self._cumulated(v, payable, middle)
        log_density = np.log(np.maximum(before - payable, self.floor * 1e-6))
        found = (self.paid * (log_density - (v + 1.0) * np.log(middle))).sum(axis=1)
        found += (self.more * np.log1p(v * np.arange(self.more.shape[1]))).sum(axis=1)
        log_slow = -(1.0 / v + self.n_paid) * np.log1p(v * total)
        pays = np.log1p(-never[self.segment, 0])
        unpaid = np.log(np.exp(pays + log_slow) + never[self.segment, 0])
        each = np.where(self.n_paid > 0, pays + log_slow, unpaid)
        told = np.bincount(self.segment, self.weight * each, minlength=self.n_segments)
        return np.asarray(found + told)

    def chances_of_nothing(self, spread: Spread, segment: int) -> tuple[Floats, float, Floats]:
        """Tell the customers of a segment who have paid nothing from those who have.

        Returns
        -------
        chances : (customers who paid nothing,)
            That one who does pay would have paid nothing by now.
        n_paid
            How many customers have paid something.
        weights : (customers who paid nothing,)
        """
        _, payable = self._payable(spread)
        v, here = spread.variance, self.segment == segment
        total = self._cumulated(v, payable, payable)
        nothing = here & (self.n_paid == 0)
        chances = (1.0 + v * total[nothing]) ** (-1.0 / v)
        return chances, float(self.weight[here & ~nothing].sum()), self.weight[nothing]

    def _payable(self, spread: Spread) -> tuple[Floats, Floats]:
        """Share never paid, and the curve of the others, by segment."""
        never = (spread.parts * self.last)[:, None]
        unpaid = (self.unpaid - never * self.forced) / (1.0 - never)
        return never, np.maximum(unpaid, self.floor)

    def _cumulated(self, variance: float, after: Floats, middle: Floats) -> Floats:
        """Sum of the cumulated hazards of each customer's invoices, mid-day when paid."""
        hazard = np.expm1(-variance * np.log(np.stack([after, middle]))) / variance
        each = hazard.ravel()[self.cell]
        total = np.bincount(self.payer, each, minlength=self.weight.size)
        return np.asarray(total, dtype=np.float64)


def most_likely(
    likelihood: Likelihood, start: Spread, *, is_variance_sought: bool, is_share_sought: Bools
) -> Spread:
    """Find the most likely spread by Newton's method.

    The likelihood is a sum over segments, each with its own share: numerical derivatives take seven
    evaluations a round, whatever the number of segments.
    """
    spread = start
    for _ in range(MOST_ROUNDS):
        up, along = _newton(likelihood, spread, is_variance_sought, is_share_sought)
        moved = Spread(
            float(np.clip(spread.log_variance + up, *VARIANCES)) if up else spread.log_variance,
            np.where(is_share_sought, np.clip(spread.logits + along, *LOGITS), spread.logits),
        )
        moves = np.r_[moved.log_variance - spread.log_variance, moved.logits - spread.logits]
        spread = moved
        if np.abs(moves).max() < SHORTEST:
            break
    return spread


def _newton(
    likelihood: Likelihood, at: Spread, is_variance_sought: bool, is_share_sought: Bools
) -> tuple[float, Floats]:
    """Step to the top of the parabola: of the variance, and of the share of each segment."""

    def value(up: int, along: int) -> Floats:
        return likelihood(Spread(at.log_variance + up * STEP, at.logits + along * STEP))

    here, v_up, v_down, s_up, s_down = (
        value(*side) for side in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
    )
    slope_v, slope_s = (v_up - v_down).sum() / (2 * STEP), (s_up - s_down) / (2 * STEP)
    bend_v = _downwards((v_up + v_down - 2.0 * here).sum() / STEP**2)
    bend_s = _downwards((s_up + s_down - 2.0 * here) / STEP**2)
    both = value(1, 1) + value(-1, -1) + 2.0 * here - v_up - v_down - s_up - s_down
    mixed = np.where(is_share_sought, both / (2.0 * STEP**2), 0.0)
    up = 0.0
    if is_variance_sought:
        bend = bend_v - (mixed**2 / bend_s).sum()
        up = -(slope_v - (mixed * slope_s / bend_s).sum()) / (bend if bend < 0.0 else bend_v)
    up = float(np.clip(up, -LONGEST, LONGEST))
    return up, np.clip(-(slope_s + mixed * up) / bend_s, -LONGEST, LONGEST)


def _downwards(bend: Floats) -> Floats:
    """Keep a parabola open downwards where the likelihood is not: its slope then leads uphill."""
    return np.asarray(-np.maximum(np.abs(bend), 1e-3))
