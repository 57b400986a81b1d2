"""Does the first part predict the second? The break is found, told, and re-levelled.

Cohorts created in some months are fitted, later ones are watched. At each age, each month of the
watch is a look; `simrecouv.calibration.break_scan` states the false-alarm rate of the whole watch.
Only months whose every case is followed to the age are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simrecouv.calibration.break_scan import Scan, scan_months
from simrecouv.calibration.break_words import sentence_of
from simrecouv.calibration.case_curves import case_curve, cohorts, months_of, relevelled
from simrecouv.calibration.followed import followed_of
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.intake.dunning_log import DunningLog
from simrecouv.vocabulary import Lang

#: Ages that are looked at [days]: of cases since creation, of invoices past due. The first one is
#: that at which a prediction is re-levelled.
CASE_AGES, INVOICE_AGES = (30, 90, 180, 365), (0, 30, 60, 90)
#: Probability that a watch ever tells a break though nothing changed.
FALSE_ALARM = 0.05
#: Months that must be fitted: fewer do not tell how months differ.
FEWEST_MONTHS = 6


@dataclass(frozen=True, eq=False)
class Break:
    """What a watch found.

    Attributes
    ----------
    since : str or None
        Month since which the first alarm dates the break; None without a break.
    fitted, watched : tuple of str
        First and last month of each part.
    seen_age : int
        [days] Age at which the prediction is re-levelled.
    false_alarm : float
        Probability of an alarm during this watch if nothing changed.
    gaps : DataFrame
        age; cases; predicted, observed, relevelled (shares paid); miss (observed − predicted),
        relevelled_miss. Cohorts since the break, or of the whole watch without one. NaN where
        no case is followed to the age.
    months : DataFrame
        age, month, cases, observed (share paid), expected (mean of the fitted months), z
        (standardised difference), statistic, threshold, is_alarm. One row per look.
    curves : DataFrame
        curve (``"predicted"``, ``"observed"``, ``"relevelled"``), age, paid_share, day by day,
        of the cohorts of `gaps`; `simrecouv.figures.plot_case_curves` draws it.
    """

    since: str | None
    fitted: tuple[str, str]
    watched: tuple[str, str]
    seen_age: int
    false_alarm: float
    gaps: pd.DataFrame
    months: pd.DataFrame
    curves: pd.DataFrame

    @property
    def is_break(self) -> bool:
        """Whether the watched cohorts pay otherwise."""
        return self.since is not None

    def sentence(self, lang: Lang = "fr") -> str:
        """Tell the break and the miss, or their absence, in one sentence."""
        return sentence_of(self.gaps, self.since, self.fitted, self.watched, self.false_alarm, lang)


def find_break(
    source: DunningLog | RealLedger | pd.DataFrame,
    fitted: tuple[str, str],
    watched: tuple[str, str] | None = None,
    *,
    ages: Sequence[int] | None = None,
    false_alarm: float = FALSE_ALARM,
) -> Break:
    """Tell whether later cohorts pay as the fitted ones, and re-level the prediction if asked.

    Parameters
    ----------
    source
        A dunning log (cohorts by creation, age since creation), a ledger (cohorts by issue, age
        past due), or a frame with columns cohort, age, is_paid, followed.
    fitted, watched
        First and last month of each part, as ``("2000-01", "2001-12")``; by default everything
        after the fitted part is watched.
    ages
        [days] Ages that are looked at; the prediction is re-levelled at the first. By default 30,
        90, 180, 365 (0, 30, 60, 90 for a ledger).
    false_alarm
        Probability that the watch tells a break though nothing changed.

    Raises
    ------
    StudyError
        If fewer than 6 months can be fitted, or none watched; if the parts overlap.

    Examples
    --------
    Of 100 cases a month, 30 are paid on day 10, year after year; from 2003 on, 60.

    >>> days = np.repeat(pd.date_range("2000-01-01", "2003-12-01", freq="MS"), 100)
    >>> is_paid = np.tile(np.arange(100), 48) < np.where(days.year < 2003, 30, 60)
    >>> cases = {"cohort": days, "age": 10, "is_paid": is_paid, "followed": 400}
    >>> cases = pd.DataFrame(cases).assign(age=lambda c: c["age"].where(c["is_paid"], 400))
    >>> find_break(cases, ("2000-01", "2001-12"), ("2002-01", "2002-12")).is_break
    False
    >>> find_break(cases, ("2000-01", "2001-12"), ("2003-01", "2003-12")).since
    '2003-01'
    """
    cases = followed_of(source)
    ages = sorted(ages or (INVOICE_AGES if isinstance(source, RealLedger) else CASE_AGES))
    if not 0.0 < false_alarm < 1.0:
        raise StudyError(f"false_alarm = {false_alarm}: a probability between 0 and 1 expected")
    first, second = _parts(cases, fitted, watched)
    looks, since = _looks(first, second, ages, false_alarm)
    late = second if since is None else second[months_of(second) >= np.datetime64(since)]
    curves = _curves(first, late, ages)
    return Break(
        since=since,
        fitted=_span(first),
        watched=_span(second),
        seen_age=ages[0],
        false_alarm=false_alarm,
        gaps=_gaps(curves, late, ages),
        months=looks,
        curves=curves.melt(ignore_index=False, var_name="curve", value_name="paid_share")
        .reset_index()
        .loc[:, ["curve", "age", "paid_share"]],
    )


def _parts(
    cases: pd.DataFrame, fitted: tuple[str, str], watched: tuple[str, str] | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    first = cohorts(cases, *fitted)
    last_fitted = months_of(first).max()
    if watched is None:
        watched = (str(last_fitted + 1), str(max(months_of(cases).max(), last_fitted + 1)))
    second = cohorts(cases, *watched)
    if months_of(second).min() <= last_fitted:
        raise StudyError(f"the watched part starts in {watched[0]}, before the fitted one ends")
    return first, second


def _span(cases: pd.DataFrame) -> tuple[str, str]:
    months = months_of(cases)
    return str(months.min()), str(months.max())


def _looks(
    first: pd.DataFrame, second: pd.DataFrame, ages: Sequence[int], false_alarm: float
) -> tuple[pd.DataFrame, str | None]:
    """Look at every month and age; return the looks, and the month since when it is a break."""
    frames, starts = [], []
    for age in ages:
        fitted, watched = _months(first, age), _months(second, age)
        if len(fitted) < FEWEST_MONTHS:
            raise StudyError(
                f"{len(fitted)} months are followed to {age} days in the fitted part: at least "
                f"{FEWEST_MONTHS} tell how months differ; fit more months, or ask for smaller ages"
            )
        if watched.empty:
            continue
        both = pd.concat([fitted, watched])
        place = (both.index.to_numpy().astype("datetime64[M]")).astype(np.int64)
        shares, n = both["observed"].to_numpy(), both["cases"].to_numpy()
        scan = scan_months(shares, n, place, len(fitted), false_alarm / len(ages))
        frames.append(_frame(watched, age, scan))
        starts += _starts(watched, scan)
    if not frames:
        raise StudyError(f"no watched month is followed to {ages[0]} days yet")
    # The earliest alarm tells; in the same month, the strongest.
    since = min(starts)[2] if starts else None
    return pd.concat(frames, ignore_index=True), since


def _starts(watched: pd.DataFrame, scan: Scan) -> list[tuple[str, float, str]]:
    """Month of the first alarm, its strength (stronger is lower), and the month that it dates."""
    alarms = np.flatnonzero(scan.alarms)
    if not alarms.size:
        return []
    place = int(alarms[0])
    strength = abs(float(scan.statistic[place])) / scan.threshold
    return [(str(watched.index[place]), -strength, str(watched.index[scan.start(place)]))]


def _months(cases: pd.DataFrame, age: int) -> pd.DataFrame:
    """Cases and share paid by an age, of the months whose every case is followed to it."""
    is_paid = cases["is_paid"].to_numpy(dtype=bool) & (cases["age"].to_numpy() <= age)
    month = months_of(cases).astype(str)
    rows = pd.DataFrame({"paid": is_paid, "followed": cases["followed"].to_numpy()})
    found = rows.groupby(month).agg(
        cases=("paid", "size"), observed=("paid", "mean"), followed=("followed", "min")
    )
    return found[found["followed"] >= age].drop(columns="followed")


def _frame(watched: pd.DataFrame, age: int, scan: Scan) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age": age,
            "month": watched.index,
            "cases": watched["cases"].to_numpy(),
            "observed": watched["observed"].to_numpy(),
            "expected": scan.level,
            "z": scan.z,
            "statistic": scan.statistic,
            "threshold": scan.threshold,
            "is_alarm": scan.alarms,
        }
    )


def _curves(first: pd.DataFrame, late: pd.DataFrame, ages: Sequence[int]) -> pd.DataFrame:
    """Predicted, observed and re-levelled shares, one row per day."""
    days = range(min(0, ages[0]), ages[-1] + 1)
    curves = pd.DataFrame(
        {
            "predicted": case_curve(first, ages=days).set_index("age")["paid_share"],
            "observed": case_curve(late, ages=days).set_index("age")["paid_share"],
        }
    )
    seen = float(curves["observed"].loc[ages[0]])
    return curves.assign(relevelled=relevelled(curves["predicted"], ages[0], seen))


def _gaps(curves: pd.DataFrame, late: pd.DataFrame, ages: Sequence[int]) -> pd.DataFrame:
    gaps = curves.loc[list(ages)].reset_index()
    gaps.insert(1, "cases", case_curve(late, ages=ages)["cases"].to_numpy())
    return gaps.assign(
        miss=gaps["observed"] - gaps["predicted"],
        relevelled_miss=gaps["observed"] - gaps["relevelled"],
    )
