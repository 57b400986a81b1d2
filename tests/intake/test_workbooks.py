"""A sheet reads as the same rows in a delimited text; cells keep what their type says."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from intake.ledger_texts import FRENCH, read_text
from intake.workbooks import HEAD, one_sheet, workbook
from simrecouv.errors import LedgerFileError
from simrecouv.intake.sheets import SHEET_LINES
from simrecouv.vocabulary import Column, Reason

SHEET = "xl/worksheets/sheet1.xml"

FRENCH_ROWS = [line.split(";") for line in FRENCH.splitlines()]
#: A row of true cells: a number as identifier, dates, an amount with the noise of binary fractions.
CELLS = (
    12345.0,
    "C1",
    date(2024, 1, 31),
    pd.Timestamp(2024, 3, 1, 9, 30).to_pydatetime(),
    0.1 + 0.2,
    None,
    None,
)


def test_texts_in_cells_read_as_texts_in_a_file() -> None:
    from_sheet, from_text = read_text(workbook({"Feuil1": FRENCH_ROWS})), read_text(FRENCH)
    assert from_sheet.invoices.equals(from_text.invoices)
    assert from_sheet.payments.equals(from_text.payments)
    assert "sheet 'Feuil1', headings on row 1" in " ".join(from_sheet.quality.lines("en"))


def test_true_cells() -> None:
    ledger = read_text(one_sheet(CELLS))
    (row,) = ledger.invoices.to_dict("records")
    assert row["invoice_id"] == "12345"
    assert (row["issue_date"], row["due_date"]) == (
        pd.Timestamp(2024, 1, 31),
        pd.Timestamp(2024, 3, 1),
    )
    assert row["amount_cents"] == 30


@pytest.mark.parametrize("mark", [",", "."])
def test_number_cells_have_no_mark_to_decide(mark: str) -> None:
    """1250.505 would read as 1,250,505 under a decimal comma that texts of the column decide."""
    rows = [
        ("1", "a", "31/01/2024", "01/03/2024", f"12{mark}50", None, None),
        ("2", "a", "31/01/2024", "01/03/2024", 1250.505, None, None),
        ("3", "a", "31/01/2024", "01/03/2024", 7, None, None),
    ]
    assert read_text(one_sheet(*rows)).invoices["amount_cents"].tolist() == [1250, 125_051, 700]


def test_headings_stand_below_a_title_and_blank_rows() -> None:
    rows = [["Balance âgée au 31/03/2024"], [], ["Société", "X"], *FRENCH_ROWS]
    ledger = read_text(workbook({"Feuil1": rows}))
    assert len(ledger.invoices) == 4
    assert "headings on row 4" in " ".join(ledger.quality.lines("en"))


def test_mapped_headings_below_a_title_are_found() -> None:
    rows = [["Ventes"], ["A", "B", "C", "D", "E", "F"], *([*row[:6]] for row in FRENCH_ROWS[1:])]
    fields = ("invoice_id", "customer_id", "issue_date", "due_date", "amount", "paid_date")
    ledger = read_text(workbook({"Feuil1": rows}), dict(zip("ABCDEF", fields, strict=True)))
    assert len(ledger.invoices) == 4


def test_the_sheet_with_most_known_headings_is_read() -> None:
    other = [["client", "ville", "remarque"], ["1", "Lyon", ""]]
    ledger = read_text(
        workbook({"Lisez-moi": [["Bonjour"]], "Clients": other, "Ventes": FRENCH_ROWS})
    )
    assert len(ledger.invoices) == 4
    assert "sheet 'Ventes'" in " ".join(ledger.quality.lines("en"))


def test_lines_are_rows_of_the_sheet() -> None:
    rows = [["Titre"], HEAD, CELLS, [], ("2", "C1", date(2024, 1, 31), date(2024, 3, 1), "dix")]
    (aside,) = read_text(workbook({"Feuil1": rows})).quality.set_aside
    assert (aside.line, aside.column, aside.value) == (5, Column.AMOUNT, "dix")


def test_a_formula_that_failed_is_no_identifier() -> None:
    failed = ("#N/A", *CELLS[1:])
    quality = read_text(one_sheet(CELLS, failed, failed)).quality
    assert [row.reason for row in quality.set_aside] == [Reason.MISSING] * 2
    assert quality.reconciles


def test_true_date_cells_alone_are_believed() -> None:
    """No text beside them: nothing betrays an accident, though every day is 12 at most."""
    rows = [(n, "C1", date(2024, n, 1), date(2024, n + 1, 2), 5, None, None) for n in range(1, 9)]
    assert read_text(one_sheet(*rows)).invoices["issue_date"].dt.day.tolist() == [1] * 8


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        (one_sheet(CELLS)[:-300], "broken or protected Excel"),
        (one_sheet(CELLS)[:400], "broken or protected Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file .* password"),
        (workbook({"Feuil1": []}), "empty"),
        (workbook({"Feuil1": [["facture"], ["1"]]}), "one column"),
        (workbook({"Feuil1": [HEAD]}), "headings without rows"),
    ],
    ids=["truncated", "cut", "old", "empty", "one column", "headings"],
)
def test_the_error_says_what_is_wrong(content: bytes, meant: str) -> None:
    with pytest.raises(LedgerFileError, match=meant):
        read_text(content)


def rewritten(content: bytes, part: str, text: bytes) -> bytes:
    """Replace a part of a workbook."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_garbage_in_a_part_is_a_named_error(part: str) -> None:
    with pytest.raises(LedgerFileError, match="broken or protected Excel"):
        read_text(rewritten(one_sheet(CELLS), part, b"<a><b></a>"))


def test_a_bomb_is_refused_before_it_swells() -> None:
    bomb = rewritten(one_sheet(CELLS), "xl/worksheets/sheet1.xml", bytes(2**26 + 1))
    with pytest.raises(LedgerFileError, match="beyond measure"):
        read_text(bomb)


def test_another_zip_is_no_workbook() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ledger.csv", FRENCH)
    with pytest.raises(LedgerFileError, match="not an Excel workbook"):
        read_text(out.getvalue())


def rows_of(year: int, n: int) -> list[tuple[object, ...]]:
    day = date(year, 1, 31)
    return [(f"{year}-{k}", "C1", day, date(year, 3, 1), 10, None, None) for k in range(n)]


def test_sheets_of_the_same_headings_are_one_table() -> None:
    book = workbook(
        {"2023": [HEAD, *rows_of(2023, 3)], "2024": [["Titre"], HEAD, *rows_of(2024, 2)]}
    )
    ledger = read_text(book)
    assert len(ledger.invoices) == 5
    assert "sheet '2024' read too, same headings" in " ".join(ledger.quality.lines("en"))


def test_a_row_of_a_further_sheet_has_a_line_of_its_own() -> None:
    bad = ("2", "C1", date(2024, 1, 31), date(2024, 3, 1), "dix", None, None)
    book = workbook({"2023": [HEAD, *rows_of(2023, 3)], "2024": [HEAD, bad]})
    (aside,) = read_text(book).quality.set_aside
    assert aside.line == SHEET_LINES + 2


def test_sheets_left_out_are_named_with_their_rows() -> None:
    other = [("client", "ville"), ("C1", "Lyon"), ("C2", "Nice")]
    ledger = read_text(workbook({"Clients": other, "Ventes": [HEAD, *rows_of(2024, 2)]}))
    assert "sheet 'Clients' left out (2 rows)" in " ".join(ledger.quality.lines("en"))


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    book, out = load_workbook(BytesIO(content)), BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def hide(book: Workbook) -> None:
    book["Vieux"].sheet_state = "hidden"


@pytest.mark.parametrize("more", [(), ("litige",)], ids=["same headings", "more headings"])
def test_a_hidden_sheet_never_wins(more: tuple[str, ...]) -> None:
    old = [(*HEAD, *more), *rows_of(2023, 5)]
    book = workbook({"Vieux": old, "Ventes": [HEAD, *rows_of(2024, 2)]})
    ledger = read_text(changed(book, hide))
    assert len(ledger.invoices) == 2
    assert "hidden sheet 'Vieux' left out (5 rows)" in " ".join(ledger.quality.lines("en"))


def test_a_chart_sheet_is_passed_over() -> None:
    book = changed(one_sheet(CELLS), lambda book: book.create_chartsheet("Graphique", 0))
    assert len(read_text(book).invoices) == 1


def test_formulas_never_calculated_are_one_error() -> None:
    rows = [(*row[:4], f"=100+{k}", None, None) for k, row in enumerate(rows_of(2024, 3))]
    with pytest.raises(LedgerFileError, match=r"montant, cell E2.*never calculated") as caught:
        read_text(one_sheet(*rows))
    assert len(caught.value.problems) == 1


def test_a_total_never_calculated_is_evidence() -> None:
    total = ("Total", None, None, None, "=SUM(E2:E6)", None, None)
    ledger = read_text(one_sheet(*rows_of(2024, 5), total))
    assert len(ledger.invoices) == 5
    assert "1 formulas never calculated, e.g. E7" in " ".join(ledger.quality.lines("en"))


def test_a_formula_calculated_as_an_empty_text_is_calculated() -> None:
    cell = b'<c r="F2" t="str"><f>IF(1,"","")</f><v></v></c>'
    content = one_sheet(CELLS)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part = archive.read(SHEET).replace(b"</row></sheetData>", cell + b"</row></sheetData>")
    lines = read_text(rewritten(content, SHEET, part)).quality.lines("en")
    assert "never calculated" not in " ".join(lines)
