"""What holds for any file of entries: sums to the cent, and years that join without a seam."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from intake.fec_texts import (
    LAYOUTS,
    Books,
    Line,
    by_year,
    drawn_company,
    invoices_of,
    read_bytes,
    settled_of,
    small_company,
    written,
)
from simrecouv.errors import LedgerFileError
from simrecouv.intake import RealLedger
from simrecouv.intake.fec.report import EntriesReport
from simrecouv.vocabulary import Reason

TAB = LAYOUTS["tab"]


def check_cents(ledger: RealLedger) -> None:
    """Check that read + set aside = file; debits - credits read = invoices - what settled them."""
    quality = ledger.quality
    assert isinstance(quality, EntriesReport)
    assert quality.reconciles
    assert sum(row.cents for row in quality.set_aside) == quality.amount_set_aside_cents
    settled = int(ledger.payments["amount_cents"].sum() + ledger.credits["amount_cents"].sum())
    assert int(ledger.invoices["amount_cents"].sum()) - settled == quality.amount_read_cents
    assert ledger.credits["amount_cents"].gt(0).all()
    paid = ledger.payments.groupby("invoice_id")["amount_cents"].sum()
    amounts = ledger.invoices.set_index("invoice_id")["amount_cents"]
    assert paid.between(0, amounts.loc[paid.index]).all()


@pytest.mark.parametrize("seed", range(12))
def test_debits_less_credits_are_accounted_for_to_the_cent(seed: int) -> None:
    books = drawn_company(seed)
    ledger = read_bytes(written(books.lines, TAB))
    check_cents(ledger)
    assert invoices_of(ledger) == books.invoices
    total = sum(line.cents for line in books.lines if line.ledger_account.startswith("411"))
    assert ledger.quality.amount_in_file_cents == total


def test_the_other_accounts_are_summed_by_class() -> None:
    books = small_company()
    quality = read_bytes(written(books.lines, TAB)).quality
    assert isinstance(quality, EntriesReport)
    others = quality.others_frame()
    seven = [line.cents for line in books.lines if line.ledger_account.startswith("7")]
    assert others["debit_cents"].sum() - others["credit_cents"].sum() == -sum(
        line.cents for line in books.lines if line.auxiliary
    )
    row = others.set_index("group").loc["7"]
    assert (row["rows"], row["credit_cents"] - row["debit_cents"]) == (len(seven), -sum(seven))
    told = quality.summary_frame("en").set_index("what")["rows"]
    assert told["entry of another account"] == others["rows"].sum()
    assert quality.rows_of_others + quality.customer_lines_frame()["rows"].sum() == len(books.lines)


@pytest.mark.parametrize("others", [True, False])
def test_the_rows_of_the_page_sum_to_the_file(others: bool) -> None:
    """Lines of other accounts have a row of their own; a file of customer lines alone has none."""
    lines = [line for line in small_company().lines if others or line.auxiliary]
    quality = read_bytes(written(lines, TAB)).quality
    table = quality.to_html("en").partition("</table>")[0]
    cells = [re.findall("<td>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", table)[1:]]
    *rows, total = [int(row[1].replace(",", "")) for row in cells]
    assert sum(rows) == total == len(lines)
    assert ("accounts other than customers" in table) == others


@pytest.mark.parametrize("lump", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_two_years_joined_are_one_file_of_both(seed: int, lump: bool) -> None:
    """Openings are read once, and lettering runs across years: as if no year had been closed."""
    books = drawn_company(seed, years=2)
    years = by_year(books.lines, lump=lump)
    whole = read_bytes(written(books.lines, TAB))
    apart = read_bytes(*(written(year, TAB) for year in years[::-1]))
    joined = read_bytes(written([line for year in years for line in year], TAB))
    for ledger in (apart, joined):
        check_cents(ledger)
        assert invoices_of(ledger) == invoices_of(whole) == books.invoices
        assert settled_of(ledger) == settled_of(whole)
        assert set(ledger.quality.reasons()) <= {Reason.CARRIED_FORWARD}
    assert ledger.observed_from == whole.observed_from


def test_openings_that_are_the_closing_are_said_so() -> None:
    books = drawn_company(0, years=2)
    years = by_year(books.lines)
    said = "\n".join(read_bytes(*(written(year, TAB) for year in years)).quality.lines("en"))
    accounts = {line.auxiliary for line in years[1] if line.journal == "AN" and line.auxiliary}
    assert f"{len(accounts)} of {len(accounts)} customer balances equal to their closing" in said


def test_years_must_follow_each_other() -> None:
    years = [written(year, TAB) for year in by_year(drawn_company(1, years=3).lines)]
    with pytest.raises(LedgerFileError, match="a year is missing"):
        read_bytes(years[0], years[2])
    with pytest.raises(LedgerFileError, match="give each year once"):
        read_bytes(years[0], years[0])


def test_relabelling_customers_changes_nothing_else() -> None:
    books = small_company()
    other = Books([_renamed(line) for line in books.lines])
    one, two = (read_bytes(written(b.lines, TAB)) for b in (books, other))
    assert settled_of(one) == settled_of(two)
    assert {(p, "9" + c[1:], d, a) for p, c, d, a in invoices_of(one)} == invoices_of(two)


def _renamed(line: Line) -> Line:
    return replace(line, auxiliary="9" + line.auxiliary[1:] if line.auxiliary else "")
