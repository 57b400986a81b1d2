"""Rows become documents: one test per rule, and the law that no row and no cent is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from intake.ledger_texts import read_text
from simrecouv.errors import LedgerFileError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.vocabulary import Column, Reason, Settling

HEAD = "facture;client;date facture;échéance;montant;date règlement;montant réglé;type;facture d'origine\n"
ONE = "0001;C1;2024-01-20;2024-02-20;100,00;2024-02-25;{paid};Facture;\n"


def read(rows: str, head: str = HEAD) -> RealLedger:
    ledger = read_text(head + rows)
    assert ledger.quality.reconciles
    return ledger


def settled(ledger: RealLedger) -> list[tuple[str, str, int, str]]:
    rows = ledger.payments
    days = rows["paid_date"].dt.strftime("%Y-%m-%d")
    return list(zip(rows["invoice_id"], days, rows["amount_cents"], rows["kind"], strict=True))


def alone(ledger: RealLedger) -> list[tuple[str, str, int, str]]:
    rows = ledger.credits
    return list(
        zip(
            rows["document_id"],
            rows["customer_id"],
            rows["amount_cents"],
            rows["kind"],
            strict=True,
        )
    )


def doubts(ledger: RealLedger) -> set[Reason]:
    return {doubt.reason for doubt in ledger.quality.doubts}


# === Credit notes and payments on rows of their own ========================================== #


@pytest.mark.parametrize(
    ("cents", "type_", "kind"),
    [
        ("-30,00", "", Settling.CREDIT_NOTE),
        ("-30,00", "Facture", Settling.CREDIT_NOTE),
        ("30,00", "Avoir", Settling.CREDIT_NOTE),
        ("-30,00", "Credit note", Settling.CREDIT_NOTE),
        ("30,00", "Gutschrift", Settling.CREDIT_NOTE),
        ("-30,00", "DG", Settling.CREDIT_NOTE),
        ("-30,00", "RG", Settling.CREDIT_NOTE),
        ("30,00", "Règlement chèque", Settling.PAYMENT),
        ("-30,00", "DZ", Settling.PAYMENT),
        ("-30,00", "Zahlung", Settling.PAYMENT),
        ("-30,00", "Acompte", Settling.DEPOSIT),
    ],
)
def test_what_settles_is_told_by_its_type_else_by_its_sign(
    cents: str, type_: str, kind: Settling
) -> None:
    row = f"0002;C1;2024-02-10;;{cents};;;{type_};0001\n"
    ledger = read(ONE.format(paid="70,00") + row)
    assert settled(ledger) == [
        ("0001", "2024-02-10", 3_000, kind.value),
        ("0001", "2024-02-25", 7_000, "payment"),
    ]
    assert len(ledger.credits) == 0
    assert ledger.quality.rows_read == 2


def test_a_code_of_two_meanings_follows_the_other_types_of_the_file() -> None:
    rows = "7;C1;2024-02-01;;-10;;;AV;0001\n8;C1;2024-02-02;;-20;;;RG;0001\n"
    kinds = [kind for *_, kind in settled(read(ONE.format(paid="70,00") + rows))]
    assert kinds == ["credit_note", "payment", "payment"]


def test_an_invoice_of_a_deposit_is_an_invoice() -> None:
    assert len(read("0001;C1;2024-01-20;2024-02-20;100,00;;;Acompte;\n").invoices) == 1


def test_a_file_may_say_whether_a_row_is_a_return() -> None:
    head = HEAD.replace("type", "Is Return")
    rows = "1;C1;2024-01-20;2024-02-20;100;;;0;\n2;C1;2024-01-25;;40;;;1;1\n"
    assert settled(read(rows, head)) == [("1", "2024-01-25", 4_000, "credit_note")]


@pytest.mark.parametrize("named", ["", "9999"])
def test_a_credit_note_of_no_known_invoice_is_kept_apart(named: str) -> None:
    ledger = read(ONE.format(paid="100,00") + f"0002;C1;2024-02-10;;-30,00;;;;{named}\n")
    assert alone(ledger) == [("0002", "C1", 3_000, "credit_note")]
    assert doubts(ledger) == {Reason.CREDIT_ALONE}
    assert ledger.quality.amount_read_cents == 10_000 - 3_000


def test_a_payment_date_without_an_amount_pays_what_credit_notes_left() -> None:
    ledger = read(ONE.format(paid="") + "0002;C1;2024-02-10;;-30,00;;;;0001\n")
    assert [cents for _, _, cents, _ in settled(ledger)] == [3_000, 7_000]


def test_the_lettering_joins_payments_to_invoices_the_first_due_first() -> None:
    head = "facture;client;date facture;échéance;montant;type;lettrage\n"
    rows = (
        "1;C1;2024-01-20;2024-03-20;100;FA;AB\n2;C1;2024-01-21;2024-02-20;50;FA;AB\n"
        "R1;C1;2024-02-22;;-120;règlement;AB\nR2;C1;2024-03-01;;-40;règlement;AB\n"
        "3;C2;2024-01-21;2024-02-20;50;FA;\n4;C2;2024-02-21;;-5;règlement;AB\n"
    )
    ledger = read(rows, head)
    assert settled(ledger) == [
        ("1", "2024-02-22", 7_000, "payment"),
        ("1", "2024-03-01", 3_000, "payment"),
        ("2", "2024-02-22", 5_000, "payment"),
    ]
    assert alone(ledger) == [("R2", "C1", 1_000, "payment"), ("4", "C2", 500, "payment")]


def test_leading_zeros_lost_compare_equal_and_it_is_said() -> None:
    ledger = read(ONE.format(paid="70,00") + "0002;C1;2024-02-10;;-30,00;;;;1\n")
    assert len(ledger.credits) == 0
    assert doubts(ledger) == {Reason.LEADING_ZEROS}


def test_leading_zeros_that_tell_two_invoices_apart_are_not_lost() -> None:
    rows = "01;C1;2024-01-20;2024-02-20;100;;;;\n1;C1;2024-01-21;2024-02-20;50;;;;\n"
    ledger = read(rows + "9;C1;2024-02-10;;-30;;;;1\n8;C1;2024-02-10;;-20;;;;001\n")
    assert settled(ledger) == [("1", "2024-02-10", 3_000, "credit_note")]
    assert alone(ledger) == [("8", "C1", 2_000, "credit_note")]


def test_drafts_and_cancelled_documents_are_set_aside() -> None:
    head = "facture;client;date facture;échéance;montant;état\n"
    rows = "1;C1;2024-01-20;2024-02-20;100;Impayée\n2;C1;2024-01-20;2024-02-20;70;Brouillon\n"
    ledger = read(rows, head)
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.NOT_ISSUED]
    assert ledger.quality.amount_set_aside_cents == 7_000


# === One invoice on several rows ============================================================= #


def test_rows_that_differ_by_their_payment_are_one_invoice() -> None:
    rows = ONE.format(paid="60,00") + ONE.format(paid="30,00").replace("02-25", "03-10")
    ledger = read(rows)
    assert len(ledger.invoices) == 1
    assert settled(ledger) == [
        ("0001", "2024-02-25", 6_000, "payment"),
        ("0001", "2024-03-10", 3_000, "payment"),
    ]
    assert doubts(ledger) == {Reason.REPEATED}
    assert (ledger.quality.rows_read, ledger.quality.amount_read_cents) == (2, 20_000)


@pytest.mark.parametrize(
    "again",
    [
        ONE.format(paid="60,00"),
        ONE.format(paid="30,00").replace("100,00", "101,00"),
        ONE.format(paid="30,00").replace("C1", "C2"),
        ONE.format(paid="30,00").replace("02-20", "02-21"),
    ],
    ids=["the same row", "another amount", "another customer", "another due date"],
)
def test_rows_that_repeat_or_contradict_an_invoice_are_set_aside(again: str) -> None:
    ledger = read(ONE.format(paid="60,00") + again)
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.DUPLICATE]
    assert settled(ledger) == [("0001", "2024-02-25", 6_000, "payment")]


def test_two_dates_without_amounts_cannot_both_pay_an_invoice() -> None:
    ledger = read(ONE.format(paid="") + ONE.format(paid="").replace("02-25", "03-10"))
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.DUPLICATE]
    assert settled(ledger) == [("0001", "2024-02-25", 10_000, "payment")]


def test_a_credit_note_written_twice_counts_once() -> None:
    note = "0002;C1;2024-02-10;;-30,00;;;;0001\n"
    ledger = read(ONE.format(paid="70,00") + note + note)
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.DUPLICATE]
    assert ledger.payments["amount_cents"].sum() == 10_000


def test_credits_of_one_document_and_day_are_one() -> None:
    rows = "7;C1;2024-02-10;;-30;;;;8\n7;C1;2024-02-10;;-30;;;;9\n"
    assert alone(read(ONE.format(paid="100,00") + rows)) == [("7", "C1", 6_000, "credit_note")]


def test_numbers_may_be_per_customer_if_the_file_shows_it() -> None:
    rows = "".join(
        f"{n};{customer};2024-01-2{n};2024-02-20;{10 * n};;;;\n"
        for customer in ("C1", "C2")
        for n in range(1, 5)
    )
    ledger = read(rows + "9;C2;2024-02-10;;-5;;;;2\n")
    assert len(ledger.invoices) == 8
    assert ledger.invoices["invoice_id"].is_unique
    assert settled(ledger) == [("C2/2", "2024-02-10", 500, "credit_note")]
    assert any("4 of 4 numbers" in label.en for label in ledger.quality.evidence)


# === Payments ================================================================================ #


def test_a_payment_before_its_invoice_is_a_deposit() -> None:
    ledger = read("0001;C1;2024-01-20;2024-02-20;100,00;2024-01-05;100,00;;\n")
    assert settled(ledger) == [("0001", "2024-01-05", 10_000, "deposit")]
    assert doubts(ledger) == {Reason.DEPOSIT}


def test_terms_of_zero_days_are_kept_with_a_doubt() -> None:
    ledger = read("0001;C1;2024-01-20;2024-01-20;100,00;;;;\n")
    assert len(ledger.invoices) == 1
    assert doubts(ledger) == {Reason.ZERO_TERMS}


def test_what_is_paid_beyond_the_invoice_is_a_credit() -> None:
    ledger = read(ONE.format(paid="130,00"))
    assert settled(ledger) == [("0001", "2024-02-25", 10_000, "payment")]
    assert alone(ledger) == [("0001", "C1", 3_000, "payment")]
    assert doubts(ledger) == {Reason.OVERPAID}


def test_the_last_money_is_the_excess_and_a_credit_note_has_its_own_reason() -> None:
    ledger = read(ONE.format(paid="80,00") + "0002;C1;2024-03-10;;-30,00;;;;0001\n")
    assert settled(ledger)[-1] == ("0001", "2024-03-10", 2_000, "credit_note")
    assert alone(ledger) == [("0002", "C1", 1_000, "credit_note")]
    assert doubts(ledger) == {Reason.OVERCREDITED}


def test_money_that_was_returned_is_read() -> None:
    rows = ONE.format(paid="60,00") + ONE.format(paid="-60,00").replace("02-25", "03-01")
    assert [cents for _, _, cents, _ in settled(read(rows))] == [6_000, -6_000]


OPEN_HEAD = "facture;client;date facture;échéance;montant;date règlement;reste dû\n"


def test_an_open_amount_says_what_was_paid_on_the_day_of_payment() -> None:
    ledger = read("1;C1;2024-01-20;2024-02-20;100,00;2024-02-25;40,00\n", OPEN_HEAD)
    assert settled(ledger) == [("1", "2024-02-25", 6_000, "payment")]


def test_what_was_paid_nobody_knows_when_leaves_the_open_part() -> None:
    ledger = read("1;C1;2024-01-20;2024-02-20;100,00;;40,00\n", OPEN_HEAD)
    assert ledger.invoices["amount_cents"].tolist() == [4_000]
    assert doubts(ledger) == {Reason.PAID_WITHOUT_DATE}
    assert ledger.quality.amount_read_cents == 10_000


def test_a_closed_invoice_whose_payments_are_in_the_file_is_read() -> None:
    head = HEAD.replace("montant réglé", "état")
    rows = "1;C1;2024-01-20;2024-02-20;100;;Payée;;\n2;C1;2024-03-01;;-100;;;règlement;1\n"
    ledger = read(rows, head)
    assert settled(ledger) == [("1", "2024-03-01", 10_000, "payment")]
    assert ledger.quality.set_aside == ()


def test_given_terms_replace_the_due_dates_that_are_missing() -> None:
    text = "facture;client;date facture;montant;date règlement\n1;C1;2024-01-20;100;\n"
    with pytest.raises(LedgerFileError, match="due_date"):
        read_text(text)
    ledger = read_text(text, terms_days=30)
    assert ledger.invoices["due_date"].tolist() == [pd.Timestamp(2024, 2, 19)]
    assert doubts(ledger) == {Reason.TERMS_GIVEN}


# === Currencies ============================================================================== #

MONEY = """\
facture;client;date facture;échéance;montant;devise;date règlement;montant réglé
1;C1;2024-01-20;2024-02-20;100,00;EUR;;
2;C1;2024-01-20;2024-02-20;100,01;USD;2024-02-21;50,00
2;C1;2024-01-20;2024-02-20;100,01;USD;2024-02-22;50,01
3;C1;2024-01-20;2024-02-20;70,00;EUR;;
4;C1;2024-01-20;2024-02-20;70,00;;;
"""


def test_the_currency_of_most_rows_is_read() -> None:
    ledger = read_text(MONEY)
    assert ledger.currency == ledger.quality.currency == "EUR"
    assert ledger.invoices["invoice_id"].tolist() == ["1", "3", "4"]
    assert {row.reason for row in ledger.quality.set_aside} == {Reason.OTHER_CURRENCY}
    assert ledger.quality.reconciles


def test_another_currency_may_be_asked_for() -> None:
    ledger = read_text(MONEY, currency="usd")
    assert ledger.currency == "USD"
    assert ledger.invoices["amount_cents"].tolist() == [10_001]
    with pytest.raises(LedgerFileError, match="known: EUR, USD"):
        read_text(MONEY, currency="CHF")


@pytest.mark.parametrize("rate", [0.92, 0.5, 1.37])
def test_rates_convert_and_a_paid_invoice_stays_paid_to_the_cent(rate: float) -> None:
    """The parts of an invoice are rounded so that they add up to its rounded amount."""
    ledger = read_text(MONEY, rates={"USD": rate})
    invoices = ledger.invoices.set_index("invoice_id")["amount_cents"]
    assert abs(invoices["2"] - 10_001 * rate) <= 0.5
    assert ledger.payments["amount_cents"].sum() == invoices["2"]
    assert len(ledger.credits) == 0
    assert Reason.CONVERTED in doubts(ledger)
    assert ledger.quality.reconciles
    assert any("several currencies" in line for line in ledger.quality.lines("en"))


@pytest.mark.parametrize("rate", [0.0, -1.0, 1e6, 1e300, float("inf"), float("nan"), "0.92"])
def test_a_rate_that_no_currency_has_is_refused(rate: Any) -> None:
    with pytest.raises(LedgerFileError, match="above 0 and below"):
        read_text(MONEY, rates={"USD": rate})


def test_several_files_are_for_accounting_entries(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.csv", "two.csv")]
    for path in paths:
        path.write_text(HEAD + ONE.format(paid="100,00"), encoding="utf-8")
    with pytest.raises(LedgerFileError, match="one file a year"):
        read_ledger(paths)


def test_a_file_of_credit_notes_alone_is_no_ledger() -> None:
    with pytest.raises(LedgerFileError, match="none of its 1 rows"):
        read("0002;C1;2024-02-10;;-30,00;;;;\n")


def test_the_column_at_fault_is_named() -> None:
    ledger = read(ONE.format(paid="130,00"))
    (doubt,) = ledger.quality.doubts
    assert (doubt.column, doubt.value, doubt.cents) == (Column.PAID_AMOUNT, "130,00", 10_000)
