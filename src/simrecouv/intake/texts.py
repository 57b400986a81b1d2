"""A column of texts in which each distinct text is kept, and read, once.

Ledgers repeat themselves: a million rows hold a few thousand dates and customers. A column is a
number per row and the list of its distinct texts, so that a text is parsed once however many rows
carry it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Texts:
    """The texts of one column.

    Attributes
    ----------
    codes : (rows,) int32
        Place of each row's text in `values`.
    values : tuple of str
        The distinct texts, in the order in which they first come.
    """

    codes: NDArray[np.int32]
    values: tuple[str, ...]

    @classmethod
    def blank(cls, rows: int) -> Texts:
        """Return a column in which nothing is written."""
        return cls(np.zeros(rows, dtype=np.int32), ("",))

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Keep each distinct text once.

        >>> Texts.of(["a", "b", "a"]).codes.tolist()
        [0, 1, 0]
        """
        places: dict[str, int] = {}
        codes = [places.setdefault(text, len(places)) for text in texts]
        return cls(np.array(codes, dtype=np.int32), tuple(places))

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.codes.size

    def __getitem__(self, row: int) -> str:
        """Return the text of a row."""
        return self.values[int(self.codes[row])]

    def __iter__(self) -> Iterator[str]:
        """Yield the text of every row."""
        values = self.values
        return (values[code] for code in self.codes.tolist())

    def read(self, reader: Callable[[str], Any], dtype: Any) -> NDArray[Any]:
        """Read every row, each distinct text once.

        >>> Texts.of(["1", "2", "1"]).read(int, np.int64).tolist()
        [1, 2, 1]
        """
        read = np.array([reader(text) for text in self.values], dtype=dtype)
        return read[self.codes] if read.size else np.empty(0, dtype=dtype)

    def map(self, change: Callable[[str], str]) -> Texts:
        """Change each distinct text once; texts that become equal are joined.

        >>> Texts.of(["a ", "b", "a"]).map(str.strip).values
        ('a', 'b')
        """
        changed = tuple(change(text) for text in self.values)
        if changed == self.values:
            return self
        return Texts.of(changed).take(self.codes)

    def or_else(self, other: Texts) -> Texts:
        """Take the text of another column where nothing is written in this one.

        >>> list(Texts.of(["a", ""]).or_else(Texts.of(["b", "c"])))
        ['a', 'c']
        """
        is_blank = self.is_blank
        if not is_blank.any():
            return self
        codes = np.where(is_blank, other.codes + len(self.values), self.codes)
        return Texts.of(self.values + other.values).take(codes)

    def counts(self) -> dict[str, int]:
        """Count the rows of each distinct text that some row holds.

        >>> Texts.of(["a", "b", "a"]).counts()
        {'a': 2, 'b': 1}
        """
        found = np.bincount(self.codes, minlength=len(self.values)).tolist()
        return {text: n for text, n in zip(self.values, found, strict=True) if n}

    @property
    def is_blank(self) -> NDArray[np.bool_]:
        """Whether nothing is written, row by row."""
        blank: NDArray[np.bool_] = self.codes == (
            self.values.index("") if "" in self.values else -1
        )
        return blank

    def series(self, rows: NDArray[np.bool_]) -> pd.Series[str]:
        """Return the texts of some rows as a column of a frame, numbered from 0."""
        texts = np.array(self.values, dtype=object)[self.codes[rows]]
        return pd.Series(texts, dtype="str")

    def take(self, rows: NDArray[Any]) -> Texts:
        """Keep some rows, by mask or by place; distinct texts that no row holds may stay."""
        return Texts(self.codes[rows], self.values)
