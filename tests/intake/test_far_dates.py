"""One slip in a year must not stretch the period that a calibration reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simrecouv.intake import read_ledger
from simrecouv.vocabulary import Reason


@pytest.mark.parametrize(
    "slip",
    [
        "F9;C1;26/12/99;26/01/00;100,00;26/02/00",
        "F9;C1;26/12/2089;26/01/2090;100,00;26/02/2090",
        "F9;C1;26/03/2025;26/04/2025;100,00;25/12/2052",
    ],
)
def test_a_date_far_from_the_others_is_set_aside(tmp_path: Path, slip: str) -> None:
    days = [f"{1 + k % 27:02d}" for k in range(30)]
    rows = [f"F0{k};C{k % 5};{d}/03/25;{d}/04/25;100,00;{d}/05/25" for k, d in enumerate(days)]
    path = tmp_path / "ledger.csv"
    head = "facture;client;date facture;échéance;montant;date règlement"
    path.write_text("\n".join([head, *rows, slip]), encoding="utf-8")
    ledger = read_ledger(path)
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.FAR_DATE]
    assert len(ledger.invoices) == 30
    assert ledger.as_of < np.datetime64("2026-01-01")
