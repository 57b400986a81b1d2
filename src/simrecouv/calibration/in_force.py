"""Dividing the policy in force out of the observed payments, by replaying it until it agrees.

A scenario is fitted as if the policy did nothing, simulated under it, and compared with the ledger:
where the simulated curve falls faster than the observed one, the hazard without contacts was too
high. Each round divides the observed increments of the cumulated hazard by the multiplier that was
simulated, until the simulated curve passes through the observed one at the end of each measured
band, within two standard errors of the simulation. The spread between customers is measured in the
same way on the simulated invoices and on the ledger's: a policy that chases slow customers most
makes them look more alike, and that is divided out too.

What a contact does is an assumption of the base scenario: a ledger shows payments after reminders,
and not what they would have been without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.correcting import Seen, corrected_lifts, seen_by_band, with_response
from simrecouv.calibration.curves import Curve
from simrecouv.calibration.estimate import Estimate, Known, estimate, spread_of
from simrecouv.calibration.lift import no_lift
from simrecouv.calibration.replaying import (
    NOTHING,
    Outcomes,
    Replayed,
    forced_shares,
    n_worlds,
    outcomes,
    replayed,
    sample_of_worlds,
)
from simrecouv.calibration.sample import BAND_ENDS, Sample, curves_of
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Label

Ints = NDArray[np.int64]
Progress = Callable[[int, int, Label | None], None]

#: Rounds at most; each brings the curves several times closer.
MOST_ROUNDS = 8
#: Share of unpaid below which two curves are the same, whatever the noise.
CLOSE = 0.001
#: Distance of the logarithm of the variance below which it has settled: two errors of the replay.
CLOSE_LOG = 0.05
REPLAYING = Label("politique en vigueur rejouée", "replaying the policy in force")


class Divided(NamedTuple):
    """What the replay settled.

    `miss` is the largest distance left at the end of a measured band, `error` the largest standard
    error of the simulated curves there.
    """

    known: Known
    found: Estimate
    miss: float
    error: float


def divide_out(
    sample: Sample,
    known: Known,
    found: Estimate,
    assembled: Callable[[Estimate], Scenario],
    progress: Progress,
) -> Divided:
    """Find the effect of the policy in force on each segment, and the fit without it.

    Parameters
    ----------
    found
        The fit as if the policy did nothing.
    assembled
        Makes the scenario of an estimate; its baseline is the policy in force.
    progress
        Told (done, count, label) after each simulation.
    """
    ages = np.arange(sample.first_age, sample.first_age + sample.n_ages)
    curves, _ = curves_of(sample, sample.even)
    seen: list[Seen] = []
    for turn in range(1, MOST_ROUNDS + 1):
        worlds = _Worlds(assembled(found), turn, progress)
        simulated = worlds.curves(ages)
        seen.append(seen_by_band(simulated, found, ages))
        miss, error = _miss(simulated, curves, found, known, ages)
        shift = known.shift
        if known.variance is None:
            shift = found.spread.log_variance - worlds.log_variance(known, found)
        settled = miss <= max(2.0 * error, CLOSE) and abs(shift - known.shift) <= CLOSE_LOG
        if settled or turn == MOST_ROUNDS:
            break
        known = known._replace(
            lifts=corrected_lifts(sample, simulated, curves, found, known, seen),
            nevers=tuple(goal.never for goal in found.goals),
            shift=shift,
        )
        found = estimate(sample, sample.even, known, found.spread)
    progress(worlds.count, worlds.count, None)
    known = known._replace(lifts=with_response(known, curves, found, seen))
    return Divided(known, found, miss, error)


class _Worlds:
    """The worlds of one round, with the policy in force and without."""

    def __init__(self, scenario: Scenario, turn: int, progress: Progress) -> None:
        self.scenario, numbers = scenario, range(n_worlds(scenario))
        self.count = MOST_ROUNDS * 2 * len(numbers)
        done = (turn - 1) * 2 * len(numbers)
        self.chased: list[Outcomes] = []
        self.alone: list[Outcomes] = []
        for number in numbers:
            self.chased.append(outcomes(scenario, scenario.simulation.baseline, number))
            self.alone.append(outcomes(scenario, NOTHING, number))
            done += 2
            progress(done, self.count, REPLAYING)

    def curves(self, ages: Ints) -> Replayed:
        """Return the curves that they show."""
        return replayed(self.scenario, self.chased, self.alone, ages)

    def log_variance(self, known: Known, found: Estimate) -> float:
        """Measure the variance on these invoices, as it is measured on the ledger's."""
        sample = sample_of_worlds(self.chased)
        ages = np.arange(sample.first_age, sample.first_age + sample.n_ages)
        bare = no_lift(sample.n_ages)
        forced = forced_shares(self.chased, len(found.goals), ages)
        lifts = (*(bare._replace(forced=shares) for shares in forced), bare)
        nevers = tuple(goal.never for goal in found.goals)
        curves, _ = curves_of(sample, sample.even)
        asked = known._replace(lifts=lifts, nevers=nevers)
        return spread_of(sample, sample.even, asked, curves).log_variance


def _miss(
    simulated: Replayed, curves: list[Curve], found: Estimate, known: Known, ages: Ints
) -> tuple[float, float]:
    """Find the largest distance at the ends of measured bands, and the noise there."""
    misses, errors = [0.0], [0.0]
    for s, curve in enumerate(curves):
        never = found.goals[s].never
        whole = never * simulated.forced[s] + (1.0 - never) * simulated.payers[s]
        last = min(curve.last_age, int(ages[-1]))
        ends = [end for end in BAND_ENDS[: known.n_measured[s]] if ages[0] <= end <= last]
        places = np.array(ends, dtype=np.int64) - ages[0]
        misses += np.abs(whole - curve.unpaid)[places].tolist()
        errors += simulated.error[s][places].tolist()
    return max(misses), max(errors)
