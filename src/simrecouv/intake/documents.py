"""From rows to documents: invoices, what settled them, credits that settle none.

One function per rule. Amounts that settle are positive here, whatever their sign in the file; the
quality report keeps the signs as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.balances import (
    applied_rows,
    completed,
    deposits,
    in_currency,
    most,
    own_payments,
    spread_by_letter,
    without_excess,
)
from simrecouv.intake.checks import Mask, Sieve, check_rows
from simrecouv.intake.continuations import continued, refuse_undecided
from simrecouv.intake.exchange import Exchange, converted, exchange
from simrecouv.intake.formulas import unguarded
from simrecouv.intake.identity import Keys, invoice_ids, invoice_keys, texts_of
from simrecouv.intake.last_days import last_days
from simrecouv.intake.ledger import NO_SEGMENT, ONE_SEGMENT
from simrecouv.intake.parsing import Parsed
from simrecouv.intake.quality import SetAside
from simrecouv.intake.repeats import drop_repeated_settlings, join_repeats
from simrecouv.intake.roles import INVOICE, kinds_of
from simrecouv.intake.settling import Cents, Parts, Places, summed, together
from simrecouv.intake.totals import find_totals
from simrecouv.vocabulary import Column, Label, Reason, Settling

KINDS = np.array([kind.value for kind in Settling], dtype=object)


@dataclass(frozen=True)
class Asked:
    """What the user says that the file does not.

    Attributes
    ----------
    currency : str or None
        Code of the currency to read; by default that of most rows.
    rates : mapping of str to float
        Currency → what one unit of it is worth in the currency that is read.
    terms_days : int or None
        [days] From invoice to due date, where the file has none.
    """

    currency: str | None = None
    rates: Mapping[str, float] = field(default_factory=dict)
    terms_days: int | None = None


@dataclass(frozen=True, eq=False)
class Documents:
    """The documents of a file, as `simrecouv.intake.RealLedger` describes them.

    Attributes
    ----------
    kept : (rows,) bool
        Rows that became a document, or part of one.
    """

    invoices: pd.DataFrame
    payments: pd.DataFrame
    credits: pd.DataFrame
    kept: Mask
    set_aside: list[SetAside]
    doubts: list[SetAside]
    currency: str
    evidence: tuple[Label, ...]


def read_documents(parsed: Parsed, asked: Asked, source: str) -> Documents:
    """Make documents of rows; a row that makes none is set aside with its reason.

    Raises
    ------
    LedgerFileError
        If the currency or a rate asked for makes no sense.
    """
    parsed, from_terms = with_terms(parsed, asked.terms_days)
    parsed, goes_on = continued(parsed, kinds_of(parsed))
    money = exchange(parsed.currency, asked.currency, asked.rates, source)
    kinds, sieve = kinds_of(parsed), Sieve(parsed)
    for column, reason, wrong in find_totals(parsed, kinds == INVOICE):
        sieve.reject(column, reason, wrong)
    check_rows(sieve, kinds, money)
    refuse_undecided(sieve, goes_on)
    _judge_last_days(sieve)
    keys = invoice_keys(parsed, sieve.kept & (kinds == INVOICE))
    join_repeats(sieve, keys, money)
    drop_repeated_settlings(sieve, kinds, sieve.kept & (kinds != INVOICE))
    _refuse_negative_payments(sieve, keys)

    amounts = converted(parsed.amount_cents[keys.first], money.rate[keys.first])
    parts = together(own_payments(parsed, keys), applied_rows(sieve, keys, kinds))
    parts = in_currency(parts, money)
    parts = spread_by_letter(sieve, keys, parts, amounts)
    parts, amounts = completed(sieve, keys, parts, amounts, money)
    parts = deposits(sieve, keys, parts)
    parts = without_excess(sieve, parts, amounts)
    _note_doubts(sieve, keys, money, from_terms)
    return Documents(
        invoices=_invoices(parsed, keys, amounts, sieve.kept),
        payments=_payments(parsed, keys, parts),
        credits=_credits(parsed, keys, parts),
        kept=sieve.kept,
        set_aside=sieve.set_aside,
        doubts=sieve.doubts,
        currency=money.currency,
        evidence=keys.evidence,
    )


def with_terms(parsed: Parsed, terms_days: int | None) -> tuple[Parsed, Mask]:
    """Give a due date to the rows without one; also say which they are."""
    lacking = np.isnat(parsed.due) & parsed.text(Column.DUE_DATE).is_blank & ~np.isnat(parsed.issue)
    if terms_days is None:
        return parsed, np.zeros(len(parsed), dtype=bool)
    due = np.where(lacking, parsed.issue + np.timedelta64(terms_days, "D"), parsed.due)
    return replace(parsed, due=due), lacking


def _judge_last_days(sieve: Sieve) -> None:
    """Set aside the rows after a long silence where they are few of many; else doubt them."""
    dated = ((Column.ISSUE_DATE, sieve.parsed.issue), (Column.PAID_DATE, sieve.parsed.paid))
    last = last_days([days[sieve.kept] for _, days in dated])
    for column, days in dated:
        late = last.after(days)
        if last.is_slip:
            sieve.reject(column, Reason.FAR_DATE, late)
        else:
            sieve.doubt(column, Reason.FAR_DATE, late)


def _refuse_negative_payments(sieve: Sieve, keys: Keys) -> None:
    """Set aside the invoices on which more was returned than was paid."""
    paid = own_payments(sieve.parsed, keys).settled(keys.first.size)
    wrong = keys.spread(paid < 0)
    sieve.reject(Column.PAID_AMOUNT, Reason.NEGATIVE, wrong)
    keys.of_row[wrong] = -1


def _note_doubts(sieve: Sieve, keys: Keys, money: Exchange, from_terms: Mask) -> None:
    parsed, is_first = sieve.parsed, np.zeros(len(sieve.parsed), dtype=bool)
    is_first[keys.first] = True
    sieve.doubt(Column.DUE_DATE, Reason.ZERO_TERMS, is_first & (parsed.due == parsed.issue))
    sieve.doubt(Column.DUE_DATE, Reason.TERMS_GIVEN, is_first & from_terms)
    sieve.doubt(Column.CURRENCY, Reason.CONVERTED, money.is_converted)


# === Frames ================================================================================ #


def _days(days: NDArray[np.datetime64]) -> pd.Series:
    return pd.Series(days.astype("datetime64[s]"))


def _kinds(ranks: NDArray[np.int8]) -> pd.Series[str]:
    return pd.Series(KINDS[ranks], dtype="str")


def _invoices(parsed: Parsed, keys: Keys, amounts: Cents, kept: Mask) -> pd.DataFrame:
    live = kept[keys.first]
    rows = keys.first[live]
    return pd.DataFrame(
        {
            "invoice_id": invoice_ids(parsed, keys, rows),
            "customer_id": texts_of(parsed.text(Column.CUSTOMER_ID).map(unguarded), rows),
            "segment": _segments(parsed, rows),
            "issue_date": _days(parsed.issue[rows]),
            "due_date": _days(parsed.due[rows]),
            "amount_cents": amounts[live],
            "disputed": most(keys, parsed.disputed.astype(np.int64), live.size)[live] > 0,
        }
    )


def _segments(parsed: Parsed, rows: Places) -> pd.Series[str]:
    texts = parsed.texts.get(Column.SEGMENT)
    if texts is None:
        return pd.Series([ONE_SEGMENT] * rows.size, dtype="str")
    named = texts.map(lambda text: re.sub(r"\s+", " ", unguarded(text)) or NO_SEGMENT)
    return texts_of(named, rows)


def _payments(parsed: Parsed, keys: Keys, parts: Parts) -> pd.DataFrame:
    """One row per invoice, day and kind: what a day brought."""
    known = summed(parts.take(parts.invoice >= 0))
    return pd.DataFrame(
        {
            "invoice_id": invoice_ids(parsed, keys, keys.first[known.invoice]),
            "paid_date": _days(known.day),
            "amount_cents": known.cents,
            "kind": _kinds(known.kind),
        }
    )


def one_per_document(alone: pd.DataFrame) -> pd.DataFrame:
    """Sum the credits of one document, customer, day and kind; those without a number stay."""
    nameless = np.where(alone["document_id"].eq(""), np.arange(len(alone)), -1)
    by = ["document_id", "customer_id", "date", "kind", "nameless"]
    summed_up = alone.assign(nameless=nameless).groupby(by, as_index=False, sort=False).sum()
    return summed_up[list(alone.columns)]


def _credits(parsed: Parsed, keys: Keys, parts: Parts) -> pd.DataFrame:
    alone = parts.take(parts.invoice < 0)
    alone = summed(alone._replace(invoice=alone.row))
    return one_per_document(
        pd.DataFrame(
            {
                "document_id": invoice_ids(parsed, keys, alone.row),
                "customer_id": texts_of(parsed.text(Column.CUSTOMER_ID).map(unguarded), alone.row),
                "date": _days(alone.day),
                "amount_cents": alone.cents,
                "kind": _kinds(alone.kind),
            }
        )
    )
