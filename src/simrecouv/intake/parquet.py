"""Parquet files, where pyarrow is installed: typed columns become text as cells do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from simrecouv.errors import LedgerFileError, MissingExtra, Problem
from simrecouv.intake.cells import cell_text
from simrecouv.intake.files import LARGEST_BYTES, Columns, refuse_wide
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Label


@dataclass(frozen=True, eq=False)
class ParquetTable:
    """A Parquet file whose headings are known and whose rows are still unread."""

    source: str
    file: Any
    headings: tuple[str, ...]

    @property
    def layout(self) -> Label:
        """Kind of the file."""
        return Label("fichier : Parquet", "file: Parquet")

    def read_columns(self, places: Collection[int]) -> Columns:
        """Read some columns, by their places among the headings; blank rows are left out.

        Raises
        ------
        LedgerFileError
            If the file is broken.
        """
        try:
            texts = {place: self._column(place) for place in places}
        except Exception as error:  # Arrow's own, or of the conversion to Python: all mean broken
            raise _broken(self.source, error) from None
        rows = self.file.metadata.num_rows
        held = np.zeros(rows, dtype=bool)
        for column in texts.values():
            held |= ~column.is_blank
        lines = np.arange(1, rows + 1, dtype=np.int64)[held]
        return Columns(lines, {place: column.take(held) for place, column in texts.items()}, [])

    def _column(self, place: int) -> Texts:
        """Read one column; its distinct values are written once."""
        column = self.file.read(columns=[self.headings[place]]).column(0)
        codes = column.combine_chunks().dictionary_encode()
        if hasattr(codes, "combine_chunks"):
            codes = codes.combine_chunks()
        values = (*(cell_text(value) for value in codes.dictionary.to_pylist()), "")
        numbers = codes.indices.fill_null(len(values) - 1).to_numpy(zero_copy_only=False)
        return Texts.of(values).take(numbers)


def open_parquet(content: bytes, source: str) -> ParquetTable:
    """Read the headings of a Parquet file.

    Raises
    ------
    LedgerFileError
        If the file is broken, has a heading twice, or is larger than any ledger.
    MissingExtra
        If pyarrow is not installed.
    """
    try:
        from pyarrow import BufferReader
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingExtra("reading a Parquet file", "parquet") from None
    try:
        file = ParquetFile(BufferReader(content))
        names = tuple(file.schema_arrow.names)
        groups = [file.metadata.row_group(k) for k in range(file.metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
    except Exception as error:  # Arrow's own, or of the metadata: all mean broken
        raise _broken(source, error) from None
    if size > LARGEST_BYTES:
        meant = f"more than {LARGEST_BYTES // 2**20} MiB once uncompressed: split it"
        raise LedgerFileError(source, [Problem("file", None, meant)])
    refuse_wide(len(names), source, 1)
    if len(set(names)) < len(names):
        raise LedgerFileError(source, [Problem("headings", None, "the same heading twice")])
    return ParquetTable(source, file, names)


def _broken(source: str, error: Exception) -> LedgerFileError:
    meant = f"a broken Parquet file ({type(error).__name__}: {error!s:.100})"
    return LedgerFileError(source, [Problem("file", None, meant)])
