"""Correcting the effect of the policy in force from one replay to the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.curves import Curve
from simrecouv.calibration.estimate import Estimate, Known
from simrecouv.calibration.lift import Lift, band_rises, bare_rises
from simrecouv.calibration.replaying import Replayed
from simrecouv.calibration.sample import BAND_ENDS, Sample
from simrecouv.world.frailty import cumulated_hazard

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Least part of its multiplier that a step keeps from one round to the next: a policy that explains
#: all of the payments of a step leaves next to nothing of its hazard.
LEAST_PART = 0.1
#: Least share unpaid that is inverted.
FLOOR = 1e-6
#: Part by which two rounds must differ to tell how payments follow a hazard; least response.
TELLING, LEAST_RESPONSE = 0.1, 0.2


class Seen(NamedTuple):
    """A round by segment and band: rises of the hazard given, and of the one it became."""

    given: Floats
    became: Floats


def corrected_lifts(
    sample: Sample,
    simulated: Replayed,
    curves: list[Curve],
    found: Estimate,
    known: Known,
    seen: list[Seen],
) -> tuple[Lift, ...]:
    """Correct the multipliers by what the replay shows, segment by segment, then on the whole."""
    response = responses(seen)
    band = np.minimum(np.searchsorted(BAND_ENDS, curves[0].ages), len(BAND_ENDS) - 1)
    variance, steps = found.spread.variance, _steps(found, curves[0].ages)
    shares = np.bincount(sample.segment, minlength=len(curves)) / sample.segment.size
    lifts = []
    for s, curve in enumerate(curves):
        never, forced = found.goals[s].never, simulated.forced[s]
        goal = (curve.unpaid - never * forced) / (1.0 - never)
        wanted = _rises(np.maximum(goal, curve.floor), variance, steps)
        shown = _rises(np.maximum(simulated.payers[s], FLOOR), variance, steps)
        given = np.diff(simulated.given[s][steps], prepend=0.0)
        told = (given > 0.0) & (shown > 0.0)
        multiplier = np.divide(shown, given, out=np.ones(steps.size), where=told)
        now, next_one = (_by_band(one, band[steps]) for one in (given, wanted / multiplier))
        # Half-way between a response of 1 and that found: the share never paid moves as well.
        moved = now + (next_one - now) * 2.0 / (1.0 + response[s])
        part = np.divide(moved, next_one, out=np.ones(now.size), where=next_one > 0.0)
        multiplier /= np.clip(part, LEAST_PART, 1.0 / LEAST_PART)[band[steps]]
        found_by_age = _spread_out(multiplier, steps)
        lifts.append(known.lifts[s]._replace(multiplier=found_by_age, forced=forced))
    chased = _rises(np.maximum(shares @ simulated.payers, FLOOR), variance, steps)
    bare = _rises(np.maximum(shares @ simulated.bare, FLOOR), variance, steps)
    ratio = np.divide(chased, bare, out=np.ones(steps.size), where=bare > 0.0)
    multiplier = _spread_out(np.maximum(ratio, LEAST_PART), steps)
    whole = known.lifts[-1]._replace(multiplier=multiplier, forced=shares @ simulated.forced)
    return (*lifts, whole)


def seen_by_band(simulated: Replayed, found: Estimate, ages: Ints) -> Seen:
    """Sum up a round by band: the hazard it was given, and what it became under the policy."""
    variance = found.spread.variance
    given = [np.diff(goal.levels(variance), prepend=0.0) for goal in found.goals]
    became = []
    for unpaid in simulated.payers:
        cumulated = cumulated_hazard(np.maximum(unpaid, FLOOR), variance)
        became.append(band_rises(np.diff(cumulated, prepend=0.0), ages))
    return Seen(np.array(given), np.array(became))


def with_response(
    known: Known, curves: list[Curve], found: Estimate, seen: list[Seen]
) -> tuple[Lift, ...]:
    """Say of the effect found how the payments of each band follow its hazard."""
    response = responses(seen)
    lifts = []
    for s, curve in enumerate(curves):
        rises = bare_rises(curve, known.lifts[s], found.goals[s].never, found.spread.variance)
        level = band_rises(rises, curve.ages)
        lifts.append(known.lifts[s]._replace(response=response[s], level=level))
    return (*lifts, known.lifts[-1])


def responses(seen: list[Seen]) -> Floats:
    """Tell from the first and the last round how the payments of each band follow its hazard."""
    first, last = seen[0], seen[-1]
    moved = last.given - first.given
    told = (last.given > 0.0) & (last.became > 0.0) & (np.abs(moved) > TELLING * last.given)
    ones = np.ones(moved.shape)
    slope = np.divide(last.became - first.became, moved, out=ones.copy(), where=told)
    mean = np.divide(last.became, last.given, out=ones.copy(), where=told)
    return np.where(told, np.clip(slope / mean, LEAST_RESPONSE, 1.0), 1.0)


def _steps(found: Estimate, ages: Ints) -> Ints:
    """Last places, on the grid of ages, of the steps in which a multiplier is constant."""
    inside = [age - int(ages[0]) for age in found.shape if ages[0] <= age < ages[-1]]
    return np.array(sorted({*inside, ages.size - 1}), dtype=np.int64)


def _by_band(risen: Floats, band: Ints) -> Floats:
    return np.asarray(np.bincount(band, risen, minlength=len(BAND_ENDS)), dtype=np.float64)


def _rises(unpaid: Floats, variance: float, steps: Ints) -> Floats:
    """Rise of the cumulated hazard over each step."""
    cumulated = cumulated_hazard(unpaid, variance)[steps]
    return np.maximum(np.diff(cumulated, prepend=0.0), 0.0)


def _spread_out(value: Floats, steps: Ints) -> Floats:
    """Give every age the value of its step."""
    return value[np.searchsorted(steps, np.arange(int(steps[-1]) + 1))]
