"""A ledger reads the same whatever its separator, encoding, language and decimal mark."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from intake.ledger_texts import FRENCH, read_text
from simrecouv.errors import LedgerFileError
from simrecouv.intake import RealLedger, write_ledger
from simrecouv.vocabulary import Column, Reason

ENGLISH = """\
invoiceNumber,customerID,InvoiceDate,DueDate,InvoiceAmount,SettledDate,Paid amount,Disputed
0001,00042,1/31/2024,3/1/2024,"$1,250.50",2/28/2024,"$1,250.50",No
0002,00042,2/2/2024,3/3/2024,99.90,4/5/2024,99.90,Yes
0003,00007,2/15/2024,3/16/2024,1000,3/20/2024,400,No
0004,00007,2/28/2024,3/29/2024,12.00,,,No
"""

GERMAN = """\
Rechnungsnummer|Kundennummer|Rechnungsdatum|Fälligkeitsdatum|Bruttobetrag|Zahlungsdatum|Gezahlter Betrag|Strittig
0001|00042|31.01.2024|01.03.2024|1'250,50|28.02.2024|1'250,50|nein
0002|00042|02.02.2024|03.03.2024|99,90|05.04.2024|99,90|ja
0003|00007|15.02.2024|16.03.2024|1.000,00|20.03.2024|400,00|nein
0004|00007|28.02.2024|29.03.2024|12,00|||nein
"""  # fmt: skip


def same_ledgers(one: RealLedger, other: RealLedger) -> bool:
    return one.invoices.equals(other.invoices) and one.payments.equals(other.payments)


def test_values_of_a_french_export() -> None:
    ledger = read_text(FRENCH)
    assert ledger.invoices["invoice_id"].tolist() == ["0001", "0002", "0003", "0004"]
    assert ledger.invoices["customer_id"].tolist() == ["00042", "00042", "00007", "00007"]
    assert ledger.invoices["amount_cents"].tolist() == [125_050, 9_990, 100_000, 1_200]
    assert ledger.invoices["disputed"].tolist() == [False, True, False, False]
    assert ledger.invoices["due_date"].iloc[0] == pd.Timestamp(2024, 3, 1)
    assert ledger.payments["invoice_id"].tolist() == ["0001", "0002", "0003"]
    assert ledger.payments["amount_cents"].tolist() == [125_050, 9_990, 40_000]
    assert ledger.as_of.isoformat() == "2024-04-05"
    assert ledger.quality.reconciles
    assert ledger.quality.set_aside == ()


@pytest.mark.parametrize("text", [ENGLISH, GERMAN], ids=["english", "german"])
def test_languages_read_alike(text: str) -> None:
    assert same_ledgers(read_text(text), read_text(FRENCH))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_read_alike(encoding: str) -> None:
    assert same_ledgers(read_text(FRENCH.encode(encoding)), read_text(FRENCH))


@pytest.mark.parametrize("separator", ["\t", "|"])
def test_separators_read_alike(separator: str) -> None:
    assert same_ledgers(read_text(FRENCH.replace(";", separator)), read_text(FRENCH))


def test_line_ends_and_blank_lines_read_alike() -> None:
    assert same_ledgers(read_text(FRENCH.replace("\n", "\r\n") + "\r\n;;\r\n"), read_text(FRENCH))


def test_a_doubled_carriage_return_ends_one_line_only() -> None:
    """Some programs end lines with CR CR LF: lines keep the numbers that an editor shows."""
    text = FRENCH + "0005;1;;16/03/2024;10;;;\n"
    (aside,) = read_text(text.replace("\n", "\r\r\n")).quality.set_aside
    assert aside.line == 6


def test_a_compressed_file_reads_alike() -> None:
    assert same_ledgers(read_text(gzip.compress(FRENCH.encode())), read_text(FRENCH))


def test_headings_stand_below_a_title_and_blank_lines() -> None:
    """Lines keep the numbers that an editor shows."""
    titled = "Ventes 2024; éditées le 31/03/2024\n\nSociété;Exemple\n" + FRENCH
    ledger = read_text(titled + "0005;1;;16/03/2024;10;;;\n")
    assert ledger.invoices.equals(read_text(FRENCH).invoices)
    assert [row.line for row in ledger.quality.set_aside] == [9]


def test_headings_may_hold_line_breaks() -> None:
    assert same_ledgers(
        read_text(FRENCH.replace("Montant TTC", '"Montant\nTTC"')), read_text(FRENCH)
    )


def test_a_mapping_wins_over_detection() -> None:
    renamed = FRENCH.replace("Montant TTC", "Somme").replace("Échéance", "À payer pour le")
    with pytest.raises(LedgerFileError) as refused:
        read_text(renamed)
    assert {problem.place for problem in refused.value.problems} >= {"amount", "due_date"}
    mapping = {"Somme": "amount", "À payer pour le": "due_date"}
    assert same_ledgers(read_text(renamed, mapping), read_text(FRENCH))


@pytest.mark.parametrize(
    ("mapping", "meant"),
    [
        ({"Montant TT": "amount"}, "did you mean 'Montant TTC'"),
        ({"Montant TTC": "amont"}, "did you mean 'amount'"),
    ],
)
def test_a_wrong_mapping_says_what_was_meant(mapping: dict[str, str], meant: str) -> None:
    with pytest.raises(LedgerFileError, match=meant):
        read_text(FRENCH, mapping)


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(LedgerFileError, match="both read as amount"):
        read_text(FRENCH.replace("Litige", "montant T.T.C").replace("T.T.C", "ttc"))


def test_terms_in_days_replace_due_dates() -> None:
    text = "facture;client;date facture;délai accordé;montant;payé le\n"
    text += "A1;C1;31/01/2024;30;10,00;01/03/2024\n"
    assert read_text(text).invoices["due_date"].tolist() == [pd.Timestamp(2024, 3, 1)]


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    ledger = read_text(FRENCH)
    path = tmp_path / "again.csv"
    write_ledger(ledger, path)
    again = read_text(path.read_bytes())
    assert same_ledgers(again, ledger)


ROWS = {
    "0005;1;;16/03/2024;10;;;": (Column.ISSUE_DATE, Reason.MISSING),
    "0005;1;32/01/2024;16/03/2024;10;;;": (Column.ISSUE_DATE, Reason.UNREADABLE),
    "0005;1;01/01/1900;16/03/2024;10;;;": (Column.ISSUE_DATE, Reason.NULL_DATE),
    "0005;1;15/02/2024;;10;;;": (Column.DUE_DATE, Reason.MISSING),
    "0005;1;15/02/2024;14/02/2024;10;;;": (Column.DUE_DATE, Reason.DUE_BEFORE_ISSUE),
    "0005;1;15/02/2024;16/03/2026;10;;;": (Column.DUE_DATE, Reason.DUE_TOO_FAR),
    "0005;1;15/02/2024;16/03/2024;;;;": (Column.AMOUNT, Reason.MISSING),
    "0005;1;15/02/2024;16/03/2024;dix;;;": (Column.AMOUNT, Reason.UNREADABLE),
    "0005;1;15/02/2024;16/03/2024;10.5;;;": (Column.AMOUNT, Reason.UNREADABLE),
    "0005;1;15/02/2024;16/03/2024;0,00;;;": (Column.AMOUNT, Reason.ZERO),
    "0005;1;15/02/2024;16/03/2024;99999999999999999999;;;": (Column.AMOUNT, Reason.TOO_LARGE),
    "0005;1;15/02/2024;16/03/2024;10 USD;;;": (Column.CURRENCY, Reason.OTHER_CURRENCY),
    "0005;1;15/02/2024;16/03/2024;10;hier;10;": (Column.PAID_DATE, Reason.UNREADABLE),
    "0005;1;15/02/2024;16/03/2024;10;;10;": (Column.PAID_DATE, Reason.PAID_WITHOUT_DATE),
    "0005;1;15/02/2024;16/03/2024;10;20/03/2024;-1;": (Column.PAID_AMOUNT, Reason.NEGATIVE),
    "0001;00042;31/01/2024;01/03/2024;1250,50;28/02/2024;1250,50;": (
        Column.INVOICE_ID,
        Reason.DUPLICATE,
    ),
    "0001;1;15/02/2024;16/03/2024;10;;;": (Column.INVOICE_ID, Reason.DUPLICATE),
    ";1;15/02/2024;16/03/2024;10;;;": (Column.INVOICE_ID, Reason.MISSING),
    "0005;;15/02/2024;16/03/2024;10;;;": (Column.CUSTOMER_ID, Reason.MISSING),
    "0005;1;15/02/2024": (None, Reason.WRONG_WIDTH),
    '"0005;1\n7;8";1;15/02/2024;16/03/2024;10;;;': (None, Reason.OPEN_QUOTE),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_cannot_be_used_is_set_aside_with_its_reason(row: str) -> None:
    ledger = read_text(FRENCH + row + "\n")
    (aside,) = ledger.quality.set_aside
    assert (aside.line, aside.column, aside.reason) == (6, *ROWS[row])
    assert ledger.quality.reconciles
    assert ledger.invoices.equals(read_text(FRENCH).invoices)
    assert ledger.quality.to_frame("fr")["reason"].tolist() == [aside.reason.label.fr]


def test_a_doubtful_value_is_told_and_the_row_kept() -> None:
    ledger = read_text(FRENCH.replace("oui", "peut-être"))
    (doubt,) = ledger.quality.doubts
    assert (doubt.line, doubt.value) == (3, "peut-être")
    assert len(ledger.invoices) == 4
