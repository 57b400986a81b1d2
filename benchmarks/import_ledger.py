"""Import: a million invoices from a CSV file, written here, never taken from a real ledger."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, peak_gib
from benchmarks.table import Line

INVOICES, CUSTOMERS = 1_000_000, 20_000
HEADINGS = (
    "countryCode", "customerID", "PaperlessDate", "invoiceNumber", "InvoiceDate", "DueDate",
    "InvoiceAmount", "Disputed", "SettledDate", "PaperlessBill", "DaysToSettle", "DaysLate",
)  # fmt: skip
FIRST_DAY, DAYS, TERMS_DAYS = date(2022, 1, 1), 730, 30
#: Steps that visit every value before any comes back: the look of chance, without any.
STEP, LARGE_STEP = 7_919, 15_485_863


def written(day: date) -> str:
    """Write a date month first, without leading zeros."""
    return f"{day.month}/{day.day}/{day.year}"


def rows() -> Iterator[tuple[object, ...]]:
    """Yield a million invoices of 12 columns; one in ten is unpaid."""
    for n in range(INVOICES):
        scattered = n * LARGE_STEP % INVOICES
        customer = n * STEP % CUSTOMERS
        issue = FIRST_DAY + timedelta(days=scattered % DAYS)
        to_pay = 5 + scattered // DAYS % 60
        is_paid = n % 10 != 0
        yield (
            100 + customer % 5,
            f"{customer:04d}-{customer * STEP % 100_003:05d}",
            written(FIRST_DAY + timedelta(days=customer % DAYS)),
            f"{scattered * 10 + 7:010d}",
            written(issue),
            written(issue + timedelta(days=TERMS_DAYS)),
            f"{5 + scattered % 9_001}.{n % 97:02d}",
            "Yes" if n % 7 == 0 else "No",
            written(issue + timedelta(days=to_pay)) if is_paid else "",
            "Paper" if n % 3 else "Electronic",
            to_pay if is_paid else "",
            max(0, to_pay - TERMS_DAYS) if is_paid else "",
        )


def one_import() -> dict[str, float]:
    """Write the file and read it as a ledger; say the CPU time and the memory of the reading."""
    from simrecouv.intake import read_ledger

    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows(rows())
        before, start = peak_gib(), time.process_time()
        ledger = read_ledger(path)
        seconds = time.process_time() - start
        size = path.stat().st_size
    assert len(ledger.invoices) == INVOICES
    assert ledger.quality.reconciles
    return {"seconds": seconds, "peak": peak_gib(), "before": before, "bytes": size}


def imports() -> Iterator[Line]:
    """Measure the import of a million invoices."""
    found = apart(one_import)
    detail = f"CPU; CSV of {found['bytes'] / 2**20:.0f} MiB, 12 columns, frames included"
    yield Line("import of 1,000,000 invoices", found["seconds"], "s", "<= 20", detail)
    peak = found["peak"] * 1024
    yield Line("import of 1,000,000 invoices: peak memory", peak, "MiB", "<= 2048", "the process")
