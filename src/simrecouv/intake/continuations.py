"""Rows that go on with the invoice above: its further payments, with nothing else written.

Odoo exports the payments of an invoice so: the first on the row of the invoice, each of the others
on a row of its own that has a date and an amount of payment only.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import Amounts
from simrecouv.intake.checks import Sieve
from simrecouv.intake.parsing import Parsed
from simrecouv.intake.repeats import is_written
from simrecouv.intake.roles import INVOICE
from simrecouv.vocabulary import Column, Reason

Mask = NDArray[np.bool_]

#: What a continuation leaves blank, and what it does not take from the row above.
LEFT_BLANK = (
    Column.INVOICE_ID, Column.CUSTOMER_ID, Column.ISSUE_DATE, Column.AMOUNT, Column.DOCUMENT_TYPE,
    Column.APPLIES_TO,
)  # fmt: skip
ITS_OWN = (Column.PAID_DATE, Column.PAID_AMOUNT, Column.SETTLING)


def continued(parsed: Parsed, kinds: NDArray[np.int8]) -> tuple[Parsed, Mask]:
    """Give rows that go on with an invoice what it says; also say which they are.

    Their amount counts 0 in the sums of the quality report: they write none.
    """
    goes_on = ~parsed.text(Column.PAID_DATE).is_blank
    for column in LEFT_BLANK:
        goes_on &= parsed.text(column).is_blank
    above = np.maximum.accumulate(np.where(goes_on, -1, np.arange(len(parsed))))
    goes_on &= (above >= 0) & ~parsed.text(Column.INVOICE_ID).is_blank[above]
    goes_on &= kinds[above] == INVOICE
    if not goes_on.any():
        return parsed, goes_on
    source = np.where(goes_on, above, np.arange(len(parsed)))
    texts = {
        column: held if column in ITS_OWN else held.take(source)
        for column, held in parsed.texts.items()
    }
    written = parsed.written
    codes = np.where(goes_on, len(written.values), written.codes).astype(np.int32)
    amounts = parsed.amount_cents[source]
    implied = goes_on & parsed.text(Column.PAID_AMOUNT).is_blank
    filled = replace(
        parsed,
        texts=texts,
        issue=parsed.issue[source],
        due=parsed.due[source],
        written=Amounts(codes, (*written.values, 0)),
        amount_cents=amounts,
        paid_cents=np.where(implied, amounts, parsed.paid_cents),
        open_cents=parsed.open_cents[source],
        currency=parsed.currency.take(source),
        disputed=parsed.disputed[source],
    )
    return filled, goes_on


def refuse_undecided(sieve: Sieve, goes_on: Mask) -> None:
    """Set aside invoices with several payments of which one has no amount: no part is known."""
    if not goes_on.any():
        return
    invoice = np.cumsum(~goes_on)
    unknown = ~np.isnat(sieve.parsed.paid) & ~is_written(sieve.parsed)
    several = np.bincount(invoice[goes_on], minlength=invoice[-1] + 1) > 0
    lacking = np.bincount(invoice[unknown], minlength=invoice[-1] + 1) > 0
    sieve.reject(Column.PAID_AMOUNT, Reason.MISSING, (several & lacking)[invoice])
