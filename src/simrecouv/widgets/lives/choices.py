"""Which lives are worth reading: days to pay of each invoice, of each customer, under two policies.

When an invoice is settled is said in `simrecouv.kpi.settled`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import StudyError
from simrecouv.kpi.settled import settled_day
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Lang

Floats = NDArray[np.float64]


def days_to_pay(
    ledgers: Mapping[str, Ledger], scenario: Scenario, lang: Lang = "fr"
) -> pd.DataFrame:
    """List the invoices of the measured year by how much later or sooner the trial has them paid.

    Parameters
    ----------
    ledgers
        Of one world, under the reference, then under the trial.
    scenario
        Where segments and profiles have their labels.

    Returns
    -------
    DataFrame
        One row per invoice issued under both policies, the most different first: invoice,
        customer, segment, profile, amount_eur (incl. VAT), reference_days and trial_days (from
        issue, NaN: not settled), difference_days (trial less reference; what is not settled counts
        until the end of the simulation, so that a difference from it is a least one).

    Raises
    ------
    StudyError
        If there are not two ledgers, or they are not of one world.

    Examples
    --------
    >>> from simrecouv.compare.bench import Bench
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b", ["segments.pme.customers=20"])
    >>> ledgers = Bench().ledgers(scenario, ["douce", "nothing"], 0)
    >>> float(days_to_pay(ledgers, scenario)["difference_days"].iloc[0]) > 30
    True
    """
    if len(ledgers) != 2:
        raise StudyError(f"two ledgers expected, a reference and a trial: got {len(ledgers)}")
    check_same_world(ledgers)
    reference, trial = ledgers.values()
    facts = reference.invoices
    is_measured = (facts.order_day >= 0) & (facts.order_day < reference.cohort_days)
    is_issued = facts.is_issued & trial.invoices.is_issued
    chosen = np.flatnonzero(is_measured & is_issued)
    days = {name: _days(ledger)[chosen] for name, ledger in ledgers.items()}
    counted = {name: _counted(ledger, days[name], chosen) for name, ledger in ledgers.items()}
    before, after = ledgers
    owner = facts.customer[chosen]
    frame = pd.DataFrame(
        {
            "invoice": chosen,
            "customer": owner,
            "segment": segment_labels(reference, scenario, lang)[facts.segment[chosen]],
            "profile": profile_labels(reference, scenario, lang)[reference.customer_profile[owner]],
            "amount_eur": facts.gross_cents[chosen] / 100.0,
            "reference_days": days[before],
            "trial_days": days[after],
            "difference_days": counted[after] - counted[before],
        }
    )
    return _most_different_first(frame)


def customers_to_read(invoices: pd.DataFrame) -> pd.DataFrame:
    """Gather invoices by customer, the most different first.

    Parameters
    ----------
    invoices
        As `days_to_pay` returns them.

    Returns
    -------
    DataFrame
        One row per customer: customer, segment, profile, invoices, amount_eur (incl. VAT),
        not_settled (invoices not settled under one policy or the other), reference_days and
        trial_days (means weighted by amount, over invoices settled under both), difference_days
        (mean over all, weighted by amount).
    """
    weight = invoices["amount_eur"]
    both = invoices[["reference_days", "trial_days"]].notna().all(axis=1)
    parts = invoices[["customer", "segment", "profile"]].assign(
        invoices=1,
        amount_eur=weight,
        not_settled=(~both).astype(int),
        settled_eur=weight.where(both, 0.0),
        reference_days=(weight * invoices["reference_days"]).where(both, 0.0),
        trial_days=(weight * invoices["trial_days"]).where(both, 0.0),
        difference_days=weight * invoices["difference_days"],
    )
    found = parts.groupby(["customer", "segment", "profile"], as_index=False).sum()
    settled = found.pop("settled_eur").replace(0.0, np.nan)
    for column, total in (
        ("reference_days", settled),
        ("trial_days", settled),
        ("difference_days", found["amount_eur"]),
    ):
        found[column] = found[column] / total
    return _most_different_first(found)


def invoices_of(invoices: pd.DataFrame, customer: int) -> pd.DataFrame:
    """Keep the invoices of one customer, the most different first.

    Raises
    ------
    StudyError
        If none is its own.
    """
    mine = invoices[invoices["customer"] == customer]
    if mine.empty:
        raise StudyError(f"no invoice of customer {customer!r} among those measured")
    return mine.reset_index(drop=True)


def check_same_world(ledgers: Mapping[str, Ledger]) -> None:
    """Refuse ledgers whose orders differ: their lives cannot be set side by side.

    Raises
    ------
    StudyError
        If there is none, or they are not of one world.
    """
    if not ledgers:
        raise StudyError("no ledger given: at least one expected")
    first, *others = (ledger.invoices for ledger in ledgers.values())
    for other in others:
        for name in ("customer", "order_day", "gross_cents"):
            if not np.array_equal(getattr(first, name), getattr(other, name)):
                raise StudyError("these ledgers are not of one world: their orders differ")


def segment_labels(ledger: Ledger, scenario: Scenario, lang: Lang) -> NDArray[np.object_]:
    """Return the label of each segment number."""
    labels = [shown(scenario.segments[name].label, name, lang) for name in ledger.segments]
    return np.array(labels, dtype=object)


def profile_labels(ledger: Ledger, scenario: Scenario, lang: Lang) -> NDArray[np.object_]:
    """Return the label of each profile number."""
    labels = [shown(scenario.profiles[name].label, name, lang) for name in ledger.profiles]
    return np.array(labels, dtype=object)


def _days(ledger: Ledger) -> Floats:
    """Return the days from issue to settlement."""
    days: Floats = settled_day(ledger) - ledger.invoices.issue_day
    return days


def _counted(ledger: Ledger, days: Floats, chosen: NDArray[np.int64]) -> Floats:
    """Count what is not settled until the end of the simulation."""
    until = ledger.until_day - ledger.invoices.issue_day[chosen]
    return np.where(np.isnan(days), until, days)


def _most_different_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Sort by absolute difference, then by amount."""
    by = pd.DataFrame(
        {"difference": frame["difference_days"].abs(), "amount": frame["amount_eur"]}
    ).sort_values(["difference", "amount"], ascending=False, kind="stable")
    return frame.loc[by.index].reset_index(drop=True)
