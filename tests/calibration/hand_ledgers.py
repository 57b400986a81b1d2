"""Ledgers made by hand: dates and amounts that a test chooses, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simrecouv.intake import QualityReport, RealLedger
from simrecouv.vocabulary import Settling
from simrecouv.world.addressing import uniform


def luck(seed: int, n: int) -> np.ndarray:
    """Uniform draws in (0, 1): the same for a seed."""
    ordinals = np.arange(n, dtype=np.uint64)
    return np.asarray(uniform(np.full(n, seed, dtype=np.uint64), np.uint64(0), ordinals))


def choices(seed: int, n: int, among: int) -> np.ndarray:
    """Whole numbers from 0 to `among` - 1, all as likely."""
    return np.floor(luck(seed, n) * among).astype(np.int64)


def hand_ledger(
    customer: Sequence[int] | np.ndarray,
    issued: pd.DatetimeIndex,
    due: pd.DatetimeIndex,
    paid: pd.DatetimeIndex,
    *,
    disputed: np.ndarray | None = None,
    kind: str = Settling.PAYMENT.value,
) -> RealLedger:
    """One invoice of 120 EUR per row, paid in full on its date, open where that is NaT."""
    n = len(issued)
    names = pd.Series([f"F{k:06d}" for k in range(n)], dtype="str")
    invoices = pd.DataFrame(
        {
            "invoice_id": names,
            "customer_id": pd.Series([f"C{c:04d}" for c in customer], dtype="str"),
            "segment": pd.Series(["clients"] * n, dtype="str"),
            "issue_date": issued,
            "due_date": due,
            "amount_cents": np.full(n, 12_000),
            "disputed": np.zeros(n, dtype=bool) if disputed is None else disputed,
        }
    )
    payments = pd.DataFrame({"invoice_id": names, "paid_date": paid}).dropna()
    payments = payments.reset_index(drop=True).assign(amount_cents=12_000, kind=kind)
    quality = QualityReport("hand", n, n, 12_000 * n, 12_000 * n, 0)
    return RealLedger(invoices, payments, quality)
