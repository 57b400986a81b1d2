"""Whatever the rows hold, none is lost: read + set aside = file, in rows and to the cent."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings

from intake.drawn_ledgers import HEAD, SOUND, files
from intake.ledger_texts import read_text
from simrecouv.intake.amounts import read_cents
from simrecouv.intake.quality_words import money
from simrecouv.vocabulary import Reason


@settings(max_examples=60)
@given(files())
def test_rows_and_cents_reconcile(text: str) -> None:
    """The amounts of the file are summed here from its text, with their signs as written."""
    ledger = read_text(text, currency="EUR", rates={"USD": 0.9})
    quality = ledger.quality
    written = [line.split(";")[4] for line in text.splitlines()[1:]]
    total = sum(cents or 0 for cents in read_cents(written, ","))
    assert quality.rows_in_file == len(written)
    assert quality.amount_in_file_cents == total
    assert quality.reconciles
    assert sum(row.cents for row in quality.set_aside) == quality.amount_set_aside_cents
    assert len({row.line for row in quality.set_aside}) == len(quality.set_aside)
    assert not {row.line for row in quality.doubts} & {row.line for row in quality.set_aside}


@settings(max_examples=60)
@given(files())
def test_what_is_read_makes_sense(text: str) -> None:
    """No invoice is settled beyond its amount; every payment is of a known invoice."""
    ledger = read_text(text, currency="EUR", rates={"USD": 0.9})
    invoices = ledger.invoices.set_index("invoice_id")
    assert invoices.index.is_unique
    assert invoices["amount_cents"].gt(0).all()
    assert invoices["due_date"].ge(invoices["issue_date"]).all()
    paid = ledger.payments.groupby("invoice_id")["amount_cents"].sum()
    assert set(paid.index) <= set(invoices.index)
    assert paid.between(0, invoices["amount_cents"].reindex(paid.index)).all()
    assert ledger.credits["amount_cents"].gt(0).all()
    for frame in (ledger.invoices, ledger.payments, ledger.credits):
        assert not frame.isna().to_numpy().any()


@settings(max_examples=60)
@given(files())
def test_a_row_ends_in_one_place(text: str) -> None:
    """An invoice per number, a settlement or a credit per other row: nothing is counted twice.

    Money that was written on rows of its own equals what those rows settled and what they left as
    credits, where every row is in one currency.
    """
    text = text.replace("USD", "EUR")
    ledger = read_text(text)
    gone = {row.line for row in ledger.quality.set_aside}
    repeated = {row.line for row in ledger.quality.doubts if row.reason is Reason.REPEATED}
    kept = [
        line.split(";")
        for n, line in enumerate(text.splitlines()[1:], 2)
        if n not in gone | repeated
    ]
    settles = [row for row in kept if _settles(row)]
    assert len(ledger.invoices) == len(kept) - len(settles)
    own = [row for row in kept if not _settles(row) and row[7]]
    if not own and not any(row[6] for row in kept if not _settles(row)) and not repeated:
        written = sum(abs(cents or 0) for cents in read_cents((row[4] for row in settles), ","))
        spent = ledger.payments["amount_cents"].sum() + ledger.credits["amount_cents"].sum()
        assert spent == written


def _settles(row: list[str]) -> bool:
    is_negative = row[4].startswith("-")
    return is_negative or row[9] in ("Avoir", "Règlement", "RG")


def test_the_report_says_the_sums_to_the_cent() -> None:
    text = f"{HEAD}\n{SOUND}\n1;C1;2024-01-31;;100,07;EUR;;;;;;;\n"
    quality = read_text(text).quality
    assert (
        "amounts: €10.00 read + €100.07 set aside = €110.07 in the file" in quality.lines("en")[1]
    )
    assert money(10_007, "EUR", "fr") in quality.lines("fr")[1]
    frame = quality.summary_frame("en")
    assert frame["amount_cents"].tolist() == [11_007, 1_000, 10_007]
    assert frame["rows"].tolist() == [2, 1, 1]
    assert isinstance(quality.to_frame("fr"), pd.DataFrame)
