"""Ledgers written by hand: bills, and the rows that happen to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np

from simrecouv.ledger import LEDGER_DTYPE, NO_DAY, Invoices, Ledger, canonical
from simrecouv.units import Phase, tick
from simrecouv.vocabulary import Kind

#: The first kind of each phase, latest phase first.
FIRST_KIND = (
    (Kind.PAYMENT_DECIDED, Phase.CLOSE),
    (Kind.AGENCY_CONTACT, Phase.THIRD_PARTIES),
    (Kind.CONTACT, Phase.DUNNING),
    (Kind.BOUGHT_BACK, Phase.BANK),
    (Kind.INVOICED, Phase.ORDERS),
    (Kind.PREVENTION_COST, Phase.WORLD),
)
COMPANY_KINDS = (Kind.PREVENTION_COST, Kind.DESK_DAY)
CUSTOMER_KINDS = (Kind.INSOLVENCY_OPENED, Kind.COMPLAINT, Kind.CUSTOMER_LOST)


class Bill(NamedTuple):
    """One order and its invoice; 20 % VAT and 30 % margin unless stated, ordered when issued.

    `premium` is what its cover costs.
    """

    issue: int
    due: int
    net: int = 10_000
    vat: int = 2_000
    margin: int = 3_000
    customer: int = 0
    order: int | None = None
    premium: int = 0


class Row(NamedTuple):
    """One event of an invoice (of customer -1 - invoice for customer events)."""

    day: int
    kind: Kind
    invoice: int
    amount: int = 0
    cost: int = 0
    detail: int = 0
    step: int = -1


def lost(order: int, **facts: int) -> Bill:
    """An order that was never invoiced."""
    return Bill(NO_DAY, NO_DAY, order=order, **facts)


def write_ledger(
    bills: list[Bill], rows: Iterable[Row] = (), *, first_day: int = 0, end_day: int = 800
) -> Ledger:
    """Build a ledger of these invoices; their INVOICED rows are added."""
    issued = [
        Row(b.issue, Kind.INVOICED, i, b.net + b.vat, b.premium, b.due)
        for i, b in enumerate(bills)
        if b.issue != NO_DAY
    ]
    events = [_event(row, bills) for row in [*issued, *rows]]
    column = {name: [getattr(b, name) for b in bills] for name in Bill._fields}
    ordered = [b.issue if b.order is None else b.order for b in bills]
    net = np.array(column["net"], dtype=np.int64)
    n_customers = max(column["customer"], default=0) + 1
    return Ledger(
        events=canonical(np.array(events, dtype=LEDGER_DTYPE)),
        invoices=Invoices(
            customer=np.array(column["customer"], dtype=np.int32),
            segment=np.zeros(len(bills), dtype=np.int32),
            order_day=np.array(ordered, dtype=np.int32),
            issue_day=np.array(column["issue"], dtype=np.int32),
            due_day=np.array(column["due"], dtype=np.int32),
            gross_cents=net + np.array(column["vat"], dtype=np.int64),
            net_cents=net,
            margin_cents=np.array(column["margin"], dtype=np.int64),
        ),
        customer_segment=np.zeros(n_customers, dtype=np.int32),
        customer_profile=np.zeros(n_customers, dtype=np.int32),
        segments=("sme",),
        profiles=("any",),
        steps=("call",),
        agencies=("agency", "second-agency"),
        courts=("payment-order",),
        factors=("with-recourse", "without"),
        desk_minutes=np.array([8.0]),
        start=date(2026, 1, 1),
        first_day=first_day,
        cohort_days=365,
        end_day=end_day,
        month_ends=tuple(365 + round(365 * month / 12) for month in range(1, 13)),
        until_day=end_day,
    )


def _event(row: Row, bills: list[Bill]) -> tuple[int, ...]:
    if row.kind in COMPANY_KINDS:
        customer, invoice = -1, -1
    elif row.kind in CUSTOMER_KINDS:
        customer, invoice = -1 - row.invoice, -1
    else:
        customer, invoice = bills[row.invoice].customer, row.invoice
    when = tick(row.day, next(phase for first, phase in FIRST_KIND if row.kind >= first))
    return (when, customer, invoice, row.kind, row.step, row.detail, row.amount, row.cost)
