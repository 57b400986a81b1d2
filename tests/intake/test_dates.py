"""A date reads back from every way to write it; what could be two dates is no date."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.ledger_texts import read_text
from intake.workbooks import one_sheet
from simrecouv.intake.dates import Order, is_null_date, read_dates
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Reason

MONTHS = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "FR": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "EN": "January February March April May June July August September October November December",
    "de": "Jan. Feb. Mär. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez.",
    "DE": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}

#: Ways to write a date whose order is that of `Order.DAY_FIRST`, or that need none.
STYLES = {
    "iso": lambda d: d.isoformat(),
    "time": lambda d: f"{d.isoformat()}T23:59:59.123+02:00",
    "zulu": lambda d: f"{d.isoformat()} 00:00:00Z",
    "compact": lambda d: f"{d:%Y%m%d}",
    "slashes": lambda d: f"{d:%d/%m/%Y}",
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "bare": lambda d: f"{d.day}.{d.month}.{d.year}",
    "clock": lambda d: f"{d:%d/%m/%Y} 10:30",
    "cell": lambda d: f"[{d.isoformat()}]",
}


def one(text: str, order: Order = Order.DAY_FIRST) -> date | None:
    read = read_dates(Texts.of([text]), order)[0]
    return None if np.isnat(read) else read.astype(object)


days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(days, st.sampled_from(sorted(STYLES)))
def test_what_is_written_reads_back(day: date, style: str) -> None:
    assert one(STYLES[style](day)) == day


@given(days)
def test_month_first(day: date) -> None:
    assert one(f"{day.month}/{day.day}/{day.year}", Order.MONTH_FIRST) == day


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_two_digits_of_a_year_span_1970_to_2069(day: date) -> None:
    assert one(f"{day:%d/%m/%y}") == day


@given(
    days, st.sampled_from(sorted(MONTHS)), st.sampled_from(["{}-{}-{}", "{} {} {}", "{}. {} {}"])
)
def test_names_of_months(day: date, language: str, style: str) -> None:
    name = MONTHS[language].split()[day.month - 1]
    for order in Order:
        assert one(style.format(day.day, name, day.year), order) == day


@pytest.mark.parametrize("text", ["3-jui-2024", "3-ma-2024", "30-févr.-2024", "3 xyz 2024", "Mär"])
def test_what_could_be_two_months_or_none_is_no_date(text: str) -> None:
    assert one(text) is None


@pytest.mark.parametrize(
    "text",
    ["1753-01-01", "01/01/1753", "1900-01-01 00:00:00", "0000-00-00", "00/00/0000", "00.00.0000",
     "30/12/1899", "0001-01-01", "31.12.9999", "1970-01-01"],
)  # fmt: skip
def test_null_dates(text: str) -> None:
    assert is_null_date(text)


HEAD = "facture;client;date facture;échéance;montant;payé le\n"


@pytest.mark.parametrize("null", ["01/01/1753", "01/01/1900", "00/00/0000"])
def test_a_null_payment_date_is_no_payment_and_the_report_says_so(null: str) -> None:
    rows = f"1;a;13/04/2024;14/05/2024;5;{null}\n2;a;13/04/2024;14/05/2024;5;15/05/2024\n"
    ledger = read_text(HEAD + rows)
    assert ledger.payments["invoice_id"].tolist() == ["2"]
    assert len(ledger.invoices) == 2
    assert any(null in line and "read as blank" in line for line in ledger.quality.lines("en"))


def test_an_invoice_without_an_issue_date_is_set_aside() -> None:
    rows = "1;a;0000-00-00;2024-05-14;5;\n2;a;2024-04-13;2024-05-14;5;\n"
    (aside,) = read_text(HEAD + rows).quality.set_aside
    assert (aside.column, aside.reason) == (Column.ISSUE_DATE, Reason.NULL_DATE)


def test_serial_numbers_are_dates_where_the_whole_column_is() -> None:
    """45322 is 2024-01-31: Excel counts days since 1899-12-30."""
    ledger = read_text(HEAD + "1;a;45322;45352;5;[45341.5]\n2;a;45323;45353;5;\n")
    assert ledger.invoices["issue_date"].dt.date.tolist() == [date(2024, 1, 31), date(2024, 2, 1)]
    assert ledger.payments["paid_date"].dt.date.tolist() == [date(2024, 2, 19)]
    assert any("day numbers of a spreadsheet" in line for line in ledger.quality.lines("en"))


def test_serial_numbers_among_dates_are_unreadable() -> None:
    rows = "1;a;45322;2024-03-01;5;\n2;a;2024-02-01;2024-03-01;5;\n"
    (aside,) = read_text(HEAD + rows).quality.set_aside
    assert (aside.value, aside.reason) == ("45322", Reason.UNREADABLE)


def test_serial_numbers_beside_true_dates_are_dates() -> None:
    """A cell whose format was lost shows its number, 45323; the others of the column are dates."""
    day = date(2024, 1, 31)
    rows = [("1", "a", day, day, 5, None, None), ("2", "a", 45323, 45324, 5, None, None)]
    ledger = read_text(one_sheet(*rows))
    assert ledger.invoices["issue_date"].dt.date.tolist() == [day, date(2024, 2, 1)]
    assert not ledger.quality.set_aside


@pytest.mark.parametrize("word", ["N/A", "-", "NULL", "None", "#N/A", "néant"])
def test_a_word_for_nothing_is_no_payment(word: str) -> None:
    head = HEAD.replace("payé le", "payé le;montant payé")
    rows = f"1;a;13/04/2024;14/05/2024;5;{word};{word}\n2;a;{word};14/05/2024;5;;\n"
    ledger = read_text(head + rows)
    assert (len(ledger.invoices), len(ledger.payments)) == (1, 0)
    (aside,) = ledger.quality.set_aside
    assert (aside.line, aside.column, aside.reason) == (3, Column.ISSUE_DATE, Reason.MISSING)
    assert any(word in line and "read as blank" in line for line in ledger.quality.lines("en"))
