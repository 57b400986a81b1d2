"""A Parquet file reads as the same rows in a delimited text, where pyarrow is installed."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from intake.ledger_texts import read_text
from simrecouv.errors import LedgerFileError, MissingExtra

ROWS: dict[str, list[Any]] = {
    "facture": [1, 2, 3],
    "client": ["a", "b", "a"],
    "date facture": [date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 2)],
    "échéance": [date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 3)],
    "montant": [Decimal("1250.50"), Decimal("3.00"), Decimal("0.10")],
    "payé le": [date(2024, 2, 29), None, None],
    "litige": [True, False, None],
}
TEXT = """\
facture;client;date facture;échéance;montant;payé le;litige
1;a;2024-01-31;2024-03-01;1250,50;2024-02-29;oui
2;b;2024-02-01;2024-03-02;3;;non
3;a;2024-02-02;2024-03-03;0,10;;
"""


def content(rows: dict[str, list[Any]]) -> bytes:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = BytesIO()
    parquet.write_table(arrow.table(rows), out)
    return out.getvalue()


def test_typed_columns_read_as_texts_do() -> None:
    ledger, from_text = read_text(content(ROWS)), read_text(TEXT)
    assert ledger.invoices.equals(from_text.invoices)
    assert ledger.payments.equals(from_text.payments)
    assert ledger.quality.reconciles


def test_floats_and_times() -> None:
    floats = {**ROWS, "montant": [0.1 + 0.2, 1e5, 12.0]}
    assert read_text(content(floats)).invoices["amount_cents"].tolist() == [30, 10_000_000, 1_200]


@pytest.mark.parametrize("end", [-1, -20, 60])
def test_a_cut_file_is_a_named_error(end: int) -> None:
    with pytest.raises(LedgerFileError, match="broken Parquet"):
        read_text(content(ROWS)[:end])


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"simrecouv\[parquet\]"):
        read_text(b"PAR1")
