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

    def take(self, rows: NDArray[Any]) -> Texts:
        """Keep some rows, by mask or by place; distinct texts that no row holds may stay."""
        return Texts(self.codes[rows], self.values)
