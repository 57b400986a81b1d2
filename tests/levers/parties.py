"""Small scenarios with one third party each: nobody pays by itself, everybody has the money.

A policy has one step, 20 or 30 days past due (a factor buys before), unless a test states others.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from levers.small import FAR, NEVER_PAYS, Days, Table, act, rows_day, simulated, small, working
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Kind
from simrecouv.world import World, build_world

PLACE = act("placement", 20, agency="any")
SUE = act("legal", 30, court="any")
CLAIM = act("claim", 30)
#: Five days after the invoice, whose terms are 30 days.
ASSIGN = act("factoring", -25, factor="any")

#: Grants everything; 20 days to the decision, 31 to oppose it, 13 to seize. No scale, no delay.
COURT: Table = {
    "procedure": "payment_order",
    "decision_days": 20,
    "granted_share": 1.0,
    "opposition_days": 31,
    "trial_days": 45,
    "enforcement_days": 13,
    "remittance_days": 0,
    "costs_recovered": False,
    "bailiff_scale": False,
}
#: An insurer for nothing, whose limit no customer reaches.
AMPLE: Table = {"limit_eur": 1e9, "premium_rate": 0.0, "indemnity_days": 60}
#: Customers who pay 10 days late.
LATE: Table = {"hazard": [[10, 100.0]]}


def placed(
    agency: Table | None = None, *, steps: list[Table] | None = None, **tables: Any
) -> Ledger:
    """Place invoices with an agency that does nothing unless stated, 20 days past due."""
    return _entrusted([PLACE] if steps is None else steps, "agencies", agency, **tables)


def sued(court: Table | None = None, *, steps: list[Table] | None = None, **tables: Any) -> Ledger:
    """Sue 30 days past due customers who have the money."""
    stated = {**COURT, **(court or {})}
    return _entrusted([SUE] if steps is None else steps, "courts", stated, **tables)


def factored(
    recourse: bool, factor: Table | None = None, *, steps: list[Table] | None = None, **tables: Any
) -> Ledger:
    """Assign invoices of customers who pay 10 days late."""
    stated = {"recourse": recourse, **(factor or {})}
    tables["profile"] = {**LATE, **tables.pop("profile", {})}
    return _entrusted([ASSIGN] if steps is None else steps, "factors", stated, **tables)


def insured(
    insurer: Table | None = None, *, steps: list[Table] | None = None, **tables: Any
) -> Ledger:
    """Insure customers, and claim 30 days past due."""
    policy = {"insurance": {"insurer": "any"}, **tables.pop("policy", {})}
    stated = {**AMPLE, **(insurer or {})}
    return _entrusted(
        [CLAIM] if steps is None else steps, "insurers", stated, policy=policy, **tables
    )


def guaranteed(
    guarantee: Table | None = None, *, steps: list[Table] | None = None, **tables: Any
) -> Ledger:
    """Have customers give a guarantee, and call it 30 days past due."""
    policy = {"guarantee": guarantee or {}, **tables.pop("policy", {})}
    return _entrusted([CLAIM] if steps is None else steps, policy=policy, **tables)


def _entrusted(
    steps: list[Table],
    who: str = "agencies",
    stated: Table | None = None,
    *,
    policy: Table | None = None,
    profile: Table | None = None,
    **tables: Any,
) -> Ledger:
    idle = {"intensity_per_day": 0.0} if who in ("agencies", "courts", "factors") else {}
    others = tables.pop(who, {})
    return simulated(
        {"steps": steps, **(policy or {})},
        profile={**NEVER_PAYS, "seizable_share": 1.0, **(profile or {})},
        **{who: {"any": {**idle, **(stated or {})}, **others}},
        **tables,
    )


@cache
def luck() -> World:
    """Return what the customers of a small scenario meet, whatever is done about them."""
    return build_world(small())


# === Questions to a ledger ===


def days_of_each(ledger: Ledger, kind: Kind, most: int) -> Days:
    """Days of a kind, one line an invoice; `FAR` after the last."""
    found = np.full((ledger.invoices.customer.size, most), FAR, dtype=np.int64)
    rows = ledger.of_kind(kind)
    rows = rows[np.argsort(rows["invoice"], kind="stable")]
    _, first, count = np.unique(rows["invoice"], return_index=True, return_counts=True)
    place = np.arange(rows.size) - np.repeat(first, count)
    found[rows["invoice"], place] = rows_day(rows)
    return found


def failed_day(ledger: Ledger) -> Days:
    """Day on which proceedings open against the customer of each invoice."""
    day = np.full(ledger.customer_segment.size, FAR, dtype=np.int64)
    rows = ledger.of_kind(Kind.INSOLVENCY_OPENED)
    day[rows["customer"]] = rows_day(rows)
    return day[ledger.invoices.customer]


def due_and(ledger: Ledger, days: int) -> Days:
    """First day with bank at least so many days past due: that of a step."""
    return working(ledger, ledger.invoices.due_day + days)
