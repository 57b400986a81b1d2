"""What a customer line is: an invoice, a payment, a credit note..., by what stands against it."""

from __future__ import annotations

import re
from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.fec.accounts import CASH_JOURNAL, SALES_JOURNAL
from simrecouv.vocabulary import Label, Settling


class Role(IntEnum):
    """What a customer line is."""

    INVOICE = 0
    PAYMENT = 1
    CREDIT_NOTE = 2
    DISCOUNT = 3
    WRITTEN_OFF = 4
    OTHER_CREDIT = 5
    REFUND = 6
    OTHER_DEBIT = 7
    #: Opening entries: of an invoice that they name, of an unknown one, of a credit.
    OPENING_INVOICE = 8
    OPENING_DEBIT = 9
    OPENING_CREDIT = 10
    #: Of entries already read in the year before.
    CARRIED = 11
    #: From one customer account to another: 411 to 416, 419 to 411.
    INTERNAL = 12
    #: Invoices lettered within the period, with nothing in the files that settles them.
    ONE_LEGGED = 13


#: Roles of debits that become an invoice; of lines that settling skips.
INVOICES = (Role.INVOICE, Role.OPENING_INVOICE)
SKIPPED = (Role.CARRIED, Role.INTERNAL, Role.ONE_LEGGED)

SETTLING = {
    Role.PAYMENT: Settling.PAYMENT,
    Role.CREDIT_NOTE: Settling.CREDIT_NOTE,
    Role.DISCOUNT: Settling.DISCOUNT,
    Role.WRITTEN_OFF: Settling.WRITTEN_OFF,
    Role.OTHER_CREDIT: Settling.OTHER,
    Role.OPENING_CREDIT: Settling.OTHER,
}

LABELS = {
    Role.INVOICE: Label("factures", "invoices"),
    Role.PAYMENT: Label("règlements", "payments"),
    Role.CREDIT_NOTE: Label("avoirs", "credit notes"),
    Role.DISCOUNT: Label("escomptes", "discounts"),
    Role.WRITTEN_OFF: Label("pertes", "write-offs"),
    Role.OTHER_CREDIT: Label("autres crédits", "other credits"),
    Role.REFUND: Label("remboursements et impayés", "money returned"),
    Role.OTHER_DEBIT: Label("autres débits", "other debits"),
    Role.OPENING_INVOICE: Label("à-nouveaux facture par facture", "opening entries by invoice"),
    Role.OPENING_DEBIT: Label("à-nouveaux sans détail", "opening entries without detail"),
    Role.OPENING_CREDIT: Label("à-nouveaux créditeurs", "opening entries of credits"),
    Role.CARRIED: Label("à-nouveaux déjà lus", "opening entries already read"),
    Role.INTERNAL: Label("virements entre comptes clients", "moved between customer accounts"),
    Role.ONE_LEGGED: Label("factures lettrées seules", "invoices lettered with nothing"),
}


def roles(lines: pd.DataFrame) -> NDArray[np.int8]:
    """Give each customer line its role; opening lines and transfers are told apart later.

    Parameters
    ----------
    lines
        Customer lines, as `entries.FileEntries.lines`.
    """
    debit = lines["signed"].to_numpy() > 0
    names = ("sale_lines", "cash_lines", "cash", "written_off", "discount", "others", "sales")
    has = {name: lines[name].to_numpy() for name in names}
    # Customer lines of one side alone: a ledger of customers, which leaves the other side out.
    debits = lines["receivable_debits"].to_numpy()
    one_sided = (debits == 0) | (debits == lines["receivables"].to_numpy())
    alone = (has["others"] == 0) & one_sided
    sells = _by_journal(lines, SALES_JOURNAL)
    banks = _by_journal(lines, CASH_JOURNAL) & ~sells
    sale = (has["sale_lines"] > 0) | (sells & (has["cash_lines"] == 0))
    cash = (has["cash_lines"] > 0) | (alone & banks)
    paid = cash & ~((has["sale_lines"] > 0) & (has["sales"] <= 0) & (has["cash"] <= 0))
    choices = [
        (debit & (sale | (alone & ~banks)), Role.INVOICE),
        (debit & cash, Role.REFUND),
        (debit, Role.OTHER_DEBIT),
        (paid, Role.PAYMENT),
        (has["written_off"] > 0, Role.WRITTEN_OFF),
        (has["discount"] > 0, Role.DISCOUNT),
        (sale, Role.CREDIT_NOTE),
        (alone, Role.PAYMENT),
    ]
    masks, values = zip(*choices, strict=True)
    found: NDArray[np.int8] = np.select(masks, values, Role.OTHER_CREDIT).astype(np.int8)
    return found


def not_money(lines: pd.DataFrame, role: NDArray[np.int8]) -> NDArray[np.int64]:
    """Cents of a payment that are a discount or a write-off, VAT on it included.

    One credit may stand against money and a discount: it is told apart where it is the only
    customer line of its entry.
    """
    given = lines["discount"].to_numpy() + lines["written_off"].to_numpy()
    tax = np.maximum(lines["tax"].to_numpy(), 0)
    alone = (lines["receivables"].to_numpy() == 1) & (role == Role.PAYMENT) & (given > 0)
    part: NDArray[np.int64] = np.where(alone, given + tax, 0)
    return np.clip(part, 0, -np.minimum(lines["signed"].to_numpy(), 0))


def transfers(lines: pd.DataFrame, role: NDArray[np.int8]) -> list[tuple[int, int]]:
    """Pair the lines that move a balance from one customer account to another: (debit, credit).

    Both lines stand in one entry, for the same amount; 411 to 416 (doubtful), 411 to 413 (a bill),
    419 to 411 (an advance that is used).
    """
    signed = lines["signed"].to_numpy()
    movable = (role == Role.OTHER_DEBIT) | (role == Role.OTHER_CREDIT)
    advance = lines["ledger_account"].str.startswith("419").to_numpy(dtype=bool)
    several = lines["receivables"].to_numpy() > 1
    # An advance may be used within the entry of the invoice itself.
    with_sale = (
        several & (lines["sale_lines"].to_numpy() > 0) & (lines["cash_lines"].to_numpy() == 0)
    )
    lone = several & (lines["others"].to_numpy() == 0)
    opening = lines["is_opening"].to_numpy()
    rows = np.flatnonzero((movable | with_sale | lone) & several & ~opening)
    entries: dict[int, list[int]] = {}
    for row, entry in zip(rows.tolist(), lines["entry"].to_numpy()[rows].tolist(), strict=True):
        entries.setdefault(entry, []).append(row)
    place = list(zip(lines["ledger_account"], lines["customer"], strict=True)) if entries else []
    pairs = []
    for mine in entries.values():
        debits = [row for row in mine if signed[row] > 0 and (advance[row] or not with_sale[row])]
        pairs += _moved(debits, [row for row in mine if signed[row] < 0], signed.tolist(), place)
    return pairs


def _moved(
    debits: list[int], credits_: list[int], signed: list[int], place: list[tuple[str, str]]
) -> list[tuple[int, int]]:
    """Pair the debits and credits of an entry: of one amount, else one with all of the others."""
    pairs = []
    for debit in list(debits):
        for credit in credits_:
            if -signed[credit] == signed[debit] and place[credit] != place[debit]:
                pairs.append((debit, credit))
                debits.remove(debit)
                credits_.remove(credit)
                break
    both = [*debits, *credits_]
    single = 1 in (len(debits), len(credits_)) and debits and credits_
    apart = {place[row] for row in debits}.isdisjoint(place[row] for row in credits_)
    if single and apart and sum(signed[row] for row in both) == 0:
        pairs += [(debit, credit) for debit in debits for credit in credits_]
    return pairs


def _by_journal(lines: pd.DataFrame, pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    """Whether the code or the name of the journal of each line matches."""
    found = np.zeros(len(lines), dtype=bool)
    for name in ("journal", "journal_name"):
        known = {text: bool(pattern.match(text)) for text in lines[name].unique()}
        found |= lines[name].map(known).to_numpy(dtype=bool)
    return found
