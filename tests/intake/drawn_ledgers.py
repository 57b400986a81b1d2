"""Ledgers drawn at random: files with every kind of row, and ledgers of any content."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from simrecouv.intake import QualityReport, RealLedger
from simrecouv.intake.last_days import last_recorded
from simrecouv.vocabulary import Settling

HEAD = (
    "facture;client;date facture;échéance;montant;devise;date règlement;montant réglé;reste dû;"
    "type;facture d'origine;état;lettrage"
)
DAYS = ["", "2024-01-05", "2024-01-31", "2024-02-29", "2024-12-31", "1900-01-01", "2024-02-30", "?"]
AMOUNTS = [
    "100,00",
    "100,00",
    "40,00",
    "60,01",
    "-40,00",
    "0",
    "",
    "x",
    "9" * 30,
    "1 234,56",
    "-0,01",
]
TYPES = ["", "Facture", "Avoir", "Règlement", "RG", "Acompte", "OD"]

#: One row of a file: few values, so that rows meet, repeat and contradict each other.
rows = st.tuples(
    st.sampled_from(["1", "01", "2", "3", "=4", "'5", ""]),
    st.sampled_from(["C1", "C2", ""]),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
    st.sampled_from(AMOUNTS),
    st.sampled_from(["EUR", "EUR", "USD", ""]),
    st.sampled_from(DAYS),
    st.sampled_from(["", *AMOUNTS]),
    st.sampled_from(["", "", *AMOUNTS]),
    st.sampled_from(TYPES),
    st.sampled_from(["", "1", "001", "3", "9"]),
    st.sampled_from(["", "Payée", "Brouillon", "Impayée"]),
    st.sampled_from(["", "A", "b"]),
)

#: One row that is a plain invoice, so that most drawn files can be read.
SOUND = "S;C9;2024-01-31;2024-03-01;10,00;EUR;;;;;;;"


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a file of up to a dozen rows, each of any kind."""
    drawn = [";".join(row) for row in draw(st.lists(rows, max_size=12))]
    return "\n".join([HEAD, SOUND, *drawn]) + "\n"


#: Identifiers as ledgers have them, and as nobody should: formulas, quotes, separators.
identifiers = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
    | st.sampled_from(["=1+1", "+33", "-5", "@x", "'a", "'=b", "''", "0042", 'a"b', "a;b", "nan"])
).filter(lambda text: text.strip() == text)

days = st.integers(0, 700).map(lambda n: date(2023, 1, 1) + timedelta(days=n))
cents = st.integers(1, 10**10)


@st.composite
def ledgers(draw: st.DrawFn) -> RealLedger:
    """Draw a ledger as readers return it: payments within the amounts, credits apart."""
    numbers = draw(st.lists(identifiers, min_size=1, max_size=5, unique=True))
    invoices, payments = [], []
    for number in numbers:
        issue, amount = draw(days), draw(cents)
        terms = timedelta(days=draw(st.integers(0, 366)))
        customer, segment = (
            draw(identifiers),
            draw(st.sampled_from(["PME", "=x", "Grands comptes"])),
        )
        invoices.append(
            (number, customer, segment, issue, issue + terms, amount, draw(st.booleans()))
        )
        payments += [(number, *one) for one in draw(_settlements(issue, amount))]
    last = draw(st.lists(_credits, max_size=3, unique_by=lambda one: one[0]))
    total = sum(row[5] for row in invoices)
    drawn = RealLedger(
        _frame(invoices, ["invoice_id", "customer_id", "segment", "issue_date", "due_date",
                          "amount_cents", "disputed"]),
        _frame(payments, ["invoice_id", "paid_date", "amount_cents", "kind"]),
        QualityReport("drawn", len(invoices), len(invoices), total, total, 0),
        credits=_frame(last, ["document_id", "customer_id", "date", "amount_cents", "kind"]),
        currency=draw(st.sampled_from(["", "EUR", "CHF"])),
        observed_from=draw(st.none() | days),
    )  # fmt: skip
    later = st.integers(0, 700).map(lambda n: last_recorded(drawn) + timedelta(days=n))
    return replace(drawn, stated_as_of=draw(st.none() | later))


_credits = st.tuples(
    identifiers, identifiers, days, cents, st.sampled_from([kind.value for kind in Settling])
)


@st.composite
def _settlements(draw: st.DrawFn, issue: date, amount: int) -> list[tuple[date, int, str]]:
    """Parts of an amount, by day and kind; before the invoice, a payment is a deposit."""
    kinds = [kind for kind in Settling if kind is not Settling.DEPOSIT]
    when = st.tuples(st.integers(-30, 400), st.sampled_from(kinds))
    drawn = sorted(draw(st.lists(when, max_size=3, unique=True)), key=lambda w: (w[0], w[1].rank))
    left, parts = amount, []
    for after, kind in drawn:
        part = draw(st.integers(1, max(1, left)))
        if part > left:
            break
        left -= part
        is_early = after < 0 and kind is Settling.PAYMENT
        parts.append((after, Settling.DEPOSIT if is_early else kind, part))
    parts.sort(key=lambda one: (one[0], one[1].rank))
    return [(issue + timedelta(days=after), part, kind.value) for after, kind, part in parts]


def _frame(rows: list[Any], names: list[str]) -> pd.DataFrame:
    """Give a frame the types that readers give."""
    frame = pd.DataFrame(rows, columns=names)
    for name in names:
        is_date, is_cents = "date" in name, name == "amount_cents"
        dtype: Any = "datetime64[s]" if is_date else "int64" if is_cents else "str"
        frame[name] = frame[name].astype(bool if name == "disputed" else dtype)
    return frame
