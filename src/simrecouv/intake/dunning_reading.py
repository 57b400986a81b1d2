"""Reading a dunning log: one row per case, or one per payment of a case.

A case has an amount, a date of creation, any number of dated steps, and payments. What cannot be
used is set aside with its reason, as in a ledger of invoices.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.amounts import NO_AMOUNT
from simrecouv.intake.dates import Dates
from simrecouv.intake.dunning_checks import set_aside_log_rows
from simrecouv.intake.dunning_headings import LogColumns, find_log_columns
from simrecouv.intake.dunning_log import DunningLog
from simrecouv.intake.dunning_parsing import LogRows, Money, parse_log
from simrecouv.intake.files import open_table
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.vocabulary import CaseStep, Column, Label

Mask = NDArray[np.bool_]


def read_dunning_log(path: str | Path, mapping: Mapping[str, str] | None = None) -> DunningLog:
    r"""Read the cases of a dunning log: what was owed, the steps taken, what was paid.

    Parameters
    ----------
    path
        A file as `read_ledger` takes; one row per case with its first and last payments and their
        total, or one row per payment, the case repeated.
    mapping
        Heading → what it holds, where detection is wrong or silent: ``"case_id"``,
        ``"customer_id"``, ``"created_date"``, ``"amount"``, ``"currency"``,
        ``"first_paid_date"``, ``"paid_date"`` (the last, or the only one), ``"paid_amount"``
        (total, or of the row), ``"payment_count"``; for a step of any name, ``"step:NAME"`` (its
        date), ``"added:NAME"`` (what it adds to what is owed, a fee) and ``"owed:NAME"``
        (principal that is owed once its date is past, a penalty); ``"ignore"``.

    Raises
    ------
    LedgerFileError
        If the file cannot be read at all, or no row of it can be used. A row that cannot be used
        is set aside with its reason, in ``.quality``.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> text = "case;created;amount;sent;sending fee;payment date;paid amount;visit\n"
    >>> text += "007;31/01/2024;50,00;02/03/2024;10,00;05/03/2024;60,00;20/03/2024\n"
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "log.csv"
    ...     _ = path.write_text(text)
    ...     log = read_dunning_log(path, {"visit": "step:visit"})
    >>> log.steps[["case_id", "step", "added_cents"]].to_numpy().tolist()
    [['007', 'sent', 1000], ['007', 'visit', 0]]
    """
    mapping = mapping or {}
    table = open_table(path, mapping)
    columns = find_log_columns(table.headings, mapping, table.source)
    read = table.read_columns(columns.places)
    rows = parse_log(read, columns, table.source)
    aside, doubts, kept = set_aside_log_rows(rows)
    everything = sorted([*read.broken, *aside], key=lambda row: row.line)
    if not kept.any():
        raise LedgerFileError(table.source, _nothing_usable(everything))
    used = {*columns.places, *(table.headings.index(h) for h in mapping)}
    quality = QualityReport(
        source=table.source,
        rows_in_file=len(rows) + len(read.broken),
        rows_read=int(kept.sum()),
        amount_in_file_cents=rows.amount.amounts.total(),
        amount_read_cents=rows.amount.amounts.total(kept),
        amount_set_aside_cents=rows.amount.amounts.total(~kept),
        set_aside=tuple(everything),
        doubts=tuple(doubts),
        columns=columns.headings(table.headings),
        unused=tuple(h for k, h in enumerate(table.headings) if k not in used),
        evidence=(table.layout, *rows.evidence, _steps_found(columns, table.headings)),
        currency=max(rows.currency.take(kept).counts(), default=""),
    )
    return DunningLog(_cases(rows, kept), _steps(rows, kept), _payments(rows, kept), quality)


def _steps_found(columns: LogColumns, headings: tuple[str, ...]) -> Label:
    """Say which column was read as which step."""
    if not columns.dates:
        return Label("étapes : aucune colonne", "steps: no column")
    known = {step.value: step.label for step in CaseStep}
    shown = [
        (known.get(step, Label(step, step)), headings[place])
        for step, place in columns.dates.items()
    ]
    return Label(
        "étapes : " + ", ".join(f"{label.fr} « {heading} »" for label, heading in shown),
        "steps: " + ", ".join(f"{label.en} '{heading}'" for label, heading in shown),
    )


def _nothing_usable(rows: list[SetAside]) -> list[Problem]:
    """Say why no row can be used: the first rows, each with its reason."""
    if not rows:
        return [Problem("file", None, "headings without rows")]
    shown = [
        Problem(
            f"line {row.line}" + (f", {row.column.value}" if row.column else ""),
            row.value,
            row.reason.label.en,
        )
        for row in rows[:5]
    ]
    return [Problem("file", None, f"none of its {len(rows)} rows can be used, such as:"), *shown]


def _cases(rows: LogRows, kept: Mask) -> pd.DataFrame:
    first = _first_rows(rows, kept)
    return pd.DataFrame(
        {
            "case_id": rows.case_id.series(first),
            "customer_id": rows.customer_id.series(first),
            "created_date": _days(rows.created.day, first),
            "amount_cents": rows.amount.amounts.cents[first],
        }
    )


def _first_rows(rows: LogRows, kept: Mask) -> Mask:
    """Mark the first row of each case."""
    used = np.flatnonzero(kept)
    first = np.zeros(len(rows), dtype=bool)
    first[used[np.unique(rows.case_id.codes[used], return_index=True)[1]]] = True
    return first


def _steps(rows: LogRows, kept: Mask) -> pd.DataFrame:
    """Return the steps taken, case by case in the order of the file, by date."""
    first = _first_rows(rows, kept)
    frames = []
    for step, dated in rows.steps.items():
        taken = first & ~np.isnat(dated.day)
        frames.append(
            pd.DataFrame(
                {
                    "row": np.flatnonzero(taken),
                    "case_id": rows.case_id.series(taken),
                    "step": pd.Series([step] * int(taken.sum()), dtype="str"),
                    "date": _days(dated.day, taken),
                    "added_cents": _cents(rows.added.get(step), taken),
                    "owed_cents": _cents(rows.owed.get(step), taken),
                }
            )
        )
    if not frames:
        return _no_step()
    found = pd.concat(frames, ignore_index=True).sort_values(["row", "date"], kind="stable")
    return found.drop(columns="row").reset_index(drop=True)


def _no_step() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "case_id": pd.Series(dtype="str"),
            "step": pd.Series(dtype="str"),
            "date": pd.Series(dtype="datetime64[s]"),
            "added_cents": pd.Series(dtype="int64"),
            "owed_cents": pd.Series(dtype="int64"),
        }
    )


def _payments(rows: LogRows, kept: Mask) -> pd.DataFrame:
    last = rows.payments[Column.PAID_DATE].day
    cents = _cents(rows.paid, np.ones(len(rows), dtype=bool))
    paid = kept & (cents > 0)
    first = rows.payments[Column.FIRST_PAID_DATE].day if _sums_up(rows) else last
    return pd.DataFrame(
        {
            "case_id": rows.case_id.series(paid),
            "first_date": _days(np.fmin(first, last), paid),
            "paid_date": _days(np.fmax(first, last), paid),
            "n_payments": rows.n_payments[paid],
            "amount_cents": cents[paid],
        }
    )


def _sums_up(rows: LogRows) -> bool:
    return Column.FIRST_PAID_DATE in rows.payments


def _cents(money: Money | None, of: Mask) -> NDArray[np.int64]:
    if money is None:
        return np.zeros(int(of.sum()), dtype=np.int64)
    cents = money.amounts.cents[of]
    return np.where(cents == NO_AMOUNT, 0, cents)


def _days(days: Dates, of: Mask) -> pd.Series[pd.Timestamp]:
    return pd.Series(days[of].astype("datetime64[s]"))
