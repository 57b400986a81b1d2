"""The rows of a dunning log that cannot be used, each with its first reason; nothing is dropped.

A case may stand on several rows, one per payment: they are joined where they say the same of the
case. A row that is wholly another one again, or that contradicts an earlier row of its case, is set
aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import NO_AMOUNT
from simrecouv.intake.dates import Dates
from simrecouv.intake.dunning_parsing import Dated, LogRows, Money
from simrecouv.intake.quality import SetAside
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Reason

#: Dates outside mean "empty" in many programs.
FIRST_DATE, LAST_DATE = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")
#: A creation further than this from the median one is a slip, and would stretch the whole period.
FARTHEST = np.timedelta64(3653, "D")

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Check(NamedTuple):
    """Rows that cannot be used for one reason: the field, its texts, and the rows."""

    column: Column
    texts: Texts
    reason: Reason
    wrong: Mask


def set_aside_log_rows(rows: LogRows) -> tuple[list[SetAside], list[SetAside], Mask]:
    """Return the rows set aside, those read with a doubt, and the mask of those read."""
    kept = np.ones(len(rows), dtype=bool)
    aside: list[SetAside] = []
    with np.errstate(invalid="ignore"):
        for check in _checks(rows):
            aside += _named(rows, check, check.wrong & kept)
            kept &= ~check.wrong
    doubts = []
    for check in _repeats(rows, kept):
        if check.reason is Reason.REPEATED:
            doubts += _named(rows, check, check.wrong)
        else:
            aside += _named(rows, check, check.wrong)
            kept = kept & ~check.wrong
    return aside, doubts, kept


def _named(rows: LogRows, check: Check, wrong: Mask) -> list[SetAside]:
    cents = rows.amount.amounts.of(wrong)
    return [
        SetAside(int(rows.lines[row]), check.column, check.texts[row][:80], check.reason, one)
        for row, one in zip(np.flatnonzero(wrong).tolist(), cents, strict=True)
    ]


def _checks(rows: LogRows) -> Iterator[Check]:
    yield Check(Column.CASE_ID, rows.case_id, Reason.MISSING, rows.case_id.is_blank)
    yield from _created(rows)
    yield from _amount(rows)
    for dated in rows.steps.values():
        yield from _dates(Column.STEP, dated, rows.created.day)
    for column, dated in rows.payments.items():
        yield from _dates(column, dated, rows.created.day)
    for column, part in ((Column.STEP_ADDED, rows.added), (Column.STEP_OWED, rows.owed)):
        for money in part.values():
            yield from _optional(column, money)
    yield from _optional(Column.PAID_AMOUNT, rows.paid)
    undated = (rows.paid.amounts.cents > 0) & np.isnat(rows.payments[Column.PAID_DATE].day)
    yield Check(Column.PAID_DATE, rows.paid.texts, Reason.PAID_WITHOUT_DATE, undated)


def _created(rows: LogRows) -> Iterator[Check]:
    texts, day = rows.created.texts, rows.created.day
    known = np.sort(day[(day >= FIRST_DATE) & (day < LAST_DATE)])
    middle = known[known.size // 2] if known.size else np.datetime64("NaT", "D")
    column = Column.CREATED_DATE
    yield Check(column, texts, Reason.MISSING, texts.is_blank)
    yield Check(column, texts, Reason.UNREADABLE, np.isnat(day))
    yield Check(column, texts, Reason.NULL_DATE, (day < FIRST_DATE) | (day >= LAST_DATE))
    yield Check(column, texts, Reason.FAR_DATE, np.abs(day - middle) > FARTHEST)


def _amount(rows: LogRows) -> Iterator[Check]:
    texts, amounts = rows.amount.texts, rows.amount.amounts
    column, cents = Column.AMOUNT, amounts.cents
    yield Check(column, texts, Reason.MISSING, texts.is_blank)
    yield Check(column, texts, Reason.UNREADABLE, ~amounts.is_read)
    yield Check(column, texts, Reason.TOO_LARGE, cents == NO_AMOUNT)
    yield Check(column, texts, Reason.NEGATIVE, cents < 0)
    yield Check(column, texts, Reason.ZERO, cents == 0)
    named = {code: n for code, n in rows.currency.counts().items() if code}
    main = max(named, key=lambda code: named[code], default="")
    other = rows.currency.read(lambda code: code not in ("", main), np.bool_)
    yield Check(Column.CURRENCY, rows.currency, Reason.OTHER_CURRENCY, other)


def _dates(column: Column, dated: Dated, created: Dates) -> Iterator[Check]:
    texts, day = dated.texts, dated.day
    yield Check(column, texts, Reason.UNREADABLE, ~texts.is_blank & np.isnat(day))
    yield Check(column, texts, Reason.NULL_DATE, (day < FIRST_DATE) | (day >= LAST_DATE))
    yield Check(column, texts, Reason.BEFORE_CREATION, day < created)


def _optional(column: Column, money: Money) -> Iterator[Check]:
    texts, amounts = money.texts, money.amounts
    yield Check(column, texts, Reason.UNREADABLE, ~texts.is_blank & ~amounts.is_read)
    too_large = amounts.is_read & (amounts.cents == NO_AMOUNT)
    yield Check(column, texts, Reason.TOO_LARGE, too_large)
    yield Check(column, texts, Reason.NEGATIVE, (amounts.cents < 0) & ~too_large & amounts.is_read)


def _repeats(rows: LogRows, kept: Mask) -> list[Check]:
    """Rows of a case that stands on an earlier row: doubled, contradicting it, or joined."""
    used = np.flatnonzero(kept)
    _, first_of = np.unique(rows.case_id.codes[used], return_index=True)
    first = np.full(len(rows.case_id.values), -1)
    first[rows.case_id.codes[used[first_of]]] = used[first_of]
    origin = np.where(kept, first[rows.case_id.codes], -1)
    again = kept & (origin != np.arange(len(rows)))
    if not again.any():
        return []
    same = again & _same_case(rows, origin)
    doubled = same & _doubled(rows, kept)
    # A total cannot be told from a part of it: only single payments are joined.
    sums = Column.FIRST_PAID_DATE in rows.payments or bool((rows.n_payments > 0).any())
    joined = same & ~doubled & (not sums)
    wrong = {
        Reason.DUPLICATE: doubled,
        Reason.CONTRADICTED: again & ~doubled & ~joined,
        Reason.REPEATED: joined,
    }
    return [Check(Column.CASE_ID, rows.case_id, reason, one) for reason, one in wrong.items()]


def _case_values(rows: LogRows) -> list[Ints]:
    """Everything that a row says of its case, in numbers."""
    dates = [rows.created.day, *(dated.day for dated in rows.steps.values())]
    money = [rows.amount, *rows.added.values(), *rows.owed.values()]
    return [
        rows.customer_id.codes.astype(np.int64),
        *(day.astype(np.int64) for day in dates),
        *(one.amounts.cents for one in money),
    ]


def _same_case(rows: LogRows, origin: Ints) -> Mask:
    same = np.ones(len(rows), dtype=bool)
    for values in _case_values(rows):
        same &= values == values[origin]
    return same


def _doubled(rows: LogRows, kept: Mask) -> Mask:
    """Rows that say again all that an earlier row says, payment included."""
    payment = [*(d.day.astype(np.int64) for d in rows.payments.values()), rows.paid.amounts.cents]
    codes = rows.case_id.codes.astype(np.int64)
    table = np.column_stack([codes, *_case_values(rows), *payment])[kept]
    first = np.unique(table, axis=0, return_index=True)[1]
    doubled = np.zeros(len(rows), dtype=bool)
    doubled[np.flatnonzero(kept)] = True
    doubled[np.flatnonzero(kept)[first]] = False
    return doubled
