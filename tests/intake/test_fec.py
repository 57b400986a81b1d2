"""Reading a FEC: every layout gives the same invoices; every case of the books is told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from intake.fec_texts import (
    LAYOUTS,
    Books,
    Layout,
    Line,
    invoices_of,
    read_bytes,
    settled_of,
    small_company,
    written,
)
from intake.test_fec_laws import check_cents
from simrecouv.errors import LedgerFileError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.intake.fec.report import EntriesReport
from simrecouv.intake.fec.roles import Role
from simrecouv.vocabulary import Reason, Settling

TAB = LAYOUTS["tab"]
#: Headings of a ledger of customers, as accounting programs export it.
CUSTOMER_LEDGER = """\
Compte;Intitulé;Date;Journal;Pièce;Libellé;Débit;Crédit;Lettrage;Échéance
411DUPONT;Dupont SA;05/01/2024;VE;F1;Facture F1;1 200,00;;A;19/02/2024
411DUPONT;Dupont SA;20/02/2024;BQ;R1;Virement;;1 200,00;A;
411DURAND;Durand;17/01/2024;VE;F2;Facture F2;600,00;;B;02/03/2024
411DURAND;Durand;28/01/2024;VE;A2;Avoir;;100,00;B;
411DURAND;Durand;25/02/2024;BQ;R2;Chèque;;500,00;B;
411DURAND;Durand;01/03/2024;VE;F3;Facture F3;42,00;;;15/04/2024
"""


def read(books: Books, layout: Layout = TAB, terms_days: int | None = 30) -> RealLedger:
    return read_bytes(written(books.lines, layout), terms_days=terms_days)


def reasons_at(ledger: RealLedger) -> set[tuple[Reason, int]]:
    return {(row.reason, row.cents) for row in ledger.quality.set_aside}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_invoices_and_what_settled_them(name: str) -> None:
    books = small_company()
    ledger = read(books, LAYOUTS[name])
    check_cents(ledger)
    assert invoices_of(ledger) == books.invoices
    assert settled_of(ledger) == sorted(books.settled)
    assert ledger.currency == "EUR"
    assert (ledger.observed_from, ledger.as_of) == (date(2023, 1, 10), date(2023, 12, 31))


def test_what_the_customer_lines_are_adds_up() -> None:
    quality = read(small_company()).quality
    assert isinstance(quality, EntriesReport)
    told = {role: n for role, n, _ in quality.customer_lines}
    assert told[Role.INVOICE] == 12
    assert told[Role.INTERNAL] == 4
    assert told[Role.WRITTEN_OFF] == told[Role.CREDIT_NOTE] == told[Role.REFUND] == 1
    assert set(quality.reasons()) == {Reason.INTERNAL}


def test_entry_numbers_that_number_lines_do_not_part_entries() -> None:
    books = small_company()
    numbered = [replace(line, number=n) for n, line in enumerate(books.lines, 1)]
    assert invoices_of(read_bytes(written(numbered, TAB))) == books.invoices


def test_due_dates_come_from_the_terms_given() -> None:
    ledger = read(small_company(), terms_days=45)
    days = (ledger.invoices["due_date"] - ledger.invoices["issue_date"]).dt.days
    assert days.eq(45).all()
    assert "12 from the terms given, 45 days" in "\n".join(ledger.quality.lines("en"))


def test_due_dates_are_assumed_where_payments_crowd_and_said_so() -> None:
    books = Books()
    for n in range(60):
        day = date(2023, 1 + n % 9, 1 + n % 28)
        one = books.sell(day, f"C{n % 7}", f"F{n:03d}", 10_000 + n)
        late = date.fromordinal(day.toordinal() + 45 + n % 3)
        books.letter(f"L{n}", late, one, books.receive(late, f"C{n % 7}", 10_000 + n))
    ledger = read(books, terms_days=None)
    assert (ledger.invoices["due_date"] - ledger.invoices["issue_date"]).dt.days.eq(45).all()
    assert "assumed at 45 days" in "\n".join(ledger.quality.lines("en"))


def test_a_column_of_due_dates_is_used() -> None:
    content = written(small_company().lines, Layout("|", extra=("DateEcheance",))).decode()
    head, *rows = content.splitlines()
    dated = [row + "20231231" if row.startswith("VE") else row for row in rows]
    ledger = read_bytes("\n".join([head, *dated]).encode(), terms_days=None)
    assert ledger.invoices["due_date"].dt.date.eq(date(2023, 12, 31)).all()
    assert "assumed" not in "\n".join(ledger.quality.lines("en"))


# === Lettering that does not settle =========================================================== #


def test_lettered_with_nothing_after_the_last_day_is_open() -> None:
    """An invoice that is lettered after the last entry was open on that day."""
    books = small_company()
    books.letter("ZZ", date(2024, 2, 1), books.sell(date(2023, 12, 1), "C10", "F070", 9_900))
    ledger = read(books)
    assert "F070" in set(ledger.invoices["invoice_id"])
    assert "F070" not in set(ledger.payments["invoice_id"])
    assert ledger.quality.doubts_by_reason()[Reason.ONE_LEGGED] == 1


def test_lettered_with_nothing_within_the_year_is_set_aside() -> None:
    books = small_company()
    books.letter("ZZ", date(2023, 12, 20), books.sell(date(2023, 12, 1), "C10", "F070", 9_900))
    ledger = read(books)
    assert reasons_at(ledger) >= {(Reason.ONE_LEGGED, 9_900)}
    assert invoices_of(ledger) == {one for one in books.invoices if one[0] != "F070"}
    check_cents(ledger)


def test_an_unbalanced_group_is_settled_as_far_as_it_goes() -> None:
    books = small_company()
    old, new = (books.sell(date(2023, 10, d), "C10", f"F08{d}", 10_000) for d in (1, 2))
    books.letter("AA", date(2023, 11, 1), old, new, books.receive(date(2023, 11, 1), "C10", 12_000))
    ledger = read(books)
    paid = ledger.payments.set_index("invoice_id")["amount_cents"]
    assert (paid["F081"], paid["F082"]) == (10_000, 2_000)
    assert ledger.quality.doubts_by_reason()[Reason.UNBALANCED] == 3


def test_letters_come_back_every_year() -> None:
    """One code twice, without dates of lettering: parted where its balance comes back to zero."""
    books = small_company()
    for month, cents in ((2, 1_000), (8, 7_700)):
        one = books.sell(date(2023, month, 1), "C10", f"F09{month}", cents)
        paid = books.receive(date(2023, month + 1, 1), "C10", cents)
        books.letter("AA", date(2023, 1, 1), one, paid)
    books.lines = [replace(x, letter_day=None) if x.auxiliary == "C10" else x for x in books.lines]
    ledger = read(books)
    assert {row for row in settled_of(ledger) if row[0].startswith("F09")} == {
        ("F092", date(2023, 3, 1), 1_000, "payment"),
        ("F098", date(2023, 9, 1), 7_700, "payment"),
    }


def test_payments_without_letter_are_matched_only_beyond_doubt() -> None:
    books = small_company()
    for d in (1, 2):
        books.sell(date(2023, 10, d), "C10", f"F10{d}", 5_000)
    books.receive(date(2023, 11, 1), "C10", 5_000)
    ledger = read(books)
    assert ledger.credits[["customer_id", "amount_cents", "kind"]].to_numpy().tolist() == [
        ["C10", 5_000, Settling.PAYMENT.value]
    ]
    check_cents(ledger)


def test_several_invoices_that_become_doubtful_together_stay_open() -> None:
    books = small_company()
    sold = [books.sell(date(2023, 2, d), "C10", f"F11{d}", 1_000 * d) for d in (1, 2)]
    legs = [("41600000", 3_000), ("41100000", -1_000), ("41100000", -2_000)]
    moved = books.enter("OD", date(2023, 9, 1), "C10", "OD90", legs)
    books.letter("AA", date(2023, 9, 1), *sold, *moved[1:])
    books.letter("AB", date(2023, 10, 1), moved[0])
    ledger = read(books)
    assert {"F111", "F112"} <= set(ledger.invoices["invoice_id"])
    assert {"F111", "F112"}.isdisjoint(ledger.payments["invoice_id"])
    check_cents(ledger)


def test_what_another_entry_settles_is_said_so() -> None:
    """A customer who is also a supplier: his invoice is set against ours."""
    books = small_company()
    one = books.sell(date(2023, 2, 1), "C10", "F120", 8_000)
    legs = [("40100000", 8_000), ("41100000", -8_000)]
    books.letter(
        "AA", date(2023, 3, 1), one, books.enter("OD", date(2023, 3, 1), "C10", "OD", legs)[1]
    )
    assert ("F120", date(2023, 3, 1), 8_000, "other") in settled_of(read(books))


def test_a_negative_debit_is_a_credit() -> None:
    content = written(small_company().lines, TAB).decode()
    line = next(line for line in content.splitlines() if "\tA001\t" in line and "\t411" in line)
    assert "\t0,00\t200,00\t" in line
    negative = content.replace(line, line.replace("\t0,00\t200,00\t", "\t-200,00\t0,00\t"))
    ledger = read_bytes(negative.encode())
    assert settled_of(ledger) == sorted(small_company().settled)


def test_quoted_values_are_read_where_the_headings_are_quoted() -> None:
    content = written(small_company().lines, TAB).decode().replace('"', "")
    rows = ["\t".join(f'"{v}"' for v in line.split("\t")) for line in content.splitlines()]
    assert invoices_of(read_bytes("\n".join(rows).encode())) == small_company().invoices


# === Openings ================================================================================= #


def opened(piece_day: date, cents: int = 33_000) -> Books:
    """Books that open with one line of a customer, paid in March."""
    books = small_company()
    first, code = date(2023, 1, 1), ("ZZ", date(2023, 3, 1))
    line = Line("AN", 0, first, "41100000", "C20", "F900", piece_day, cents, *code)
    books.lines += [line, Line("AN", 0, first, "12000000", "", "AN", first, -cents)]
    books.letter(*code, books.receive(date(2023, 3, 1), "C20", cents))
    return books


def test_an_opening_by_invoice_is_an_invoice_of_its_day() -> None:
    ledger = read(opened(date(2022, 11, 15)))
    assert ("F900", "C20", date(2022, 11, 15), 33_000) in invoices_of(ledger)
    assert ("F900", date(2023, 3, 1), 33_000, "payment") in settled_of(ledger)
    assert ledger.observed_from == date(2023, 1, 1)
    check_cents(ledger)


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2022, 12, 31)])
def test_an_opening_without_detail_is_set_aside_with_what_pays_it(day: date) -> None:
    ledger = read(opened(day))
    assert {(Reason.OPENING_ENTRY, 33_000), (Reason.OPENING_ENTRY, -33_000)} <= reasons_at(ledger)
    assert "C20" not in set(ledger.invoices["customer_id"]) | set(ledger.credits["customer_id"])
    check_cents(ledger)


def test_an_opening_is_known_without_its_journal() -> None:
    lines = [
        replace(x, journal="OD") if x.journal == "AN" else x for x in opened(date(2023, 1, 1)).lines
    ]
    ledger = read_bytes(written(lines, TAB))
    assert (Reason.OPENING_ENTRY, 33_000) in reasons_at(ledger)


# === Other files ============================================================================== #


def test_a_ledger_of_customers_goes_the_same_way() -> None:
    ledger = read_bytes(CUSTOMER_LEDGER.encode("cp1252"), terms_days=None)
    check_cents(ledger)
    assert invoices_of(ledger) == {
        ("F1", "DUPONT", date(2024, 1, 5), 120_000),
        ("F2", "DURAND", date(2024, 1, 17), 60_000),
        ("F3", "DURAND", date(2024, 3, 1), 4_200),
    }
    assert settled_of(ledger) == [
        ("F1", date(2024, 2, 20), 120_000, "payment"),
        ("F2", date(2024, 1, 28), 10_000, "credit_note"),
        ("F2", date(2024, 2, 25), 50_000, "payment"),
    ]
    due = ledger.invoices.set_index("invoice_id")["due_date"].dt.date
    assert due["F1"] == date(2024, 2, 19)


@pytest.mark.parametrize("code", ["", "C", "512", "654", "701"])
def test_a_ledger_of_customers_reads_the_same_whatever_their_numbers(code: str) -> None:
    as_written = read_bytes(CUSTOMER_LEDGER.encode("cp1252"), terms_days=None)
    text = CUSTOMER_LEDGER.replace("411DU", f"{code}DU")
    ledger = read_bytes(text.encode("cp1252"), terms_days=None)
    check_cents(ledger)
    assert settled_of(ledger) == settled_of(as_written)
    assert invoices_of(ledger) == {
        (number, code + customer, day, cents)
        for number, customer, day, cents in invoices_of(as_written)
    }


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("EcritureDate", "x", "no date of entries"),
        ("\t411", "\t611", "no line of a customer account"),
        ("\t707", "\t107", "no invoice"),
        ("\t2023", "\t1823", "1823"),
    ],
)
def test_the_error_says_what_was_meant(old: str, new: str, meant: str) -> None:
    books = Books()
    books.sell(date(2023, 1, 10), "C01", "F001", 120_000)
    if meant == "no invoice":
        books.lines = [replace(line, journal="OD") for line in books.lines]
    content = written(books.lines, TAB).decode().replace(old, new)
    with pytest.raises(LedgerFileError, match=meant):
        read_ledger_of_entries(content)


def read_ledger_of_entries(content: str) -> RealLedger:
    return read_bytes(content.encode())


def test_unreadable_amounts_and_dates_are_set_aside_by_line() -> None:
    content = written(small_company().lines, LAYOUTS["tab"]).decode()
    broken = content.replace("\t1200,00\t", "\t12OO,00\t", 1).replace(
        "\t20230301\t", "\t20230230\t"
    )
    ledger = read_bytes(broken.encode())
    assert {reason for reason, _ in reasons_at(ledger)} >= {Reason.UNREADABLE}
    check_cents(ledger)


# === A real one =============================================================================== #


def test_the_published_figures_of_a_real_fec(real_ledgers: Path) -> None:
    """53 invoices whose payment is beyond doubt: mean 51.1 days, median 49, 95th percentile 92.

    They are lettered, paid by money, without a doubt in the report: one more is lettered together
    with an opening entry without detail, one has no letter. Days run to each part that settles an
    invoice, by amount: a credit note settled a tenth of one of them before its payment did.
    """
    ledger = read_ledger(real_ledgers / "fec" / "111111111FEC20221231.txt")
    check_cents(ledger)
    quality = ledger.quality
    assert isinstance(quality, EntriesReport)
    assert quality.rows_in_file == 934
    assert sum(n for _, n, _ in quality.customer_lines) == 151
    days = days_to_pay(ledger)
    doubtful = {(row.value, abs(row.cents)) for row in quality.doubts}
    paid = ledger.invoices.set_index("invoice_id").loc[days.index]
    pairs = zip(paid["customer_id"], paid["amount_cents"], strict=True)
    sure = days[[pair not in doubtful for pair in pairs]]
    assert len(days) == 55
    assert len(sure) == 53
    assert round(sure.mean(), 1) == 51.1
    assert sure.median() == 49
    assert round(float(np.percentile(sure, 95))) == 92


def test_the_other_customer_lines_of_a_real_fec_are_told(real_ledgers: Path) -> None:
    quality = read_ledger(real_ledgers / "fec" / "111111111FEC20221231.txt").quality
    assert isinstance(quality, EntriesReport)
    told = {role: n for role, n, _ in quality.customer_lines}
    assert told == {
        Role.INVOICE: 85, Role.PAYMENT: 46, Role.CREDIT_NOTE: 3, Role.OPENING_DEBIT: 13,
        Role.OPENING_CREDIT: 1, Role.OTHER_DEBIT: 2, Role.OTHER_CREDIT: 1,
    }  # fmt: skip
    said = "\n".join(quality.lines("en"))
    assert "entries from 2023-01-01 to 2023-07-31" in said
    assert "117 of 151" in said


def days_to_pay(ledger: RealLedger) -> pd.Series[float]:
    """Days from issue to settlement, weighted by cents, of the invoices that money settled."""
    rows = ledger.payments.merge(ledger.invoices, on="invoice_id", suffixes=("", "_invoice"))
    rows["days"] = (rows["paid_date"] - rows["issue_date"]).dt.days * rows["amount_cents"]
    by_money = rows.groupby("invoice_id")["kind"].agg(
        lambda kinds: (kinds == Settling.PAYMENT).any()
    )
    sums = rows.groupby("invoice_id")[["days", "amount_cents"]].sum()
    found: pd.Series[float] = (sums["days"] / sums["amount_cents"])[by_money]
    return found
