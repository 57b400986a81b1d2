"""A dunning log becomes cases, steps and payments; rows and cents reconcile."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.log_texts import FRENCH_LOG, read_log_text
from simrecouv.errors import LedgerFileError
from simrecouv.intake import DunningLog, read_dunning_log
from simrecouv.vocabulary import Column, Reason

ENGLISH = "case,created,amount,sent,collection date,visit,last payment,paid amount\n"
ROW = "A,2024-01-31,50,2024-02-10,,,2024-02-20,50\n"


def test_a_french_export() -> None:
    log = read_log_text(FRENCH_LOG)
    assert log.cases["case_id"].tolist() == ["0001", "0002", "0003", "0004"]
    assert log.cases["amount_cents"].tolist() == [125050, 9990, 100000, 1200]
    steps = log.steps[log.steps["case_id"] == "0003"]
    assert steps["step"].tolist() == ["sent", "penalty"]
    assert steps["added_cents"].tolist() == [1000, 0]
    assert steps["owed_cents"].tolist() == [0, 200000]
    assert log.payments["amount_cents"].tolist() == [125050, 10990, 40000]
    assert str(log.payments["paid_date"][1].date()) == "2024-04-05"
    assert log.quality.reconciles
    assert log.quality.unused == ()
    assert log.quality.currency == "EUR"
    assert any("majoration" in line for line in log.quality.lines("fr"))


def test_german_headings() -> None:
    text = "Aktenzeichen;Erstellt am;Betrag;1. Mahnung;Inkasso;Zahlungsdatum;Bezahlter Betrag\n"
    log = read_log_text(text + "007;31.01.2024;50,00;10.02.2024;;20.02.2024;50,00\n")
    assert log.steps["step"].tolist() == ["reminder_1"]
    assert log.cases["case_id"].tolist() == ["007"]


def test_a_step_of_any_name_is_mapped() -> None:
    mapping = {"visit": "step:visite", "sent": "ignore"}
    log = read_log_text(ENGLISH + ROW.replace(",,,", ",,2024-02-15,"), mapping)
    assert log.steps["step"].tolist() == ["visite"]
    assert "sent" not in log.quality.unused


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"visits": "step:visit"}, "no such column, did you mean 'visit'"),
        ({"visit": "steps:visit"}, "no such field"),
        ({"visit": "step:"}, "no such field"),
        ({"visit": "step:sent", "sent": "step:sent"}, "mapped twice"),
        ({"visit": "added:visit"}, "no date of this step"),
        ({"case": "ignore"}, "no column of case number"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(mapping: dict[str, str], message: str) -> None:
    with pytest.raises(LedgerFileError, match=message):
        read_log_text(ENGLISH + ROW, mapping)


def test_two_columns_of_one_step_are_refused() -> None:
    text = ENGLISH.replace("visit", "Sent") + ROW
    with pytest.raises(LedgerFileError, match="both read as step:sent"):
        read_log_text(text)


def test_rows_of_one_case_are_joined_when_each_is_a_payment() -> None:
    rows = ROW + ROW.replace("02-20,50", "02-25,7") + ROW + ROW.replace(",50,", ",51,", 1)
    log = read_log_text(ENGLISH + rows)
    assert len(log.cases) == 1
    assert log.payments["amount_cents"].tolist() == [5000, 700]
    assert log.quality.reasons() == {Reason.DUPLICATE: 1, Reason.CONTRADICTED: 1}
    assert [doubt.reason for doubt in log.quality.doubts] == [Reason.REPEATED]
    assert log.quality.reconciles
    assert (log.quality.amount_read_cents, log.quality.amount_set_aside_cents) == (10000, 10100)


def test_sums_of_payments_are_not_added_to_each_other() -> None:
    heading = "case,created,amount,first payment,last payment,number of payments,paid amount\n"
    row = "A,2024-01-31,50,2024-02-10,2024-02-20,2.0,50\n"
    log = read_log_text(heading + row + row.replace("2.0,50", "3,60"))
    assert log.payments["n_payments"].tolist() == [2]
    assert str(log.payments["first_date"][0].date()) == "2024-02-10"
    assert log.quality.reasons() == {Reason.CONTRADICTED: 1}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",2024-01-31,50,,,,,", Column.CASE_ID, Reason.MISSING),
        ("B,,50,,,,,", Column.CREATED_DATE, Reason.MISSING),
        ("B,soon,50,,,,,", Column.CREATED_DATE, Reason.UNREADABLE),
        ("B,1900-01-01,50,,,,,", Column.CREATED_DATE, Reason.NULL_DATE),
        ("B,2044-01-31,50,,,,,", Column.CREATED_DATE, Reason.FAR_DATE),
        ("B,2024-01-31,,,,,,", Column.AMOUNT, Reason.MISSING),
        ("B,2024-01-31,abc,,,,,", Column.AMOUNT, Reason.UNREADABLE),
        ("B,2024-01-31,0,,,,,", Column.AMOUNT, Reason.ZERO),
        ("B,2024-01-31,-5,,,,,", Column.AMOUNT, Reason.NEGATIVE),
        ("B,2024-01-31,99999999999999,,,,,", Column.AMOUNT, Reason.TOO_LARGE),
        ("B,2024-01-31,50 USD,,,,,", Column.CURRENCY, Reason.OTHER_CURRENCY),
        ("B,2024-01-31,50,2024-01-30,,,,", Column.STEP, Reason.BEFORE_CREATION),
        ("B,2024-01-31,50,2024-13-32,,,,", Column.STEP, Reason.UNREADABLE),
        ("B,2024-01-31,50,,,,2024-01-30,50", Column.PAID_DATE, Reason.BEFORE_CREATION),
        ("B,2024-01-31,50,,,,,50", Column.PAID_DATE, Reason.PAID_WITHOUT_DATE),
        ("B,2024-01-31,50,,,,2024-02-20,-5", Column.PAID_AMOUNT, Reason.NEGATIVE),
        ("B,2024-01-31,50,,,,2024-02-20,x", Column.PAID_AMOUNT, Reason.UNREADABLE),
        ("B,2024-01-31,50,,,2024-02-20", None, Reason.WRONG_WIDTH),
    ],
)
def test_a_row_that_cannot_be_used_says_why(
    row: str, column: Column | None, reason: Reason
) -> None:
    good = "".join(ROW.replace("A,", f"A{k},").replace(",50,", ",50 EUR,", 1) for k in range(3))
    log = read_log_text(ENGLISH + good + row + "\n")
    assert [(one.line, one.column, one.reason) for one in log.quality.set_aside] == [
        (5, column, reason)
    ]
    assert log.quality.reconciles


def test_a_null_date_is_no_date() -> None:
    row = "A,2024-01-31,50,1900-01-01,0001-01-01,,2024-02-20,50\n"
    assert read_log_text(ENGLISH + row).steps.empty


def test_nothing_usable_says_the_first_reasons() -> None:
    with pytest.raises(LedgerFileError, match="none of its 1 rows can be used"):
        read_log_text(ENGLISH + "A,2024-01-31,0,,,,,\n")
    with pytest.raises(LedgerFileError, match="headings without rows"):
        read_log_text(ENGLISH)
    with pytest.raises(LedgerFileError, match="day first or month first"):
        read_log_text(ENGLISH + "A,03/04/2024,50,05/06/2024,,,,\n")


def test_a_compressed_file_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress(FRENCH_LOG.encode()))
    packed, bare = read_dunning_log(path), read_log_text(FRENCH_LOG)
    for name in ("cases", "steps", "payments"):
        pd.testing.assert_frame_equal(getattr(packed, name), getattr(bare, name))


def attempt(content: bytes) -> DunningLog | LedgerFileError:
    """Return the log, or the named error; any other exception fails the test."""
    try:
        return read_log_text(content)
    except LedgerFileError as error:
        return error


def check(content: bytes) -> None:
    """Read; a failure is a named error, a success accounts for every row and cent."""
    log = attempt(content)
    if isinstance(log, LedgerFileError):
        assert log.problems
        return
    assert log.quality.reconciles
    assert log.cases["case_id"].is_unique
    assert log.cases["amount_cents"].gt(0).all()
    created = log.cases.set_index("case_id")["created_date"]
    for frame, dates in ((log.steps, "date"), (log.payments, "paid_date")):
        assert (frame[dates].to_numpy() >= created[frame["case_id"]].to_numpy()).all()
    joined = {d.line for d in log.quality.doubts if d.reason is Reason.REPEATED}
    assert len(log.cases) + len(joined) == log.quality.rows_read
    assert log.quality.lines("en")


BYTES = FRENCH_LOG.encode()
BREAKERS = [
    b'"', b";", b",", b"\t", b"\n", b"\r", b"\0", b"\xff", b"-", b"9" * 50, b"29/02/2023", b"0002",
    b"00/00/0000", b"1e400", b"nan", b"01/01/1900", BYTES[-60:],
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw the French log with a few bytes inserted, replaced, removed or doubled."""
    content = BYTES
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 40, len(content))))
        new = draw(st.sampled_from([*BREAKERS, b"", content[start:end] * 2]))
        content = content[:start] + new + content[end:]
    return content


@settings(max_examples=100)
@given(mutated())
def test_mutated_logs_end_in_a_named_error_or_reconcile(content: bytes) -> None:
    check(content)


@pytest.mark.slow
@settings(max_examples=3000)
@given(mutated())
def test_many_mutated_logs_end_in_a_named_error_or_reconcile(content: bytes) -> None:
    check(content)


def test_the_public_log(real_ledgers: Path) -> None:
    """Facts of its README: 74,877 fines; the penalty 60 days after notification doubles the fine."""
    log = read_dunning_log(real_ledgers / "fines" / "fines-2000-2005.csv.gz")
    assert log.quality.reconciles
    assert log.quality.rows_in_file == 74_877
    assert set(log.quality.reasons()) == {Reason.ZERO}
    dates = log.steps.pivot(index="case_id", columns="step", values="date")
    waits = (dates["penalty"] - dates["notified"]).dropna().dt.days
    assert (waits == 60).all()
    penalty = log.steps[log.steps["step"] == "penalty"]
    amounts = log.cases.set_index("case_id")["amount_cents"][penalty["case_id"]].to_numpy()
    assert np.median(penalty["owed_cents"] / amounts) == pytest.approx(2.0, abs=0.02)
    handed = dates["collection"].reindex(log.payments["case_id"]).to_numpy()
    assert not (log.payments["paid_date"].to_numpy() > handed).any()
