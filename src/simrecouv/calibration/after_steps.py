"""How fast cases are paid after each step of a dunning log, against the same ages before it.

**Not causal.** Cases that get a step are those that others like them did not need: the hard ones
get more steps. Steps come by the clock, so that a penalty 60 days after a notification also
measures what 60 days do. A log may write a step only for cases that stayed unpaid for weeks after
it: no payment follows it then, whatever it did (the public log of 74,877 fines shows 1 payment in
1.3 million case-days within 30 days of a notification). A low hazard after a step does not say that
the step slows payments, nor a high one that it brings them. `NOT_CAUSAL` goes with every frame.

A case is followed from the day after its creation to its payment, its hand-over to collection or
the last day of the log. It counts as *before* a step up to and with the day of the step, and as
*after* it from the next day on, until another step. With D payments in E case-days after the step,
the hazard is D/E; what the same case-days would give before the step is Σ e_a · h_a, with e_a
the case-days at age a and h_a the hazard at that age of the cases that have not reached the step.

Intervals: delete-one-group jackknife on logarithms, groups of customers where the log names them,
else of months of creation, since letters leave in batches.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from simrecouv.calibration.case_curves import months_of
from simrecouv.calibration.followed import days, followed_cases, step_days
from simrecouv.estimation import CONFIDENCE
from simrecouv.intake.dunning_log import DunningLog
from simrecouv.units import NEVER
from simrecouv.vocabulary import CaseStep, Label

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOT_CAUSAL = Label(
    "Ces taux ne disent pas l'effet des étapes : les dossiers difficiles en reçoivent plus, et les "
    "étapes tombent à date fixe.",
    "These rates are not the effect of the steps: hard cases get more of them, and steps fall on "
    "fixed dates.",
)
BY_CUSTOMER = Label("intervalles par groupes de clients", "intervals by groups of customers")
BY_MONTH = Label("intervalles par mois de création", "intervals by months of creation")

#: Days after a step, both included.
WINDOWS = ((1, 7), (8, 30), (31, 60), (61, 180))
#: Groups that are left out in turn.
N_GROUPS = 24


class _Cases(NamedTuple):
    """Last day at risk of each case, whether it is paid on it, and its group."""

    exit: Ints
    is_paid: NDArray[np.bool_]
    group: Ints


def step_hazards(log: DunningLog) -> pd.DataFrame:
    """Measure the hazard of payment after each step, against cases of the same age before it.

    These are **not** effects of the steps (see the module): the frame says so in
    ``attrs["warning"]``, a `Label`.

    Returns
    -------
    DataFrame
        step; from_day, to_day ([days] after the step); cases (at risk in the window), case_days,
        payments; hazard [per day] with low, high; hazard_before [per day], of cases of the same
        ages that have not reached the step; ratio of the two with ratio_low, ratio_high. NaN where
        nothing tells. 95 % intervals; ``attrs["clusters"]`` says what is clustered.
    """
    steps = {str(step): _ages(log, str(step)) for step in log.steps["step"].unique()}
    cases, clusters = _cases(log, steps)
    rows = []
    for step, at in steps.items():
        before = _tally(cases, np.zeros_like(at), np.minimum(at, cases.exit))
        following = _next(at, steps)
        for first, last in WINDOWS:
            low, high = at + first - 1, np.minimum(np.minimum(at + last, following), cases.exit)
            after = _tally(cases, low, high)
            n_cases = int((high > low).sum())
            if n_cases:
                rows.append(_row(before, after) | _where(step, first, last, n_cases))
    columns = ["step", "from_day", "to_day", "cases", "case_days", "payments", "hazard", "low"]
    columns += ["high", "hazard_before", "ratio", "ratio_low", "ratio_high"]
    found = pd.DataFrame(rows, columns=columns)
    found.attrs |= {"warning": NOT_CAUSAL, "clusters": clusters}
    return found


def _where(step: str, first: int, last: int, n_cases: int) -> dict[str, object]:
    return {"step": step, "from_day": first, "to_day": last, "cases": n_cases}


def _ages(log: DunningLog, step: str) -> Ints:
    """Age of each case at a step [days]."""
    day = step_days(log, step)
    taken = ~np.isnat(day)
    created = days(log.cases["created_date"])
    age = (np.where(taken, day, created) - created).astype(np.int64)
    return np.where(taken, age, NEVER)


def _next(at: Ints, steps: dict[str, Ints]) -> Ints:
    """Age at the first other step that comes after."""
    following = np.full(at.size, NEVER, dtype=np.int64)
    for other in steps.values():
        following = np.where(other > at, np.minimum(following, other), following)
    return following


def _cases(log: DunningLog, steps: dict[str, Ints]) -> tuple[_Cases, Label]:
    followed = followed_cases(log)
    age, is_paid = followed["age"].to_numpy(), followed["is_paid"].to_numpy(dtype=bool)
    handed = steps.get(CaseStep.COLLECTION.value, np.full(age.size, NEVER))
    named = bool((followed["customer_id"] != "").all())
    clusters = followed["customer_id"] if named else months_of(followed)
    group = pd.factorize(np.asarray(clusters), sort=True)[0] % N_GROUPS
    cases = _Cases(np.minimum(age, handed), is_paid & (age <= handed), group.astype(np.int64))
    return cases, BY_CUSTOMER if named else BY_MONTH


def _tally(cases: _Cases, after: Ints, last: Ints) -> tuple[Floats, Floats]:
    """Case-days and payments, by group and age, of the ages in (after, last] of each case."""
    kept = last > after
    n_ages = int(cases.exit.max()) + 2
    place = cases.group * n_ages

    def count(ages: Ints, rows: NDArray[np.bool_]) -> Floats:
        found = np.bincount((place + ages)[rows], minlength=N_GROUPS * n_ages)
        return found.reshape(N_GROUPS, n_ages).astype(np.float64)

    at_risk = np.cumsum(count(after + 1, kept) - count(last + 1, kept), axis=1)
    inside = kept & cases.is_paid & (cases.exit > after) & (cases.exit <= last)
    return at_risk, count(cases.exit, inside)


def _row(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> dict[str, float]:
    case_days, payments = after
    used = np.flatnonzero(case_days.sum(axis=1) > 0)
    whole = _measures(*before, *after)
    left = [
        _measures(*(part.sum(axis=0, keepdims=True) - part[[group]] for part in (*before, *after)))
        for group in used
    ]
    hazard, ratio = (_ends(whole[k], np.array([one[k] for one in left])) for k in (0, 2))
    return {
        "case_days": int(case_days.sum()),
        "payments": int(payments.sum()),
        "hazard": whole[0],
        "low": hazard[0],
        "high": hazard[1],
        "hazard_before": whole[1],
        "ratio": whole[2],
        "ratio_low": ratio[0],
        "ratio_high": ratio[1],
    }


def _measures(
    before_days: Floats, before_paid: Floats, after_days: Floats, after_paid: Floats
) -> tuple[float, float, float]:
    """Hazard after, hazard before at the same ages, and their ratio at ages that have both."""
    at_risk, paid = before_days.sum(axis=0), before_paid.sum(axis=0)
    case_days, payments = after_days.sum(axis=0), after_paid.sum(axis=0)
    both = at_risk > 0
    expected = float((case_days[both] * paid[both] / at_risk[both]).sum())
    compared = float(case_days[both].sum())
    return (
        _over(float(payments.sum()), float(case_days.sum())),
        _over(expected, compared),
        _over(float(payments[both].sum()), expected),
    )


def _ends(value: float, left: Floats) -> tuple[float, float]:
    """95 % interval of a positive measure, by the jackknife on its logarithm."""
    n = left.size
    if n < 2 or not value > 0.0 or not (left > 0.0).all():
        return np.nan, np.nan
    spread = np.std(np.log(left)) * np.sqrt(n - 1.0)
    half = float(special.stdtrit(n - 1, 0.5 + CONFIDENCE / 2.0) * spread)
    return value * float(np.exp(-half)), value * float(np.exp(half))


def _over(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator > 0.0 else np.nan
