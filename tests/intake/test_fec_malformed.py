"""Whatever a FEC holds, reading it ends in a named error, or in a ledger that reconciles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.fec_texts import LAYOUTS, read_bytes, small_company, written
from intake.test_fec_laws import check_cents
from simrecouv.errors import LedgerFileError
from simrecouv.intake import RealLedger

CONTENTS = [written(small_company().lines, layout) for layout in LAYOUTS.values()]

#: What breaks readers of entries: separators, line ends, NUL, quotes, dates, amounts and accounts.
BREAKERS = [
    b'"', b"\t", b"|", b";", b"\n", b"\r", b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"-", b"9" * 50,
    b"x" * 200_000, b"00000000", b"99991231", b"20230229", b"31/12/2023", b"12/31/2023", b"1e400", b"nan",
    b"41100000", b"41900000", b"70", b"512", b"AN", b"\x1a", "٣".encode(),
    b"-0000000001,00", b"1.000.000,00",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a FEC with a few bytes inserted, replaced, removed or doubled."""
    content = draw(st.sampled_from(CONTENTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 60, len(content))))
        new = draw(
            st.sampled_from([*BREAKERS, b"", content[start:end] * 2]) | st.binary(max_size=6)
        )
        content = content[:start] + new + content[end:]
    return content


def check(content: bytes) -> None:
    """Read; a failure is a named error, a success accounts for every row and cent."""
    read = attempt(content)
    if not isinstance(read, RealLedger):
        assert read.problems
        assert all(problem.message for problem in read.problems)
        return
    check_cents(read)
    quality = read.quality
    assert len(quality.to_frame("en")) == len(quality.set_aside)
    assert quality.lines("fr")
    assert quality.to_html("en")
    assert len(read.invoices) > 0
    assert read.invoices["invoice_id"].is_unique
    assert read.invoices["amount_cents"].gt(0).all()
    assert read.invoices["due_date"].ge(read.invoices["issue_date"]).all()


def attempt(content: bytes) -> RealLedger | LedgerFileError:
    """Return the ledger, or the named error; any other exception fails the test."""
    try:
        return read_bytes(content)
    except LedgerFileError as error:
        return error


@settings(max_examples=300)
@given(mutated())
def test_mutated_files_of_entries(content: bytes) -> None:
    check(content)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(mutated())
def test_many_mutated_files_of_entries(content: bytes) -> None:
    check(content)
