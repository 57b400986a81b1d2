"""Whatever a file holds, reading it ends in a named error, or in a ledger that reconciles."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.ledger_texts import FRENCH, read_text
from simrecouv.errors import LedgerFileError, MissingExtra, Problem
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.intake.delimited import open_text

BYTES = FRENCH.encode()

#: What breaks readers: quotes, separators, line ends, NUL, marks of order, long digits, huge fields.
BREAKERS = [
    b'"', b";", b",", b"\t", b"|", b"\n", b"\r", b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"-",
    b"(", b"9" * 50, b"x" * 200_000, b"29/02/2023", b"00/00/0000", b"1e400", b"nan", "\u2028".encode(),
    "٣".encode(), b"\x1a", b"0001",
]  # fmt: skip


#: Fields of the headings of `FRENCH`.
FIELDS = ("invoice_id", "customer_id", "issue_date", "due_date", "amount", "paid_date",
          "paid_amount", "disputed")  # fmt: skip


def headings(content: bytes) -> list[str]:
    """Return the headings of a text as its reading finds them, whatever their letters are."""
    return list(open_text(content, "f.csv", ()).headings)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a small ledger with a few bytes inserted, replaced, removed or doubled."""
    content = BYTES
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 40, len(content))))
        new = draw(
            st.sampled_from([*BREAKERS, b"", content[start:end] * 2]) | st.binary(max_size=6)
        )
        content = content[:start] + new + content[end:]
    return content


def check(content: bytes) -> RealLedger | None:
    """Read; a failure is a named error, a success accounts for every row and cent."""
    read = attempt(content)
    if not isinstance(read, RealLedger):
        assert read.problems
        assert all(problem.message for problem in read.problems)
        return None
    quality, invoices, payments = read.quality, read.invoices, read.payments
    assert quality.reconciles
    assert 0 < len(invoices) <= quality.rows_read
    assert len({row.line for row in quality.set_aside}) == len(quality.set_aside)
    assert sum(row.cents for row in quality.set_aside) == quality.amount_set_aside_cents
    assert invoices["invoice_id"].is_unique
    assert invoices["amount_cents"].gt(0).all()
    assert invoices["due_date"].ge(invoices["issue_date"]).all()
    settled = payments.groupby("invoice_id")["amount_cents"].sum()
    owed = invoices.set_index("invoice_id")["amount_cents"]
    assert settled.index.isin(owed.index).all()
    assert settled.le(owed.reindex(settled.index)).all()
    assert quality.lines("fr")
    assert len(quality.to_frame("en")) == len(quality.set_aside)
    return read


def attempt(content: bytes) -> RealLedger | LedgerFileError:
    """Return the ledger, or the named error; any other exception fails the test."""
    try:
        return read_text(content)
    except LedgerFileError as error:
        return error
    except MissingExtra as error:  # bytes that begin as a Parquet file
        return LedgerFileError("", [Problem("file", None, str(error))])


@settings(max_examples=300)
@given(mutated())
def test_mutated_files(content: bytes) -> None:
    check(content)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(mutated())
def test_many_mutated_files(content: bytes) -> None:
    check(content)


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_random_bytes(content: bytes) -> None:
    check(content)


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"facture\n1\n2\n", "one column"),
        (FRENCH.splitlines()[0].encode(), "headings without rows"),
        (BYTES + b"\0", "line 6: a NUL character"),
        (BYTES + b'"0005;1;15/02/2024', "line 6"),
        (BYTES + b"x" * 200_000, "field larger"),
        (b"PK\x03\x04rest", "Excel"),
        (gzip.compress(BYTES)[:-9], "broken gzip"),
        (gzip.compress(b""), "empty"),
        (b"\xff\xfe\x00\xd8", "UTF-16"),
        (FRENCH.replace("2024", "1824").encode(), "none of its 4 rows"),
        (FRENCH.replace("\n", ";;x\n", 5).replace(";;x", "", 1).encode(), "none of its 4 rows"),
    ],
)
def test_the_error_says_what_was_meant(content: bytes, meant: str) -> None:
    with pytest.raises(LedgerFileError, match=meant):
        read_text(content)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv", Path("\0")):
        with pytest.raises(LedgerFileError, match="file"):
            read_ledger(path)


@pytest.mark.parametrize("separator", [";", ",", "|"])
def test_more_headings_than_a_sheet_has_columns_are_refused(separator: str) -> None:
    with pytest.raises(LedgerFileError, match="16385 columns, 16384 at most"):
        read_text(separator.join(["facture"] * (2**14 + 1)) + "\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (FRENCH.replace("non", "é").encode("cp1252") + "Ã©".encode("cp1252"), "two encodings"),
        (FRENCH.encode().decode("cp1252").encode(), "two encodings"),
        (FRENCH.replace("00042", "Société").replace("€", "").encode("cp850"), "cp850"),
    ],
    ids=["mixed", "twice", "MS-DOS"],
)
def test_letters_of_another_encoding_are_told(content: bytes, told: str) -> None:
    mapping = dict(zip(headings(content), FIELDS, strict=True))
    assert told in " ".join(read_text(content, mapping).quality.lines("en"))


def test_letters_of_one_encoding_are_not_doubted() -> None:
    for encoding in ("utf-8", "cp1252"):
        (layout, *_) = read_text(FRENCH.encode(encoding)).quality.evidence
        assert layout.en.endswith("separator ';'")
