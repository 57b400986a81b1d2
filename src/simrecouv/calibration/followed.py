"""Cases and invoices, each reduced to when it was paid, or to how long it was followed unpaid.

A case is paid on the date of the first payment with which the total paid covers what was owed on
that date: its amount, plus what every step added by then, or the principal that a step put in its
place once its date is past. Where a log only sums the payments up, the last one is that date.

**Censoring.** Every case is followed to the last day of the log. A hand-over to collection does not
cut this short: payments after it may never be recorded, and the share paid is then what the sender
itself received (a case handed over unpaid stays unpaid in it, among all the cases). The hazards of
`simrecouv.calibration.after_steps` follow a case up to its hand-over only.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.settled import settlements
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.intake.dunning_log import DunningLog
from simrecouv.vocabulary import Ending
from simrecouv.world.addressing import MASK, absorb, name_word, uniform

Ints = NDArray[np.int64]
Days = NDArray[np.datetime64]

#: Columns of a frame of followed cases.
FOLLOWED = ("cohort", "age", "is_paid", "followed")
#: Endings of invoices that no cohort holds.
NEVER_OWED = (Ending.CASH_SALE.value, Ending.UNSEEN.value, Ending.CANCELLED.value)
NO_DAY = np.datetime64("NaT", "D")
_HALVES = name_word("halves of a dunning log")


def followed_cases(log: DunningLog) -> pd.DataFrame:
    """Reduce each case of a dunning log to when it was paid, or how long it was followed.

    Returns
    -------
    DataFrame
        case_id, customer_id; cohort (date of creation); age ([days since creation] on the payment
        that covers what was owed, or on the last day of the log); is_paid; followed ([days] from
        creation to the last day of the log). One row per case, in the order of the log.
    """
    created = days(log.cases["created_date"])
    paid = _paid_day(log)
    followed = (np.datetime64(log.as_of) - created).astype(np.int64)
    is_paid = ~np.isnat(paid)
    age = np.where(is_paid, (np.where(is_paid, paid, created) - created).astype(np.int64), followed)
    return pd.DataFrame(
        {
            "case_id": log.cases["case_id"],
            "customer_id": log.cases["customer_id"],
            "cohort": log.cases["created_date"],
            "age": age,
            "is_paid": is_paid,
            "followed": followed,
        }
    )


def followed_invoices(ledger: RealLedger) -> pd.DataFrame:
    """Reduce each invoice of a ledger to when it was paid, or how long it was followed.

    Left out: sales for cash and invoices that credit notes cancelled, which were never owed; and
    invoices issued before payments were recorded, for those of them that were paid early are not in
    the ledger. An invoice written off stays unpaid.

    Returns
    -------
    DataFrame
        case_id (the invoice), customer_id; cohort (date of issue); age ([days past due] on the last
        payment, or on the ledger's last day); is_paid; followed ([days] from due date to the
        ledger's last day). One row per invoice, in the order of the ledger.
    """
    invoices, rows = ledger.invoices, settlements(ledger)
    frame = pd.DataFrame(
        {
            "case_id": invoices["invoice_id"],
            "customer_id": invoices["customer_id"],
            "cohort": invoices["issue_date"],
            "age": rows["age"].to_numpy(np.int64),
            "is_paid": rows["is_paid"].to_numpy(dtype=bool),
            "followed": (pd.Timestamp(ledger.as_of) - invoices["due_date"]).dt.days,
        }
    )
    kept = ~rows["ending"].isin(NEVER_OWED).to_numpy(dtype=bool)
    if ledger.observed_from is not None:
        kept &= (invoices["issue_date"] >= pd.Timestamp(ledger.observed_from)).to_numpy(dtype=bool)
    return frame[kept].reset_index(drop=True)


def followed_of(source: DunningLog | RealLedger | pd.DataFrame) -> pd.DataFrame:
    """Return the followed cases of a log, of a ledger, or of a frame that holds them already.

    Raises
    ------
    StudyError
        If a frame lacks one of `FOLLOWED`, or has no row.
    """
    if isinstance(source, DunningLog):
        return followed_cases(source)
    if isinstance(source, RealLedger):
        return followed_invoices(source)
    missing = [column for column in FOLLOWED if column not in source.columns]
    if missing or source.empty:
        raise StudyError(f"cases with columns {', '.join(FOLLOWED)} expected")
    return source


def random_half(cases: pd.DataFrame, seed: int = 2026) -> NDArray[np.bool_]:
    """Draw one half of the cases, the same whatever their order: luck is addressed by case_id.

    Examples
    --------
    >>> cases = pd.DataFrame({"case_id": [str(k) for k in range(1000)]})
    >>> half = random_half(cases)
    >>> bool(abs(half.mean() - 0.5) < 0.05), bool((random_half(cases[::-1])[::-1] == half).all())
    (True, True)
    """
    words = np.array([name_word(str(case)) for case in cases["case_id"]], dtype=np.uint64)
    drawn: NDArray[np.bool_] = uniform(absorb(words, _HALVES), seed & MASK, 0) < 0.5
    return drawn


def days(dates: pd.Series[pd.Timestamp]) -> Days:
    """Return the dates of a column as days."""
    return dates.to_numpy().astype("datetime64[D]")


def step_days(log: DunningLog, step: str) -> Days:
    """Return the day of a step for every case of the log; NaT where it was not taken."""
    rows = log.steps[log.steps["step"] == step]
    day = np.full(len(log.cases), NO_DAY)
    day[places(log, rows["case_id"])] = days(rows["date"])
    return day


def places(log: DunningLog, case_ids: pd.Series[str]) -> Ints:
    """Return the place of cases among those of the log."""
    found: Ints = pd.Index(log.cases["case_id"]).get_indexer(pd.Index(case_ids)).astype(np.int64)
    return found


def _paid_day(log: DunningLog) -> Days:
    """Day of the first payment with which a case is wholly paid; NaT where there is none."""
    place, day = places(log, log.payments["case_id"]), days(log.payments["paid_date"])
    order = np.lexsort((day, place))
    place, day = place[order], day[order]
    cents = log.payments["amount_cents"].to_numpy()[order]
    total = pd.Series(cents).groupby(place).cumsum().to_numpy()
    covered = total >= _owed_cents(log, place, day)
    paid = np.full(len(log.cases), NO_DAY)
    first = np.unique(place[covered], return_index=True)
    paid[first[0]] = day[covered][first[1]]
    return paid


def _owed_cents(log: DunningLog, place: Ints, day: Days) -> Ints:
    """Return what was owed of some cases on some days [cents].

    A step adds its amount from its date on; a principal is replaced once the date is past.
    """
    owed = log.cases["amount_cents"].to_numpy()[place].astype(np.int64)
    added, replaced_on = np.zeros_like(owed), np.full(owed.size, NO_DAY)
    index = places(log, log.steps["case_id"])
    for rows in log.steps.groupby("step", sort=False).indices.values():
        of_case = np.full(len(log.cases), -1)
        of_case[index[rows]] = rows
        row = of_case[place]
        at = np.where(row >= 0, days(log.steps["date"])[row], NO_DAY)
        added += np.where(at <= day, log.steps["added_cents"].to_numpy()[row], 0)
        principal = log.steps["owed_cents"].to_numpy()[row]
        later = np.isnat(replaced_on) | (at >= replaced_on)
        replaces = (at < day) & (principal > 0) & later
        owed, replaced_on = np.where(replaces, principal, owed), np.where(replaces, at, replaced_on)
    return owed + added
