"""A bank account kept row by row in plain Python, from the events and the invoices one at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from simrecouv.ledger import NO_DAY, Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR, TICKS_PER_DAY, round_cents
from simrecouv.vocabulary import Kind, Payee, VatPoint

Account = dict[int, int]

#: Kinds of money that our bank sees on the day of the event, and their signs.
MONEY = {
    Kind.PAYMENT_REJECTED: -1,
    Kind.SUBROGATED: +1,
    Kind.INDEMNIFIED: +1,
    Kind.INSURER_SHARE: -1,
}
#: Kinds whose money is at the bank on the day in their detail.
LATER = (Kind.AGENCY_REMITTED, Kind.BAILIFF_REMITTED, Kind.FACTOR_FUNDED, Kind.FACTOR_SETTLED)
#: What the customer, a guarantor or a factor pays of the principal, and what it was let off.
PROCEEDS = (Kind.RECEIVED, Kind.SUBROGATED, Kind.SOLD)
BACK = (Kind.PAYMENT_REJECTED, Kind.BOUGHT_BACK)
GIVEN_UP = (Kind.DISCOUNT, Kind.CONCESSION, Kind.CREDIT_NOTE)
OF_THE_COMPANY = (Kind.DESK_DAY, Kind.PREVENTION_COST)


@dataclass
class File:
    """What has happened to one invoice so far."""

    settled: int = 0
    lost_on: int | None = None
    advance: int = 0
    released: int = 0
    brought_to_factor: int = 0


def bank(ledger: Ledger, finance: Finance, *, only_cohorts: bool) -> Account:
    """Keep the account, by day; what comes after the last day stands on its own day."""
    account: Account = defaultdict(int)
    files: dict[int, File] = defaultdict(File)
    failed: Account = {}
    order, year = ledger.invoices.order_day, range(ledger.cohort_days)
    for row in ledger.events:
        kind, invoice, day = Kind(row["kind"]), int(row["invoice"]), row["tick"] // TICKS_PER_DAY
        if kind is Kind.INSOLVENCY_OPENED:
            failed[int(row["customer"])] = day
        elif kind in OF_THE_COMPANY:
            account[day] -= int(row["cost_cents"]) if day in year or not only_cohorts else 0
        elif invoice >= 0 and (not only_cohorts or order[invoice] in year):
            _book_money(account, kind, row)
            _book_vat(account, files[invoice], kind, row, ledger, finance)
            _keep(files[invoice], kind, row)
    for invoice in np.flatnonzero(ledger.invoices.issue_day != NO_DAY).tolist():
        if not only_cohorts or order[invoice] in year:
            _book_invoice(account, files[invoice], failed, invoice, ledger, finance)
            if not only_cohorts:
                net = int(ledger.invoices.net_cents[invoice])
                issue = int(ledger.invoices.issue_day[invoice])
                account[issue] -= round_cents(finance.overheads_share * net)
    return account


def _book_money(account: Account, kind: Kind, row: Any) -> None:
    day, detail, amount = (
        int(row["tick"]) // TICKS_PER_DAY,
        int(row["detail"]),
        int(row["amount_cents"]),
    )
    account[detail if kind in LATER else day] -= int(row["cost_cents"])
    if kind in LATER:
        account[detail] += amount
    account[day] += MONEY.get(kind, 0) * amount
    if kind is Kind.RECEIVED and detail in (0, Payee.LIQUIDATOR.code):
        account[day] += amount
    if kind is Kind.CHARGES_RECEIVED and detail < 4:
        account[day] += amount


def _vat(ledger: Ledger, invoice: int, settled: int) -> int:
    gross = int(ledger.invoices.gross_cents[invoice])
    vat = gross - int(ledger.invoices.net_cents[invoice])
    return round_cents(vat * (settled / gross))


def _book_vat(
    account: Account, file: File, kind: Kind, row: Any, ledger: Ledger, finance: Finance
) -> None:
    """Split the VAT of an invoice over what settles it, in order."""
    if kind not in (*PROCEEDS, *BACK, *GIVEN_UP):
        return
    sign, invoice = -1 if kind in BACK else 1, int(row["invoice"])
    before = _vat(ledger, invoice, file.settled)
    file.settled += sign * int(row["amount_cents"])
    carried = _vat(ledger, invoice, file.settled) - before
    day = int(row["tick"]) // TICKS_PER_DAY + finance.vat_settlement_days
    if finance.vat_point is VatPoint.RECEIPTS:
        account[day] -= carried if kind not in GIVEN_UP else 0
    else:
        account[day] += carried if kind in GIVEN_UP else 0


def _keep(file: File, kind: Kind, row: Any) -> None:
    """Remember what the end of the life needs."""
    amount = int(row["amount_cents"])
    if kind is Kind.SEIZURE_FAILED and file.lost_on is None:
        file.lost_on = int(row["tick"]) // TICKS_PER_DAY
    file.advance += amount if kind is Kind.FACTOR_FUNDED else 0
    file.released += amount if kind is Kind.FACTOR_SETTLED else 0
    if kind is Kind.SOLD or (kind is Kind.RECEIVED and row["detail"] == Payee.FACTOR.code):
        file.brought_to_factor += amount
    file.brought_to_factor -= amount if kind is Kind.BOUGHT_BACK else 0


def _book_invoice(
    account: Account, file: File, failed: Account, invoice: int, ledger: Ledger, finance: Finance
) -> None:
    facts = ledger.invoices
    gross, net = int(facts.gross_cents[invoice]), int(facts.net_cents[invoice])
    issue, cost = int(facts.issue_day[invoice]), net - int(facts.margin_cents[invoice])
    purchases = round_cents(finance.purchases_share * cost)
    input_vat = round_cents(finance.purchases_vat_rate * purchases)
    account[issue] -= cost - purchases
    account[issue + finance.supplier_days] -= purchases + input_vat
    account[issue + finance.vat_settlement_days] += input_vat
    account[ledger.end_day - 1] += file.brought_to_factor - file.advance - file.released
    if finance.vat_point is VatPoint.INVOICES:
        account[issue + finance.vat_settlement_days] -= gross - net
        failure = failed.get(int(facts.customer[invoice]))
        proofs = [file.lost_on, failure if failure is not None and failure >= issue else None]
        days = [day for day in proofs if day is not None]
        if days:
            account[min(days)] += gross - net - _vat(ledger, invoice, file.settled)


def interest_on(account: Account, ledger: Ledger, finance: Finance) -> int:
    """Add simple interest [cents] on the position at the end of each day from the switch."""
    position, total = 0, 0.0
    for day in range(ledger.end_day):
        is_last = day == ledger.end_day - 1
        moves = sum(v for d, v in account.items() if d >= day) if is_last else account.get(day, 0)
        position += moves
        rate = finance.debit_rate.value if position < 0 else finance.credit_rate
        total -= position * rate / DAYS_PER_YEAR
    return round_cents(total)
