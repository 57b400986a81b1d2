"""From a payment curve to a hazard: six numbers per segment, and shapes inside bands.

Per segment: one level in each of five bands of days past due (up to −8, −7..0, 1–30, 31–90, over
90) and the share never paid unless forced. The levels are such that the expected curve passes
exactly through the observed one at the end of each band (frailty is divided out, see
`simrecouv.calibration.closed_form`).

Inside a band the hazard has a shape: that of the segment's curve, in steps that each hold about 1 %
of the invoices, so that no more is misplaced; in a band of fewer than 5 payments, that of the
whole ledger. Flat bands would be simpler, and wrong: on the public sample of 2,466 invoices that
the tests use they pay 3.9 days too early on average, with a gap of 19 points inside a band. One
shape for all would be wrong too where segments differ: 12 points in the smallest of the example.

A band is measured in a segment when at least 30 invoices enter it unpaid, in the whole ledger when
5 do. Where a segment has too few, its curve goes on as that of the whole ledger, and beyond as the
base scenario's late stage. An observation at age a was decided at the close of a − 1.

The curve that is read is the one without the effect of the policy in force, which has been divided
out before (`simrecouv.calibration.lift`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.curves import Curve
from simrecouv.calibration.late_stage import LateStage
from simrecouv.calibration.sample import BAND_ENDS
from simrecouv.scenario.profile import HazardStep
from simrecouv.world.frailty import cumulated_hazard

Floats = NDArray[np.float64]

#: Invoices that must enter a band unpaid for it to be measured in a segment, in the whole ledger.
FEWEST_ENTERING, FEWEST_IN_WHOLE = 30, 5
#: Payments that a band of a segment must hold for a shape of its own.
FEWEST_PAYMENTS = 5
#: Share of the invoices that each step of a shape holds.
STEP_SHARE = 0.01
#: Days past due from which what is left unpaid goes on as old debts do.
OLD_DAYS = 30
#: Least share, of what is unpaid at last, that is still paid some day.
LEAST_PAYABLE = 1e-4
#: Largest intensity that a scenario may state [per day].
LARGEST_INTENSITY = 100.0
#: [days past due] Where the first band begins: before any invoice is issued.
BEFORE_ISSUE = -10_000


class Target(NamedTuple):
    """What an expected curve must pass through.

    `unpaid` is the share unpaid at each of `BAND_ENDS`; the first `n_measured` are measured;
    `never` is the share never paid unless forced.
    """

    unpaid: tuple[float, ...]
    n_measured: int
    never: float

    def payable(self, unpaid: Floats) -> Floats:
        """Share unpaid of those who pay without being forced."""
        least = LEAST_PAYABLE * unpaid.min()
        return np.asarray(np.maximum((unpaid - self.never) / (1.0 - self.never), least))

    def levels(self, variance: float) -> Floats:
        """Hazard cumulated to the end of each band."""
        return cumulated_hazard(self.payable(np.array(self.unpaid)), variance)


def bands_measured(curve: Curve, *, is_whole: bool) -> int:
    """Count the bands, from the first, that enough invoices enter unpaid."""
    fewest = FEWEST_IN_WHOLE if is_whole else FEWEST_ENTERING
    starts = (curve.first_age - 1, *BAND_ENDS[:-1])
    enough = [curve.at_risk_at(start + 1) >= fewest for start in starts]
    return next((band for band in range(1, len(enough)) if not enough[band]), len(enough))


def is_followed_to_the_end(curve: Curve) -> bool:
    """Whether the ledger shows who is left unpaid at the end of the last band.

    A ledger of paid invoices alone, as some programs export it, does not.
    """
    return curve.has_open and curve.last_age >= BAND_ENDS[-1]


def target(
    curve: Curve,
    n_measured: int,
    late: LateStage,
    *,
    whole: Target | None = None,
    never_part: float | None = None,
) -> Target:
    """Read a curve at the ends of its measured bands, then follow the whole ledger, then the base.

    Parameters
    ----------
    curve
        Of a segment, or of the whole ledger when `whole` is not given.
    n_measured
        Bands that are read: see `bands_measured`.
    never_part
        Share never paid of what is unpaid at the end of the last band; the base's by default.
    """
    unpaid: list[float] = []
    start, left = int(curve.first_age) - 1, 1.0
    for band, end in enumerate(BAND_ENDS):
        if band < n_measured:
            left = min(left, max(observed_at(curve, start, end, late), curve.floor))
        elif whole is not None and band < whole.n_measured:
            left *= whole.unpaid[band] / whole.unpaid[band - 1]
        else:
            left *= late.goes_on(start, end)
        unpaid.append(left)
        start = end
    if never_part is None:
        never_part = late.never_share(BAND_ENDS[-1])
    return Target(tuple(unpaid), n_measured, left * never_part)


def observed_at(curve: Curve, start: int, end: int, late: LateStage) -> float:
    """Share unpaid at the end of a band.

    Once too few are followed, old debts go on as those of the base; young ones at the intensity of
    their band so far, which would take old debts for paid within weeks.
    """
    last = curve.last_age
    if last >= end or not curve.has_open:
        return curve.unpaid_at(end)
    left = curve.unpaid_at(last)
    if last >= OLD_DAYS:
        return left * late.goes_on(last, end)
    if last <= start:
        return left
    return float(left * (left / curve.unpaid_at(start)) ** ((end - last) / (last - start)))


def shape_of(curve: Curve, goal: Target, variance: float) -> dict[int, float]:
    """Cumulate the hazard of a curve to the end of each of its steps, and of each band."""
    unpaid = dict(zip(BAND_ENDS, goal.unpaid, strict=True))
    start = int(curve.first_age) - 1
    for end in BAND_ENDS[: goal.n_measured]:
        for age in _steps(curve, start, end):
            unpaid[age] = max(curve.unpaid_at(age), curve.floor)
        start = end
    ages = sorted(unpaid)
    payable = goal.payable(np.array([unpaid[age] for age in ages]))
    return dict(zip(ages, cumulated_hazard(payable, variance).tolist(), strict=True))


def shape_by_band(
    curve: Curve, n_measured: int, own: dict[int, float], common: dict[int, float]
) -> dict[int, float]:
    """Take the shape of each measured band from its payments, else from the whole ledger.

    Parameters
    ----------
    curve
        Of the segment.
    n_measured
        Its bands that are measured.
    own, common
        Shapes of the segment and of the ledger (`shape_of`).

    Returns
    -------
    dict
        Days past due → rank of the band + part of its hazard that has accrued by then.
    """
    shape: dict[int, float] = {}
    start = BEFORE_ISSUE
    for band, end in enumerate(BAND_ENDS):
        paid = curve.paid[(curve.ages > start) & (curve.ages <= end)].sum()
        source = own if band < n_measured and paid >= FEWEST_PAYMENTS else common
        base = source[start] if band else 0.0
        rise = source[end] - base
        for age in (age for age in source if start < age <= end):
            part = (source[age] - base) / rise if rise > 0.0 else float(age == end)
            shape[age] = band + part
        start = end
    return shape


def _steps(curve: Curve, start: int, end: int) -> list[int]:
    """Find the ends of the steps inside a band; a day that holds enough is one of its own."""
    enough = max(STEP_SHARE * float(curve.at_risk.max()), 1.0)
    ends, held = set[int](), 0.0
    first = max(start + 1, curve.first_age)
    for age in range(first, min(end, curve.last_age)):
        paid = float(curve.paid[age - curve.first_age])
        if paid >= enough and age > first:
            ends.add(age - 1)
            held = 0.0
        held += paid
        if held >= enough:
            ends.add(age)
            held = 0.0
    return sorted(ends)


def hazard_steps(
    goal: Target, shape: dict[int, float], terms_days: int, variance: float
) -> tuple[HazardStep, ...]:
    """Solve a segment's hazard: its own levels by band, a shape inside each band.

    Parameters
    ----------
    goal
        What the expected curve must pass through.
    shape
        Days past due → rank of the band + part of its hazard (`shape_by_band`).
    terms_days
        [days] Terms of the segment: no intensity accrues before the issue of an invoice.
    variance
        Of the customers' frailty.

    Returns
    -------
    tuple of HazardStep
        (day past due of the close from which it holds, intensity per day).
    """
    levels = goal.levels(variance)
    cumulated: dict[int, float] = {}
    start, start_level = BEFORE_ISSUE, 0.0
    for band, (end, level) in enumerate(zip(BAND_ENDS, levels.tolist(), strict=True)):
        for age in (age for age in shape if start < age <= end):
            cumulated[age] = start_level + (shape[age] - band) * (level - start_level)
        start, start_level = end, level
    return _intensities(cumulated, terms_days)


def _intensities(cumulated: dict[int, float], terms_days: int) -> tuple[HazardStep, ...]:
    """Spread the cumulated hazard evenly over the closes of each step, from the day of issue."""
    steps: list[HazardStep] = []
    start, below = -terms_days, 0.0
    for age, level in sorted(cumulated.items()):
        if age <= start:
            continue
        risen = max(level - below, 0.0)  # rounding may take a hair off a level that stays
        intensity = min(risen / (age - start), LARGEST_INTENSITY)
        steps.append((start, float(f"{intensity:.6g}")))
        start, below = age, below + intensity * (age - start)
    return tuple(steps)
