"""Rows of totals, subtotals and amounts carried over: no invoices, though they look like one."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.checks import Check
from simrecouv.intake.parsing import Parsed
from simrecouv.vocabulary import Column, Reason

Mask = NDArray[np.bool_]

#: How a total is named, alone or before what it sums; a number such as TOTAL-001 is none.
TOTAL = re.compile(
    r"(?:(?:sous|sub|grand|grands)?[ -]?(?:total|totaux)|(?:zwischen|gesamt|end)?summe|gesamt"
    r"|total general|totalbetrag|zwischentotal)(?:$|[ :(])"
    r"|(?:a |montant a )?report(?:er)?s?(?:$| de\b| page\b)"
    r"|(?:balance )?(?:brought|carried) forward|ubertrag$|solde (?:general|total)$"
)
#: First letters of them: most texts of a ledger need no further look.
INITIALS = frozenset("stgzemarbcuüàSTGZEMARBCUÜÀ")


def is_total_word(text: str) -> bool:
    """Whether a text names a total.

    >>> [is_total_word(one) for one in ("Total général", "Sous-total C12", "TOTAL-001", "Totalgaz")]
    [True, True, False, False]
    """
    if text[:1] not in INITIALS:
        return False
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return TOTAL.match(" ".join(bare.lower().split())) is not None


def find_totals(parsed: Parsed, is_invoice: Mask) -> list[Check]:
    """Find the rows that sum others.

    A number or a date that is a word of totals is enough. A customer may be called so: its rows are
    totals where an invoice would lack its number or its date, or where they amount to the sum of
    the rows above, of the whole file or since the last total.
    """
    by_number, by_date, by_type, by_customer = (
        parsed.text(column).read(is_total_word, np.bool_)
        for column in (
            Column.INVOICE_ID,
            Column.ISSUE_DATE,
            Column.DOCUMENT_TYPE,
            Column.CUSTOMER_ID,
        )
    )
    certain = by_number | by_date | by_type
    bare = parsed.text(Column.INVOICE_ID).is_blank | parsed.text(Column.ISSUE_DATE).is_blank
    bare &= by_customer & is_invoice
    by_customer &= bare | _sums_above(parsed, certain | bare)
    return [
        (Column.INVOICE_ID, Reason.TOTAL, by_number),
        (Column.ISSUE_DATE, Reason.TOTAL, by_date),
        (Column.DOCUMENT_TYPE, Reason.TOTAL, by_type),
        (Column.CUSTOMER_ID, Reason.TOTAL, by_customer),
    ]


def _sums_above(parsed: Parsed, totals: Mask) -> Mask:
    """Whether a row amounts to the rows above it, totals apart: two or more."""
    cents = np.where(parsed.written.is_read & ~totals, parsed.written.cents, 0)
    above = np.cumsum(cents) - cents
    since = np.maximum.accumulate(np.where(totals, np.arange(cents.size), -1))
    start = np.where(since >= 0, above[since], 0)
    own = parsed.written.cents
    is_sum: Mask = ((own == above) | (own == above - start)) & (np.arange(cents.size) - since > 2)
    return is_sum
