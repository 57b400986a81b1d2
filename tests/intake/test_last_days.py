"""A slip of one date does not move the day on which open items are seen; the user does not either.

Files hold 120 invoices: above `DAYS_FOR_EACH` days for one slip.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from intake.fec_texts import LAYOUTS, drawn_company, read_bytes, small_company, written
from intake.ledger_texts import FRENCH, read_text
from simrecouv.errors import LedgerFileError
from simrecouv.intake import read_ledger
from simrecouv.intake.last_days import DAYS_FOR_EACH, MOST_DATES, SILENCE
from simrecouv.vocabulary import Reason

HEAD = "facture;client;date facture;échéance;montant;date règlement\n"


def books(n: int = 120) -> str:
    start = date(2022, 1, 1)
    rows = []
    for k in range(n):
        days = (start + timedelta(days=3 * k + wait) for wait in (0, 30, 45))
        issue, due, paid = (day.isoformat() for day in days)
        rows.append(f"F{k};C{k % 7};{issue};{due};100,00;{paid}\n")
    return HEAD + "".join(rows)


LAST = date(2022, 1, 1) + timedelta(days=3 * 119 + 45)


@pytest.mark.parametrize(
    "slip",
    [
        "S;C1;2022-05-01;2022-06-01;100,00;2032-05-01\n",
        "S;C1;2031-05-01;2031-06-01;100,00;\n",
    ],
)
def test_a_slip_after_a_silence_is_set_aside(slip: str) -> None:
    ledger = read_text(books() + slip)
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.FAR_DATE]
    assert ledger.as_of == LAST
    assert ledger.quality.reconciles


def test_late_rows_that_are_many_are_no_slip() -> None:
    late = LAST + timedelta(days=int(SILENCE.astype(int)) + 1)
    row = f"S{{}};C1;{late};{late + timedelta(days=30)};100,00;\n"
    ledger = read_text(books() + "".join(row.format(k) for k in range(MOST_DATES + 1)))
    assert not ledger.quality.set_aside
    assert Reason.FAR_DATE not in ledger.quality.doubts_by_reason()
    assert ledger.as_of == late


def test_a_late_day_of_a_small_file_is_read_with_a_doubt() -> None:
    ledger = read_text(books(10) + "S;C1;2022-01-01;2022-02-01;100,00;2025-05-01\n")
    assert ledger.quality.doubts_by_reason() == {Reason.FAR_DATE: 1}
    assert ledger.as_of == date(2025, 5, 1)


def test_a_slip_of_an_entry_is_set_aside_too() -> None:
    drawn = drawn_company(9)
    last = read_bytes(written(drawn.lines, LAYOUTS["tab"])).as_of
    drawn.sell(date(2029, 5, 1), "C01", "SLIP", 60_000)
    assert len({line.day for line in drawn.lines}) > DAYS_FOR_EACH
    ledger = read_bytes(written(drawn.lines, LAYOUTS["tab"]))
    assert ledger.as_of == last
    assert Reason.FAR_DATE in {row.reason for row in ledger.quality.set_aside}


def test_a_late_entry_of_small_books_is_told() -> None:
    small = small_company()
    small.sell(date(2029, 5, 1), "C01", "SLIP", 60_000)
    assert len({line.day for line in small.lines}) < DAYS_FOR_EACH
    ledger = read_bytes(written(small.lines, LAYOUTS["tab"]))
    assert ledger.as_of == date(2029, 5, 1)
    assert any("3 lines more than a year after" in said.en for said in ledger.quality.evidence)


def test_the_day_of_the_export_is_not_before_what_is_recorded() -> None:
    last = read_text(FRENCH).as_of
    with pytest.raises(LedgerFileError) as refused:
        read_text(FRENCH, as_of=last - timedelta(days=1))
    assert str(last) in str(refused.value)
    assert str(last - timedelta(days=1)) in str(refused.value)
    assert read_text(FRENCH, as_of=last).as_of == last
    assert read_text(FRENCH, as_of=datetime(2025, 1, 1, 12, tzinfo=UTC)).as_of == date(2025, 1, 1)


def test_a_day_that_the_file_states_is_held_to_the_same() -> None:
    row = "1;C1;2024-01-31;2024-03-01;100,00;2024-03-05;{as_of}\n"
    text = HEAD.replace("\n", ";date d'arrêté\n") + row
    assert read_text(text.format(as_of="2024-03-05")).as_of == date(2024, 3, 5)
    with pytest.raises(LedgerFileError, match="last recorded day, 2024-03-05"):
        read_text(text.format(as_of="2024-03-04"))
    asked = read_text(text.format(as_of="2024-03-04"), as_of=date(2024, 4, 1))
    assert asked.as_of == date(2024, 4, 1)


def test_an_export_long_after_is_told() -> None:
    last = read_text(FRENCH).as_of
    silence = timedelta(days=int(SILENCE.astype(int)))
    near, far = (read_text(FRENCH, as_of=last + silence + timedelta(days=k)) for k in (0, 1))
    assert len(far.quality.evidence) == len(near.quality.evidence) + 1
    assert str(last) in far.quality.evidence[-1].en


@pytest.mark.parametrize("wrong", [5, ["ledger.csv", 5], b"ledger.csv", None])
def test_what_is_no_path_is_refused(wrong: Any) -> None:
    with pytest.raises(LedgerFileError, match="path of a file"):
        read_ledger(wrong)


def test_what_is_no_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerFileError, match="a date expected"):
        read_text(FRENCH, as_of="2024-12-31")
