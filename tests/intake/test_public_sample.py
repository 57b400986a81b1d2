"""A public sample of 2,466 invoices reads the same from its two exports (`SIMRECOUV_REAL_LEDGERS`)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from simrecouv.errors import LedgerFileError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.vocabulary import Column, Reason


def sample(folder: Path, name: str) -> RealLedger:
    (path,) = (folder / "ibm-late-payments").glob(f"{name}.*")
    return read_ledger(path)


def facts(ledger: RealLedger) -> pd.DataFrame:
    """Invoices with their payment, by an identifier without its leading zeros."""
    joined = ledger.invoices.merge(ledger.payments, on="invoice_id", suffixes=("", "_paid"))
    joined["invoice_id"] = joined["invoice_id"].str.lstrip("0")
    return joined.sort_values("invoice_id", ignore_index=True)


def test_published_figures(real_ledgers: Path) -> None:
    """Late 35.6 %, mean days to pay 26.44, disputed 22.7 %; nothing set aside."""
    ledger = sample(real_ledgers, "late-payments")
    rows = facts(ledger)
    assert len(rows) == len(ledger.invoices) == 2466
    assert ledger.quality.set_aside == ledger.quality.doubts == ()
    assert (rows["paid_date"] > rows["due_date"]).mean() == pytest.approx(0.356, abs=0.0005)
    days = (rows["paid_date"] - rows["issue_date"]).dt.days
    assert days.mean() == pytest.approx(26.44, abs=0.005)
    assert rows["disputed"].mean() == pytest.approx(0.227, abs=0.0005)
    assert ledger.invoices["invoice_id"].str.startswith("0").any()


def test_the_day_first_twin_holds_the_same_invoices(real_ledgers: Path) -> None:
    original, twin = (sample(real_ledgers, n) for n in ("late-payments", "late-payments-day-first"))
    assert facts(twin).equals(facts(original))


def test_the_workbook_with_swapped_dates_holds_the_same_invoices(real_ledgers: Path) -> None:
    """872 issue dates are cells with day and month swapped; they are put right, one by one."""
    original, twin = (
        sample(real_ledgers, n) for n in ("late-payments", "late-payments-text-dates")
    )
    assert facts(twin).equals(facts(original))
    issue = [
        doubt.value
        for doubt in twin.quality.doubts
        if (doubt.column, doubt.reason) == (Column.ISSUE_DATE, Reason.SWAPPED_DATE)
    ]
    assert len(issue) == 872
    assert any("invoice date: 872 true date cells" in line for line in twin.quality.lines("en"))


def test_the_file_with_gaps_holds_them_and_120_more(real_ledgers: Path) -> None:
    original, gaps = (sample(real_ledgers, n) for n in ("late-payments", "late-payments-with-gaps"))
    assert gaps.quality.rows_in_file == len(gaps.invoices) == 2466 + 120
    assert gaps.quality.reconciles
    assert set(facts(original)["invoice_id"]) <= set(facts(gaps)["invoice_id"])


def test_other_files_are_refused_by_name(real_ledgers: Path) -> None:
    refused = {
        "fines/fines-2000-2005.csv.gz": "no column of",
    }
    for name, meant in refused.items():
        with pytest.raises(LedgerFileError, match=meant):
            read_ledger(real_ledgers / name)
