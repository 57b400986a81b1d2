"""Import: a FEC of 1.5 million lines, written here, never taken from a real company."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, peak_gib
from benchmarks.import_ledger import STEP
from benchmarks.table import Line

#: A sale is three lines, its payment two; as many lines again are of other accounts.
SALES, CUSTOMERS = 150_000, 4_000
FIRST_DAY, DAYS = date(2023, 1, 1), 270
HEADINGS = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|"
    "PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)


def letters(n: int) -> str:
    """Write a number as a lettering code: AA, AB, ..."""
    return chr(65 + n // 26 % 26) + chr(65 + n % 26)


def line(
    journal: str,
    number: int,
    day: date,
    ledger_account: str,
    customer: str,
    piece: str,
    debit: int,
    letter: str = "",
    letter_day: str = "",
) -> str:
    """Write one line; `debit` [cents] is below 0 for a credit."""
    left, right = (f"{cents // 100},{cents % 100:02d}" for cents in (max(debit, 0), max(-debit, 0)))
    written, name = f"{day:%Y%m%d}", f"Societe numero {customer}" if customer else ""
    values = (
        journal, f"Journal {journal}", f"{number:08d}", written, ledger_account,
        f"Compte {ledger_account}", customer, name, piece, written, f"Ecriture {number}",
        left, right, letter, letter_day, "20240331", "", "",
    )  # fmt: skip
    return "|".join(values) + "\n"


def lines() -> Iterator[str]:
    """Yield the lines: sales, payments of most of them, and purchases as many again."""
    number = 0
    for n in range(SALES):
        customer, cents = f"C{n * STEP % CUSTOMERS:05d}", 6 * (1_000 + n * STEP % 90_001)
        day = FIRST_DAY + timedelta(days=n * DAYS // SALES)
        paid = day + timedelta(days=5 + n * STEP % 61)
        mark = (letters(n // CUSTOMERS), f"{paid:%Y%m%d}") if n % 10 else ("", "")
        sold = f"FA{n:07d}"
        number += 1
        yield line("VE", number, day, "41100000", customer, sold, cents, *mark)
        yield line("VE", number, day, "70710000", "", sold, -(cents - cents // 6))
        yield line("VE", number, day, "44571000", "", sold, -(cents // 6))
        if n % 10:
            number += 1
            yield line("BQ", number, paid, "51200000", "", f"RG{n:07d}", cents)
            yield line("BQ", number, paid, "41100000", customer, f"RG{n:07d}", -cents, *mark)
        for bought in range(2 if n % 10 else 3):
            number += 1
            piece = f"AC{n:07d}{bought}"
            yield line("HA", number, day, "60700000", "", piece, cents // 2)
            yield line("HA", number, day, "44566000", "", piece, cents // 6)
            yield line("HA", number, day, "40100000", "", piece, -(cents // 2 + cents // 6))


def one_fec() -> dict[str, float]:
    """Write the file and read it as a ledger; say the CPU time and the memory of the reading."""
    from simrecouv.intake import read_ledger

    with TemporaryDirectory() as folder:
        path = Path(folder) / "111111111FEC20231231.txt"
        with path.open("w", encoding="latin-1") as file:
            file.write(HEADINGS + "\n")
            file.writelines(lines())
        before, start = peak_gib(), time.process_time()
        ledger = read_ledger(path)
        seconds = time.process_time() - start
        return {
            "seconds": seconds, "peak": peak_gib(), "before": before,
            "megabytes": path.stat().st_size / 1e6, "rows": ledger.quality.rows_in_file,
            "invoices": len(ledger.invoices), "reconciles": ledger.quality.reconciles,
        }  # fmt: skip


def fec_imports() -> Iterator[Line]:
    """Time and weigh the reading of a FEC of 1.5 million lines, in a process of its own."""
    found = apart(one_fec)
    assert found["reconciles"]
    detail = (
        f"CPU; {found['megabytes']:.0f} MB, {found['rows']:,} lines, {found['invoices']:,} invoices"
    )
    yield Line("import of a FEC", found["seconds"], "s", "<= 40", detail)
    yield Line("import of a FEC: peak memory", found["peak"], "GiB", "", "the file included")
