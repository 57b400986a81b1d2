"""Does the simulation of a ledger's past tell its present? Fit a part, simulate the rest, compare.

The simulation starts from the books at the cut, and is given the orders that were placed: what is
tested is when they are paid. Each replication refits the payers on customers drawn again and draws
its own luck, so that a band holds what a ledger of this size cannot tell as well as chance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.backtest_words import sentence_of
from simrecouv.calibration.books import with_books
from simrecouv.calibration.breaks import Break, find_break
from simrecouv.calibration.facts import Facts, Shown, labels_of, month_ends, shown
from simrecouv.calibration.fit import Fit, fit_ledger
from simrecouv.calibration.followed import random_half
from simrecouv.calibration.in_force import Progress
from simrecouv.calibration.replaying import paid_day
from simrecouv.calibration.resampling import bootstrap_fits
from simrecouv.calibration.settled import settlements
from simrecouv.engine import open_runner
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.scenario import Scenario
from simrecouv.units import DAYS_PER_YEAR, NEVER, day_of
from simrecouv.vocabulary import Label, Lang
from simrecouv.world import build_world

Floats = NDArray[np.float64]

#: Share of the replications inside a band.
BAND = 0.90
#: Replications by default: both ends of a band then rest on ten of them.
REPLICATIONS = 200
#: [days] Shortest part to fit.
SHORTEST_FIT_DAYS = 180
#: [days] A month may end without invoices, at weekends and between two years.
QUIET_DAYS = 5
SIMULATING = Label("contre-épreuve", "backtest")


@dataclass(frozen=True, eq=False)
class Backtest:
    """What was predicted, and what happened.

    Attributes
    ----------
    fit : Fit
        Of the first part.
    cut : date
        First day of the second part, which is simulated.
    figures : DataFrame
        measure (``"dso_days"``, ``"unpaid_share"``, ``"late_share"``, ``"ageing_cents"``,
        ``"cash_cents"``); at (end of a month, age past due [days], start of a bucket [days]);
        observed; mean, low, high of the simulations (`BAND` of them inside).
    replications : int
    payments_break : Break or None
        Whether the second part pays otherwise; None where it is too short to tell.
    """

    fit: Fit
    cut: date
    figures: pd.DataFrame
    replications: int
    payments_break: Break | None

    def of(self, measure: str) -> pd.DataFrame:
        """Return the rows of one measure."""
        rows = self.figures[self.figures["measure"] == measure]
        return rows.drop(columns="measure").reset_index(drop=True)

    @property
    def inside(self) -> tuple[int, int]:
        """How many monthly DSO fell inside the band, and of how many."""
        return self.inside_of("dso_days")

    def inside_of(self, measure: str) -> tuple[int, int]:
        """How many values of a measure fell inside their band, and of how many."""
        rows = self.of(measure)
        return int(rows["observed"].between(rows["low"], rows["high"]).sum()), len(rows)

    @property
    def bias_days(self) -> float:
        """Mean of simulated − observed monthly DSO [days]."""
        monthly = self.of("dso_days")
        return float((monthly["mean"] - monthly["observed"]).mean())

    @property
    def half_width_days(self) -> float:
        """Mean half-width of the band of the monthly DSO [days]."""
        monthly = self.of("dso_days")
        return float(((monthly["high"] - monthly["low"]) / 2.0).mean())

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for machines; what is not finite is None."""
        rows = self.figures.assign(at=self.figures["at"].map(str))
        told = rows.astype(object).where(rows.notna(), None).to_dict(orient="records")
        return {
            "cut": self.cut.isoformat(),
            "replications": self.replications,
            "months_inside": self.inside[0],
            "months": self.inside[1],
            "bias_days": self.bias_days,
            "half_width_days": self.half_width_days,
            "break_since": self.payments_break.since if self.payments_break else None,
            "figures": told,
        }

    def sentence(self, lang: Lang = "fr") -> str:
        """Tell the verdict in one sentence, and in a second one that the payers changed."""
        inside = {name: self.inside_of(name) for name in Shown._fields}
        told = sentence_of(self.cut, inside, self.bias_days, self.half_width_days, lang)
        if self.payments_break is not None and self.payments_break.is_break:
            return f"{told} {self.payments_break.sentence(lang)}"
        return told


def backtest(
    ledger: RealLedger,
    base: Scenario | str = "pme-b2b",
    policy_in_force: str = "nothing",
    *,
    cut: date | None = None,
    predict: Literal["future", "others"] = "future",
    replications: int = REPLICATIONS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Backtest:
    """Fit a part of a ledger, simulate the rest, and compare with what happened.

    Parameters
    ----------
    ledger, base, policy_in_force
        As for `simrecouv.calibration.calibrate`.
    cut
        First day that is simulated; by default the first of a month, after two thirds of the
        ledger, and no more than a year before its end.
    predict
        ``"future"``: all that came before the cut predicts what came after. ``"others"``: half of
        the customers, drawn by `seed`, predict the other half after the cut.
    replications
        Simulations that make the bands.
    progress
        Called with (done, count, what is done).

    Raises
    ------
    StudyError
        If a part is too short, or as `simrecouv.calibration.calibrate` raises.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> test = backtest(read_ledger(example_ledger_path()), replications=10)
    >>> test.cut.isoformat(), test.inside[1]
    ('2025-09-01', 4)
    """
    if replications < 2:
        raise StudyError(f"replications = {replications}: at least 2 make a band")
    cut = cut or usual_cut(ledger)
    ends = _ends(ledger, cut)
    known, other = _parts(ledger, cut, predict, seed)
    fit = fit_ledger(known, base, policy_in_force)
    start = with_books(fit, other, cut, "given")
    first_day = day_of(other.invoices["issue_date"].min().date(), cut)
    observed = shown(_facts_of(other, cut), ends, first_day)
    simulated = []
    fits = bootstrap_fits(fit, replications, seed)
    for number, payers in enumerate(fits):
        scenario = _with_payers(start, payers)
        simulated.append(shown(_simulated(scenario, number), ends, first_day))
        if progress is not None:
            progress(number + 1, replications, SIMULATING)
    figures = _figures(observed, simulated, labels_of(cut, ends))
    return Backtest(fit, cut, figures, replications, _break(ledger, cut))


def usual_cut(ledger: RealLedger) -> date:
    """First of the month near two thirds of the ledger, about a year before its end at the soonest.

    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> usual_cut(read_ledger(example_ledger_path())).isoformat()
    '2025-09-01'
    """
    first, last = ledger.invoices["issue_date"].min().date(), ledger.as_of
    day = max(first + (last - first) * 2 // 3, last - timedelta(days=DAYS_PER_YEAR))
    nearest: date = (day + timedelta(days=15)).replace(day=1)
    return nearest


def _ends(ledger: RealLedger, cut: date) -> tuple[int, ...]:
    """List the ends of the months to compare: the ledger holds all their invoices."""
    first, last = (day.date() for day in ledger.invoices["issue_date"].agg(["min", "max"]))
    if (cut - first).days < SHORTEST_FIT_DAYS:
        raise StudyError(
            f"cut = {cut.isoformat()}: the ledger begins on {first.isoformat()}, a fit needs "
            f"{SHORTEST_FIT_DAYS} days of it"
        )
    quiet = last + timedelta(days=QUIET_DAYS)
    latest = min(day_of(min(ledger.as_of, quiet), cut), DAYS_PER_YEAR - 1)
    ends = month_ends(cut, latest)
    if not ends:
        raise StudyError(
            f"cut = {cut.isoformat()}: no whole month of invoices follows, the last one is of "
            f"{last.isoformat()}"
        )
    return ends


def _parts(ledger: RealLedger, cut: date, predict: str, seed: int) -> tuple[RealLedger, RealLedger]:
    """Split into the part that is fitted and the part that is predicted."""
    if predict == "future":
        return until(ledger, cut), ledger
    if predict != "others":
        raise StudyError(f"predict = {predict!r}: 'future' or 'others'")
    customers = pd.Series(sorted(ledger.invoices["customer_id"].unique()))
    half = set(customers[random_half(pd.DataFrame({"case_id": customers}), seed)])
    is_known = ledger.invoices["customer_id"].isin(half)
    return _only(ledger, is_known), _only(ledger, ~is_known)


def until(ledger: RealLedger, cut: date) -> RealLedger:
    """Return what a ledger showed on the eve of a day."""
    moment = pd.Timestamp(cut)
    seen = _only(ledger, ledger.invoices["issue_date"] < moment)
    payments = seen.payments[seen.payments["paid_date"] < moment].reset_index(drop=True)
    return replace(seen, payments=payments, stated_as_of=cut - timedelta(days=1))


def _only(ledger: RealLedger, rows: pd.Series[bool]) -> RealLedger:
    invoices = ledger.invoices[rows].reset_index(drop=True)
    payments = ledger.payments[ledger.payments["invoice_id"].isin(invoices["invoice_id"])]
    return replace(
        ledger,
        invoices=invoices,
        payments=payments.reset_index(drop=True),
        stated_as_of=ledger.as_of,
    )


def _facts_of(ledger: RealLedger, cut: date) -> Facts:
    seen = settlements(ledger)
    issue, due = (
        (ledger.invoices[name].to_numpy().astype("datetime64[D]") - np.datetime64(cut)).astype(
            np.int64
        )
        for name in ("issue_date", "due_date")
    )
    paid = np.where(seen["is_paid"], due + seen["age"], NEVER)
    return Facts(issue, due, paid, ledger.invoices["amount_cents"].to_numpy(dtype=np.int64))


def _with_payers(start: Scenario, fitted: Scenario) -> Scenario:
    """Return the scenario that starts from the books, with the payers of another fit."""
    segments = {
        name: segment.model_copy(update={"profiles": fitted.segments[name].profiles})
        for name, segment in start.segments.items()
    }
    return start.model_copy(
        update={
            "profiles": fitted.profiles,
            "behaviour": fitted.behaviour,
            "segments": segments,
        }
    )


def _simulated(scenario: Scenario, replication: int) -> Facts:
    """Simulate the policy in force, and tell when each invoice was wholly settled."""
    world = build_world(scenario, replication)
    ledger = open_runner(scenario, world)(scenario.simulation.baseline)
    invoices = ledger.invoices
    return Facts(
        issue_day=np.where(invoices.is_issued, invoices.issue_day, NEVER).astype(np.int64),
        due_day=invoices.due_day.astype(np.int64),
        paid_day=paid_day(ledger),
        amount_cents=invoices.gross_cents,
    )


def _figures(
    observed: Shown, simulated: list[Shown], labels: dict[str, list[object]]
) -> pd.DataFrame:
    """Put the bands beside what happened."""
    frames = []
    for measure, told in zip(Shown._fields, observed, strict=True):
        draws = np.array([getattr(one, measure) for one in simulated])
        low, high = np.quantile(draws, [0.5 - BAND / 2.0, 0.5 + BAND / 2.0], axis=0)
        frame = {
            "measure": measure,
            "at": pd.Series(labels[measure], dtype=object),
            "observed": told,
            "mean": draws.mean(axis=0),
            "low": low,
            "high": high,
        }
        frames.append(pd.DataFrame(frame))
    return pd.concat(frames, ignore_index=True)


def _break(ledger: RealLedger, cut: date) -> Break | None:
    """Look for a change of the payers after the cut, where there is enough to look at."""
    eve = cut - timedelta(days=1)
    first = ledger.invoices["issue_date"].min().date()
    try:
        return find_break(ledger, (f"{first:%Y-%m}", f"{eve:%Y-%m}"))
    except StudyError:
        return None
