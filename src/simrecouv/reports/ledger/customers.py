"""The largest customers of a ledger: what they buy, what they owe, how much hangs on them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from simrecouv.reports.fragment import Content, Fragment, chapter, element, table
from simrecouv.reports.subjects.diagnosis import Diagnosis
from simrecouv.reports.words import diagnosis_texts as words
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say

#: Customers shown one by one.
TOP = 10


def customers(study: Diagnosis) -> Fragment:
    """Tabulate the largest customers, then the others together."""
    lang, found = study.lang, study.receivables.customers(study.day)
    period = study.balance.period_days
    note = say(words.TOP_NOTE, lang, period=period, day=study.written(study.day))
    if not study.with_names:
        note += " " + say(words.TOP_HIDDEN, lang)
    heads = (
        words.CUSTOMER,
        words.SALES,
        words.SHARE,
        words.CUMULATED,
        words.IS_OWED,
        words.OVERDUE,
    )
    shown = table([say(one, lang) for one in heads], list(_rows(study, found)), css="results")
    return chapter(say(words.TOP, lang), note, shown, *_latest(study, found))


def _rows(study: Diagnosis, found: pd.DataFrame) -> Iterator[list[Content]]:
    total, cumulated = int(found["sales_cents"].sum()), 0
    for row in found.head(TOP).to_dict("records"):
        cumulated += row["sales_cents"]
        yield _row(study, str(row["customer_id"]), row, total, cumulated)
    others = found.iloc[TOP:]
    if len(others):
        label = say(words.OTHERS, study.lang, n=number(len(others), 0, study.lang))
        yield _row(study, label, others.sum(numeric_only=True).to_dict(), total, total)


def _row(
    study: Diagnosis, name: str, sums: Mapping[Hashable, int], total: int, cumulated: int
) -> list[Content]:
    shares = (sums["sales_cents"], cumulated)
    return [
        name,
        study.worth(sums["sales_cents"]),
        *(_share(study, part, total) for part in shares),
        study.worth(sums["owed_cents"]),
        study.worth(sums["overdue_cents"]),
    ]


def _share(study: Diagnosis, part: int, total: int) -> str:
    return quantity(part / total, "share", study.lang, decimals=1) if total else UNDEFINED


def _latest(study: Diagnosis, found: pd.DataFrame) -> Iterator[Fragment]:
    """Say which share of what is late the customers with the most of it owe."""
    late = found["overdue_cents"].sort_values(ascending=False)
    if late.sum() > 0 and len(late) > TOP:
        share = quantity(late.head(TOP).sum() / late.sum(), "share", study.lang, decimals=0)
        yield element("p", say(words.LATE_TOP, study.lang, top=TOP, share=share))


def halves(sales: pd.Series) -> tuple[int, int, float]:
    """Count the customers that make half of the sales, and the share of the `TOP` largest.

    Parameters
    ----------
    sales
        Of each customer, the largest first.

    Returns
    -------
    tuple
        Customers that make half of the sales; customers taken as the largest; their share.

    Examples
    --------
    >>> halves(pd.Series([50, 30, 20]))
    (1, 3, 1.0)
    """
    total = float(sales.sum())
    if total <= 0.0:
        return 0, min(TOP, len(sales)), float("nan")
    before = sales.cumsum() - sales
    half = int((before < total / 2.0).sum())
    return half, min(TOP, len(sales)), float(sales.head(TOP).sum()) / total
