"""From files of accounting entries to a real ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.fec.entries import FileEntries, read_file
from simrecouv.intake.fec.frames import credits_frame, invoices_frame, payments_frame
from simrecouv.intake.fec.groups import all_groups, closed_by_nothing, skipped
from simrecouv.intake.fec.report import Reading, report
from simrecouv.intake.fec.roles import INVOICES, Role, not_money, roles, transfers
from simrecouv.intake.fec.settling import settle
from simrecouv.intake.fec.terms import due_dates
from simrecouv.intake.fec.years import carried_links, in_order, open_years
from simrecouv.intake.files import Table
from simrecouv.intake.ledger import RealLedger
from simrecouv.vocabulary import Label, Settling

#: A document dated more than so long before its entry is not the date of an invoice.
LONGEST_ENTRY = np.timedelta64(366, "D")


def read_entries(
    tables: Sequence[Table], mapping: Mapping[str, str], terms_days: int | None = None
) -> RealLedger:
    """Read the invoices of one or several years of accounting entries.

    Parameters
    ----------
    tables
        Opened files of entries, in any order; one year each, or several years in one.
    mapping
        Heading → field (a `simrecouv.vocabulary.Column`), where detection is wrong or silent.
    terms_days
        [days] Terms, for invoices whose due date the files do not give; None to assume them.

    Raises
    ------
    LedgerFileError
        If a file cannot be read, the years do not follow each other, or there is no invoice.
    """
    files = in_order([read_file(table, mapping) for table in tables])
    reading, said = _settled(files, _joined(files))
    source = ", ".join(file.source for file in files)
    lines, is_invoice = reading.lines, np.isin(reading.role, INVOICES)
    if not is_invoice.any():
        meant = "no invoice: no debit of a customer account stands against sales"
        raise LedgerFileError(source, [Problem("file", None, meant)])
    issue = lines["issue"].to_numpy().astype("datetime64[D]")
    written = lines["due"].to_numpy()[is_invoice].astype("datetime64[D]")
    due, due_said = due_dates(issue[is_invoice], written, _days_to_pay(reading), terms_days)
    names, invoices = invoices_frame(lines, is_invoice, issue, due)
    quality, alone = report(source, reading, [*said, *due_said])
    return RealLedger(
        invoices=invoices,
        payments=payments_frame(lines, names, issue, reading.settled.rows),
        quality=quality,
        credits=credits_frame(lines, reading.role, alone),
        currency=quality.currency,
        observed_from=_day(min(file.first_day for file in files)),
        stated_as_of=_day(max(file.last_day for file in files)),
    )


def _settled(files: Sequence[FileEntries], lines: pd.DataFrame) -> tuple[Reading, list[Label]]:
    """Say what each customer line is, group the lines, and settle each group."""
    role = open_years(lines, roles(lines), min(file.first_day for file in files))
    links, said = carried_links(lines, role)
    moves = transfers(lines, role)
    role[[row for pair in moves for row in pair]] = Role.INTERNAL
    groups, is_lettered = all_groups(lines, role, [*links, *moves])
    last_day = max(file.last_day for file in files)
    role[closed_by_nothing(lines, role, groups, is_lettered, last_day)] = Role.ONE_LEGGED
    lines["issue"] = _issue(lines, role)
    lines["due_order"] = lines["due"].fillna(lines["issue"])
    taking_part = np.flatnonzero(~skipped(role))
    settled = settle(lines, role, not_money(lines, role), groups, taking_part)
    return Reading(files, lines, role, groups, is_lettered, settled), said


def _day(day: np.datetime64) -> date:
    return date.fromisoformat(str(day))


def _joined(files: Sequence[FileEntries]) -> pd.DataFrame:
    """Put the customer lines of several files under each other; entries stay apart."""
    if not any(len(file.lines) for file in files):
        meant = "no line of a customer account (411) can be read"
        problem = Problem("file", None, meant)
        raise LedgerFileError(files[0].source, [problem, *_first(files[0])])
    parts, entries = [], 0
    for place, file in enumerate(files):
        parts.append(file.lines.assign(file=place, entry=file.lines["entry"] + entries))
        entries += int(file.lines["entry"].max()) + 1 if len(file.lines) else 0
    return pd.concat(parts, ignore_index=True)


def _first(file: FileEntries) -> list[Problem]:
    return [
        Problem(f"line {row.line}", row.value, row.reason.label.en) for row in file.set_aside[:5]
    ]


def _issue(lines: pd.DataFrame, role: NDArray[np.int8]) -> NDArray[np.datetime64]:
    """Issue dates: of the document, unless it follows its entry or precedes it by over a year."""
    document, entry = (
        lines[name].to_numpy().astype("datetime64[D]") for name in ("piece_date", "date")
    )
    with np.errstate(invalid="ignore"):
        sensible = (document <= entry) & (entry - document <= LONGEST_ENTRY)
        sensible |= (role == Role.OPENING_INVOICE) & (document <= entry)
    return np.where(sensible, document, entry)


def _days_to_pay(reading: Reading) -> NDArray[np.int64]:
    """Days from invoice to payment, one per payment of an invoice."""
    rows = [
        (invoice, credit)
        for invoice, credit, cents, kind in reading.settled.rows
        if cents > 0 and kind is Settling.PAYMENT
    ]
    invoice, credit = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    issue, paid = (
        reading.lines[name].to_numpy().astype("datetime64[D]") for name in ("issue", "date")
    )
    days: NDArray[np.int64] = (paid[credit] - issue[invoice]).astype(np.int64)
    return days
