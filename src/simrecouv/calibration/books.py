"""The books of a company as the starting state of a simulation of its calibrated scenario.

From the start on, the simulation goes on from what the ledger records: its open items as they are,
each customer as what it paid shows it to be. A backtest hides what came after the start, and gives
the simulation the very orders that were placed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.fit import Fit
from simrecouv.calibration.portfolio import segments_in
from simrecouv.calibration.settled import LEFT_OUT, settlements
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.scenario.opening import LONGEST_RECORDED_TERMS, OLDEST_RECORDED_DAYS
from simrecouv.vocabulary import Ending, Settling

Ints = NDArray[np.int64]

#: [days] Invoices paid longer ago than this before the start say little of their customers.
RECORDED_DAYS = 760
#: [days] Orders that are given may come this long after the start: those of the measured year.
GIVEN_DAYS = 365
#: Endings of invoices that no simulation can go on from.
GONE = (*LEFT_OUT, Ending.CANCELLED.value, Ending.WRITTEN_OFF.value)


def with_books(
    fitted: Fit | Scenario,
    ledger: RealLedger,
    start: date | None = None,
    orders: Literal["drawn", "given"] = "drawn",
) -> Scenario:
    """Let a calibrated scenario start from the open items of its ledger.

    Parameters
    ----------
    fitted
        What `fit_ledger` or `calibrate` made of this ledger, or of its part before `start`. A fit
        also says what the policy in force did to payments (`contact_factor`), which tells slow
        payers from chased ones.
    ledger
        The invoices and payments of the company.
    start
        First day of the simulation; what the ledger records from then on is hidden from it. The
        day after the ledger's last by default.
    orders
        From the start on, orders are drawn, or are the invoices of the ledger (``"given"``).

    Returns
    -------
    Scenario
        With its table ``opening``. A customer of several segments is one customer in each, with
        the same luck.

    Raises
    ------
    StudyError
        If the segments of the ledger are not those of the scenario, or nothing is recorded.

    Examples
    --------
    >>> from simrecouv.calibration import calibrate, example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> ledger = read_ledger(example_ledger_path())
    >>> scenario = with_books(calibrate(ledger), ledger)
    >>> scenario.simulation.start.isoformat(), len(scenario.opening.customer) > 1000
    ('2026-01-01', True)
    """
    scenario = fitted.scenario if isinstance(fitted, Fit) else fitted
    factor = contact_factor(fitted) if isinstance(fitted, Fit) else ()
    start = start or ledger.as_of + timedelta(days=1)
    rows = recorded_rows(ledger, start, orders)
    rows["segment"] = segments_in(scenario, ledger)[rows.index]
    missing = [name for name in scenario.segments if name not in set(rows["segment"])]
    if missing:
        raise StudyError(
            f"segment {missing[0]!r} of the scenario has no invoice in {ledger.quality.source}: "
            "the books must be those of the ledger that the scenario was calibrated on"
        )
    tables = to_tables(scenario)
    tables["simulation"] |= {"start": start.isoformat()}
    opening = _opening(rows, list(scenario.segments))
    tables["opening"] = {"orders": orders, "contact_factor": factor, **opening}
    listed = pd.Series(tables["opening"]["segment"]).value_counts()
    for name, table in tables["segments"].items():
        rate = table["orders_per_customer_per_year"] * table["customers"] / int(listed[name])
        table |= {"customers": int(listed[name]), "orders_per_customer_per_year": rate}
    return scenario_from(tables, source=f"books of {ledger.quality.source}")


def contact_factor(fit: Fit) -> tuple[tuple[int, float], ...]:
    """Return what the policy in force multiplied intensities by, by days past due, on average."""
    steps: list[tuple[int, float]] = []
    for place, factor in enumerate(fit.known.lifts[-1].multiplier.round(3).tolist()):
        if not steps or factor != steps[-1][1]:
            steps.append((fit.sample.first_age + place, factor))
    return tuple(steps) if len(steps) > 1 or steps[0][1] != 1.0 else ()


def recorded_rows(ledger: RealLedger, start: date, orders: str) -> pd.DataFrame:
    """Return the invoices that a simulation from `start` takes over.

    Returns
    -------
    DataFrame
        customer_id; issue_day, due_day, paid_day [days from `start`; paid_day is 0 if it was not
        paid before]; amount_cents left to pay at the start, or paid. Indexed as the ledger.
    """
    seen = settlements(ledger)
    invoices, zero = ledger.invoices, np.datetime64(start, "D")
    issue, due = (_days(invoices[name], zero) for name in ("issue_date", "due_date"))
    is_paid = seen["is_paid"].to_numpy()
    paid = np.where(is_paid & (due + seen["age"] < 0), due + seen["age"], 0)
    paid = np.where(paid < 0, np.maximum(paid, issue), 0)
    left = invoices["amount_cents"].to_numpy() - _settled_before(ledger, start)
    rows = pd.DataFrame(
        {
            "customer_id": invoices["customer_id"],
            "issue_day": issue,
            "due_day": np.clip(due, issue, issue + LONGEST_RECORDED_TERMS),
            "paid_day": paid,
            "amount_cents": np.where(paid < 0, invoices["amount_cents"], left),
        }
    )
    last_issue = GIVEN_DAYS if orders == "given" else 0
    kept = (issue < last_issue) & (issue >= -OLDEST_RECORDED_DAYS) & (rows["amount_cents"] > 0)
    kept &= (paid == 0) | (paid >= -RECORDED_DAYS)
    gone = seen["ending"].isin(GONE).to_numpy() & (due + seen["age"].to_numpy() < 0)
    taken: pd.DataFrame = rows[kept & ~gone]
    return taken


def _settled_before(ledger: RealLedger, start: date) -> Ints:
    """Sum what had settled each invoice before a day [cents], write-offs apart."""
    payments = ledger.payments
    before = payments["paid_date"] < pd.Timestamp(start)
    before &= payments["kind"] != Settling.WRITTEN_OFF.value
    sums = payments[before].groupby("invoice_id")["amount_cents"].sum()
    settled: Ints = ledger.invoices["invoice_id"].map(sums).fillna(0).to_numpy().astype(np.int64)
    return settled


def _opening(rows: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    """State recorded invoices as the table ``opening`` of a scenario."""
    place = rows["segment"].map({name: k for k, name in enumerate(names)})
    pairs = pd.MultiIndex.from_arrays([place, rows["customer_id"]])
    customers = pairs.unique().sort_values()
    ids = customers.get_level_values(1)
    first = pd.Series(np.arange(len(ids)), index=ids).groupby(level=0).min()
    return {
        "segment": [names[k] for k in customers.get_level_values(0)],
        "same_as": first[ids].tolist(),
        "customer": customers.get_indexer(pairs).tolist(),
        **{
            name: rows[name].astype(int).tolist()
            for name in ("issue_day", "due_day", "amount_cents", "paid_day")
        },
    }


def _days(dates: pd.Series, zero: np.datetime64) -> Ints:
    days: Ints = (dates.to_numpy().astype("datetime64[D]") - zero).astype(np.int64)
    return days
