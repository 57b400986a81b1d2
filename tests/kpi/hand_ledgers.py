"""Ledgers written by hand, and random ones that obey the conservation laws."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import NamedTuple

import numpy as np

from simrecouv.ledger import LEDGER_DTYPE, Invoices, Ledger, canonical
from simrecouv.units import Phase, tick
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import uniform

PHASE = {
    Kind.INSOLVENCY_OPENED: Phase.WORLD,
    Kind.INVOICED: Phase.ORDERS,
    Kind.REINSTATED: Phase.BANK,
    Kind.RECEIVED: Phase.BANK,
    Kind.DISCOUNT: Phase.BANK,
    Kind.CHARGES_RECEIVED: Phase.BANK,
    Kind.CHARGES_WAIVED: Phase.BANK,
    Kind.COMMISSION: Phase.BANK,
    Kind.CONTACT: Phase.DUNNING,
    Kind.REMINDED: Phase.DUNNING,
    Kind.INTEREST: Phase.DUNNING,
    Kind.FEE: Phase.DUNNING,
    Kind.PLACED: Phase.THIRD_PARTIES,
    Kind.WRITTEN_OFF: Phase.THIRD_PARTIES,
    Kind.PAYMENT_DECIDED: Phase.CLOSE,
    Kind.WOULD_HAVE_PAID: Phase.CLOSE,
}


class Bill(NamedTuple):
    """One invoice; 20 % VAT and 30 % margin unless stated."""

    issue: int
    due: int
    net: int = 10_000
    vat: int = 2_000
    margin: int = 3_000
    customer: int = 0


class Row(NamedTuple):
    """One event of an invoice (of customer -1 - invoice for an insolvency)."""

    day: int
    kind: Kind
    invoice: int
    amount: int = 0
    cost: int = 0
    detail: int = 0
    step: int = -1


def write_ledger(
    bills: list[Bill], rows: Iterable[Row] = (), *, first_day: int = 0, end_day: int = 800
) -> Ledger:
    """Build a ledger of these invoices; their INVOICED rows are added."""
    issued = [Row(b.issue, Kind.INVOICED, i, b.net + b.vat, 0, b.due) for i, b in enumerate(bills)]
    events = [_event(row, bills) for row in [*issued, *rows]]
    column = {name: [getattr(b, name) for b in bills] for name in Bill._fields}
    net = np.array(column["net"], dtype=np.int64)
    n_customers = max(column["customer"], default=0) + 1
    return Ledger(
        events=canonical(np.array(events, dtype=LEDGER_DTYPE)),
        invoices=Invoices(
            customer=np.array(column["customer"], dtype=np.int32),
            segment=np.zeros(len(bills), dtype=np.int32),
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
        agencies=("agency",),
        desk_minutes=np.array([8.0]),
        start=date(2026, 1, 1),
        first_day=first_day,
        cohort_days=365,
        end_day=end_day,
        month_ends=tuple(365 + round(365 * month / 12) for month in range(1, 13)),
    )


def _event(row: Row, bills: list[Bill]) -> tuple[int, ...]:
    failure = row.kind is Kind.INSOLVENCY_OPENED
    customer = -1 - row.invoice if failure else bills[row.invoice].customer
    invoice = -1 if failure else row.invoice
    when = tick(row.day, PHASE[row.kind])
    return (when, customer, invoice, row.kind, row.step, row.detail, row.amount, row.cost)


class Luck:
    """Draws in a row, by address."""

    def __init__(self, seed: int) -> None:
        self.seed, self.index = seed, count()

    def random(self) -> float:
        return float(uniform(self.seed, 0, next(self.index)))

    def whole(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low))

    def exponential(self, mean: float) -> float:
        return -mean * math.log(self.random())


def random_ledger(seed: int) -> Ledger:
    """Write 300 lives: paid early or late, discounted, charged, placed, written off, failed."""
    luck = Luck(seed)
    end, first = 780, -840
    failures = {customer: luck.whole(-800, 2_500) for customer in range(40)}
    bills: list[Bill] = []
    rows = [Row(d, Kind.INSOLVENCY_OPENED, -1 - c) for c, d in failures.items() if d < end]
    for number in range(300):
        customer = luck.whole(0, 40)
        issue = luck.whole(first, min(failures[customer], end))
        net = luck.whole(100, 1_000_000)
        due = issue + luck.whole(0, 91)
        bill = Bill(issue, due, net, round(net * 0.2), int(net * 0.3), customer)
        bills.append(bill)
        wait = luck.exponential(60.0 if luck.random() < 0.9 else 900.0)
        paid = max(issue + 1, due - 20 + int(wait))
        if paid >= min(end, failures[customer] + 3):
            paid = end
        rows += _late_life(luck, number, bill, paid)
        if paid < end:
            rows += _payment(luck, number, bill, paid, end)
    return write_ledger(bills, rows, first_day=first, end_day=end)


def _charges(bill: Bill) -> int:
    """Late charges of a bill, 0 for about two in three."""
    return 0 if bill.net % 3 else (bill.net + bill.vat) // 200 + 4_000


def _late_life(luck: Luck, number: int, bill: Bill, stop: int) -> list[Row]:
    gross, rows = bill.net + bill.vat, []
    for day in range(bill.due + 5, stop, 40):
        detail = luck.whole(0, 4)
        if luck.random() < 0.7:
            rows.append(Row(day, Kind.CONTACT, number, 0, luck.whole(0, 500), detail, 0))
        else:
            rows.append(Row(day, Kind.REMINDED, number, 0, 0, detail, 0))
    if _charges(bill) and bill.due + 15 < stop:
        rows.append(Row(bill.due + 15, Kind.INTEREST, number, gross // 200, step=0))
        rows.append(Row(bill.due + 15, Kind.FEE, number, 4_000, step=0))
    if bill.due + 90 < stop:
        rows.append(Row(bill.due + 90, Kind.PLACED, number, gross, step=0))
    if bill.due + 300 < stop:
        rows.append(Row(bill.due + 300, Kind.WRITTEN_OFF, number, gross, step=0))
    return rows


def _payment(luck: Luck, number: int, bill: Bill, paid: int, end: int) -> list[Row]:
    gross, rows = bill.net + bill.vat, []
    discount = gross // 50 if paid <= bill.issue + 15 else 0
    rows.append(Row(paid, Kind.RECEIVED, number, gross - discount))
    if discount:
        rows.append(Row(paid, Kind.DISCOUNT, number, discount))
    if bill.due + 300 < paid:
        rows.append(Row(paid, Kind.REINSTATED, number, gross))
    if _charges(bill) and bill.due + 15 < paid:
        kind = Kind.CHARGES_RECEIVED if luck.random() < 0.5 else Kind.CHARGES_WAIVED
        rows.append(Row(paid, kind, number, _charges(bill)))
    if bill.due + 90 < paid:
        rows.append(Row(paid, Kind.COMMISSION, number, 0, gross * 15 // 100))
        rows.append(Row(max(paid - 4, bill.due + 90), Kind.PAYMENT_DECIDED, number, gross))
        if luck.random() < 0.5 and paid + 5 < end:
            rows.append(Row(paid + 5, Kind.WOULD_HAVE_PAID, number, gross))
    return rows
