"""Pseudonyms: customers and documents under keyed hashes, before anything is written.

A pseudonym is HMAC-SHA256 of the identifier under a secret key: the same key gives the same
pseudonym in every file, and nobody finds the identifier back without it. Values of rows set aside
are blanked: in a row that is out of step, any of them may be a name.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import replace
from pathlib import Path

import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.intake.fec.columns import is_usual
from simrecouv.intake.ledger import RealLedger
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.vocabulary import Label

#: Hexadecimal digits of a pseudonym: two of a million meet in one file out of 30 million.
DIGITS = 16
#: Bytes of a new key, and fewest bytes of a given one.
KEY_BYTES, FEWEST_BYTES = 32, 16
#: A segment of fewer customers points at one of them, and is hashed like a customer.
FEWEST_CUSTOMERS = 3

CUSTOMER, DOCUMENT, SEGMENT = "C", "F", "S"
BLANKED = "…"
#: What a ledger without its name is called, and the ends of file names that name nobody.
NAMELESS = "grand-livre"
USUAL_SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet", ".gz"}
#: What stands between quotes in the evidence: the title of a sheet may hold quotes itself.
QUOTED = re.compile("« .* »|(?<!\\w)'.*'(?!\\w)")


def pseudonymise(ledger: RealLedger, key: bytes) -> RealLedger:
    """Replace what names a customer or a document by keyed hashes.

    Customers become ``C…``, invoices and other documents ``F…``. Segments of fewer than
    `FEWEST_CUSTOMERS` customers, or named as one, become ``S…``; others keep their name. Values
    quoted in the quality report are blanked, and so are the names of the file, of its sheet and of
    headings of its own; lines, columns and reasons stay.

    Raises
    ------
    StudyError
        If the key is shorter than 16 bytes, or gives one pseudonym to two identifiers.

    Examples
    --------
    >>> from simrecouv.intake import read_ledger
    >>> from simrecouv.scenario import resource_folder
    >>> ledger = read_ledger(resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv")
    >>> hidden = pseudonymise(ledger, b"sixteen bytes or more")
    >>> hidden.invoices["customer_id"].iloc[0] == ledger.invoices["customer_id"].iloc[0]
    False
    """
    if len(key) < FEWEST_BYTES:
        raise StudyError(f"a key of {FEWEST_BYTES} bytes or more expected, not {len(key)}")
    invoices, payments, alone = ledger.invoices, ledger.payments, ledger.credits
    customers = _names([invoices["customer_id"], alone["customer_id"]], CUSTOMER, key)
    columns = [invoices["invoice_id"], payments["invoice_id"], alone["document_id"]]
    documents = _names(columns, DOCUMENT, key)
    segments = _segments(invoices, set(customers), key)
    return replace(
        ledger,
        invoices=invoices.assign(
            invoice_id=_replaced(invoices["invoice_id"], documents),
            customer_id=_replaced(invoices["customer_id"], customers),
            segment=_replaced(invoices["segment"], segments),
        ),
        payments=payments.assign(invoice_id=_replaced(payments["invoice_id"], documents)),
        credits=alone.assign(
            document_id=_replaced(alone["document_id"], documents),
            customer_id=_replaced(alone["customer_id"], customers),
        ),
        quality=_blanked(ledger.quality),
    )


def pseudonym(text: str, prefix: str, key: bytes) -> str:
    """Hash one identifier; what it names is hashed with it, so that kinds do not mix.

    >>> pseudonym("Dupont", "C", b"key") == pseudonym("Dupont", "C", b"key")
    True
    >>> pseudonym("Dupont", "C", b"key")[1:] == pseudonym("Dupont", "F", b"key")[1:]
    False
    """
    digest = hmac.digest(key, f"{prefix}\0{text}".encode("utf-8", "surrogatepass"), "sha256")
    return prefix + digest.hex()[:DIGITS]


def key_from_file(path: str | Path) -> tuple[bytes, bool]:
    """Read the key of a file; where there is none, write a new one that only its owner can read.

    Returns
    -------
    key : bytes
    is_new : bool
        Whether the file was written now.

    Raises
    ------
    StudyError
        If the file is there and holds fewer than 16 bytes.
    """
    target = Path(path)
    if not target.exists():
        key = secrets.token_bytes(KEY_BYTES)
        target.touch(mode=0o600, exist_ok=False)
        target.write_bytes(key)
        return key, True
    key = target.read_bytes()
    if len(key) < FEWEST_BYTES:
        meant = f"a key of {FEWEST_BYTES} bytes or more expected, not {len(key)}"
        raise StudyError(f"{target}: {meant}")
    return key, False


def _names(columns: list[pd.Series], prefix: str, key: bytes) -> dict[str, str]:
    texts = set().union(*(column.unique().tolist() for column in columns))
    names = {text: pseudonym(text, prefix, key) for text in texts}
    if len(set(names.values())) < len(names):
        raise StudyError("two identifiers have one pseudonym under this key: take another key")
    return names


def _segments(invoices: pd.DataFrame, customers: set[str], key: bytes) -> dict[str, str]:
    """Name of each segment: its own, unless it points at a customer."""
    by_segment = invoices.groupby("segment")["customer_id"].nunique()
    names = {}
    for name, n in zip(by_segment.index.astype(str), by_segment.tolist(), strict=True):
        points = n < FEWEST_CUSTOMERS or name in customers
        names[name] = pseudonym(name, SEGMENT, key) if points else name
    return names


def _replaced(column: pd.Series, names: dict[str, str]) -> pd.Series:
    return column.map(names).astype("str")


def _blanked(quality: QualityReport) -> QualityReport:
    """Take out of a report all that the file named: itself, its sheet, headings of its own."""
    headings = {
        column: heading if is_usual(heading) else BLANKED
        for column, heading in quality.columns.items()
    }
    return replace(
        quality,
        source=_nameless(quality.source),
        set_aside=_hidden(quality.set_aside),
        doubts=_hidden(quality.doubts),
        columns=headings,
        unused=tuple(BLANKED for _ in quality.unused),
        evidence=tuple(_unquoted(one, quality.source) for one in quality.evidence),
    )


def _nameless(source: str) -> str:
    """Name a ledger by the kind of its files alone.

    >>> _nameless("Dupont 2023.txt, Dupont 2024.txt"), _nameless("ventes.dupont")
    ('grand-livre.txt', 'grand-livre')
    """
    suffix = Path(source).suffix.lower()
    return NAMELESS + (suffix if suffix in USUAL_SUFFIXES else "")


def _unquoted(said: Label, source: str) -> Label:
    """Blank what an evidence quotes: names of files, and what stands between quotes."""
    texts = []
    for text in said:
        for name in (source, *source.split(", ")):
            text = text.replace(name, NAMELESS) if name else text
        texts.append(QUOTED.sub(BLANKED, text))
    return Label(*texts)


def _hidden(rows: tuple[SetAside, ...]) -> tuple[SetAside, ...]:
    return tuple(row._replace(value=BLANKED if row.value else "") for row in rows)
