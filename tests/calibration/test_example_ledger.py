"""The look-alike ledger that the project ships is its own, and can be made again."""

from __future__ import annotations

from pathlib import Path

from simrecouv.calibration import example_ledger_path, write_example_ledger
from simrecouv.intake import read_ledger


def test_the_same_bytes_are_made_again(tmp_path: Path) -> None:
    """If the engine changed on purpose, `write_example_ledger(example_ledger_path())` renews it."""
    again = tmp_path / "again.csv"
    write_example_ledger(again)
    assert again.read_bytes() == example_ledger_path().read_bytes()
    assert again.stat().st_size <= 300_000


def test_it_looks_like_a_french_export_and_has_open_items() -> None:
    text = example_ledger_path().read_text(encoding="utf-8")
    assert text.startswith("numéro de facture;code client;segment;date de facture;")
    ledger = read_ledger(example_ledger_path())
    assert ledger.quality.set_aside == ledger.quality.doubts == ()
    assert "année en tête" in " ".join(ledger.quality.lines("fr"))
    assert 0 < len(ledger.payments) < len(ledger.invoices)
