"""What is written reads back the same, and no spreadsheet runs it."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from intake.drawn_ledgers import files, ledgers
from intake.ledger_texts import read_text
from simrecouv.intake import RealLedger, read_ledger, write_ledger
from simrecouv.intake.formulas import guarded, unguarded


def written(ledger: RealLedger) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        write_ledger(ledger, path)
        return path.read_bytes()


def assert_same(one: RealLedger, other: RealLedger) -> None:
    for name in ("invoices", "payments", "credits"):
        assert getattr(one, name).equals(getattr(other, name)), name
    for name in ("currency", "observed_from", "stated_as_of", "as_of"):
        assert getattr(one, name) == getattr(other, name), name


@settings(max_examples=50)
@given(ledgers())
def test_any_ledger_reads_back_exactly(ledger: RealLedger) -> None:
    assert_reads_back(ledger)


@pytest.mark.slow
@settings(max_examples=1_000)
@given(ledgers())
def test_many_ledgers_read_back_exactly(ledger: RealLedger) -> None:
    assert_reads_back(ledger)


def assert_reads_back(ledger: RealLedger) -> None:
    content = written(ledger)
    again = read_text(content)
    assert again.quality.set_aside == ()
    assert_same(again, ledger)
    assert written(again) == content


@settings(max_examples=50)
@given(files())
def test_whatever_was_read_reads_back_exactly(text: str) -> None:
    ledger = read_text(text, currency="EUR", rates={"USD": 0.9})
    again = read_text(written(ledger))
    assert again.quality.set_aside == ()
    assert_same(again, ledger)


@settings(max_examples=25)
@given(ledgers())
def test_no_value_starts_a_formula(ledger: RealLedger) -> None:
    """Amounts and dates apart, which are numbers: they start with a digit or a minus."""
    head, *rows = csv.reader(written(ledger).decode().splitlines(), delimiter=";")
    numbers = {"montant TTC", "montant réglé"}
    for row in rows:
        for heading, value in zip(head, row, strict=True):
            if heading not in numbers:
                assert not value.startswith(("=", "+", "-", "@", "\t", "\r")), (heading, value)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "'a", "''=1", "plain", ""])
def test_guarded_texts_come_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_files_of_identifiers_that_look_like_formulas(tmp_path: Path) -> None:
    text = (
        "facture;client;date facture;échéance;montant;payé le\n=1+1;@C;2024-01-31;2024-03-01;5;\n"
    )
    ledger = read_text(text)
    path = tmp_path / "safe.csv"
    write_ledger(ledger, path)
    assert "'=1+1;'@C;" in path.read_text(encoding="utf-8")
    assert read_ledger(path).invoices["invoice_id"].tolist() == ["=1+1"]
