"""The exports of the usual programs give the same ten invoices, with no mapping."""

from __future__ import annotations

import pytest

from intake.exports import BOOK, EXPORTS, OPEN_ITEMS, book_of, text_of, without_column
from intake.ledger_texts import read_text
from simrecouv.errors import LedgerFileError
from simrecouv.intake.headings import SYNONYMS, plain
from simrecouv.vocabulary import Column, Reason


@pytest.mark.parametrize("program", EXPORTS)
def test_the_same_ten_invoices_come_out(program: str) -> None:
    ledger = read_text(text_of(EXPORTS[program]()))
    assert book_of(ledger) == list(BOOK)
    assert ledger.quality.reconciles
    assert ledger.quality.set_aside == ()
    assert len(ledger.credits) == 0


@pytest.mark.parametrize("program", OPEN_ITEMS)
def test_a_list_without_payment_dates_gives_the_open_items(program: str) -> None:
    """What the file says is closed is set aside, one row each; the open invoices are read."""
    ledger = read_text(text_of(without_column(EXPORTS[program](), -1)))
    still_open = [one for one in BOOK if one.paid is None]
    assert book_of(ledger) == still_open
    reasons = {row.reason for row in ledger.quality.set_aside}
    closed = Reason.PAID_WITHOUT_DATE if program == "Xero-like" else Reason.CLOSED_WITHOUT_DATE
    assert reasons == {closed}
    assert len(ledger.quality.set_aside) == len(BOOK) - len(still_open)
    assert ledger.quality.reconciles


def test_payments_without_dates_need_another_sign_of_what_is_open() -> None:
    with pytest.raises(LedgerFileError, match="paid_date"):
        read_text(text_of(without_column(EXPORTS["Sage"](), -1)))


def test_a_heading_means_one_field_at_each_rank() -> None:
    for column, names in SYNONYMS.items():
        assert len({plain(name) for name in names}) == len(names), column


def test_the_labels_of_the_vocabulary_are_headings() -> None:
    """A file written with our own labels is read back without a mapping."""
    for column in SYNONYMS:
        known = {plain(name) for name in SYNONYMS[column]}
        assert {plain(column.label.fr), plain(column.label.en), plain(column.value)} & known
        assert plain(column.label.fr) in known, column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Montant dû", Column.OPEN_AMOUNT),
        ("Montant", Column.AMOUNT),
        ("Reste dû", Column.OPEN_AMOUNT),
        ("Return Against", Column.APPLIES_TO),
        ("Ausgleichsbeleg", Column.LETTER),
    ],
)
def test_headings_that_look_alike_are_told_apart(heading: str, column: Column) -> None:
    assert plain(heading) in {plain(name) for name in SYNONYMS[column]}
    others = [names for other, names in SYNONYMS.items() if other is not column]
    assert plain(heading) not in {plain(name) for names in others for name in names}


def test_an_explicit_mapping_wins() -> None:
    """SAP's document number is mapped away: the clearing document would be the invoice."""
    text = text_of(EXPORTS["Sage"]()).replace("Compte tiers", "Payeur")
    ledger = read_text(text, {"Payeur": "customer_id"})
    assert book_of(ledger) == list(BOOK)
    named = read_text(text, {"Intitulé du tiers": "customer_id"})
    assert set(named.invoices["customer_id"]) == {f"Société {one.customer}" for one in BOOK}
