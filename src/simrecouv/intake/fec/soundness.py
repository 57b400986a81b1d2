"""Whether entries are sound: none twice, each balanced. A file joined with itself doubles all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.fec.values import Values
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label
from simrecouv.vocabulary.numbers import plain

#: An entry may hold the same line twice, a cash journal many; of whole books few lines come back.
#: Above this share of lines that do, in two entries or more, the file was joined with itself.
MOST_REPEATED = 0.5
SAME = (
    Column.JOURNAL, Column.ENTRY_NUMBER, Column.LEDGER_ACCOUNT, Column.CUSTOMER_ID,
    Column.INVOICE_ID, Column.ENTRY_LABEL,
)  # fmt: skip

REPEATED = Label(
    "écritures : {n} lignes déjà écrites à l'identique, lues",
    "entries: {n} lines written again, read",
)
UNBALANCED = Label(
    "écritures : {n} sur {all} ne s'équilibrent pas", "entries: {n} of {all} do not balance"
)


def check_entries(
    texts: Mapping[Column, Texts], values: Values, entry: NDArray[np.int64], source: str
) -> list[Label]:
    """Tell the lines that come back and the entries that do not balance.

    Parameters
    ----------
    texts, values
        Texts and values of every line of the file.
    entry : (rows,) int64
        Number of the entry of each line.
    source
        Name of the file, for errors.

    Raises
    ------
    LedgerFileError
        If most lines are there twice.
    """
    if not entry.size or Column.ENTRY_NUMBER not in texts:
        return []
    same = pd.DataFrame({column.value: texts[column].codes for column in SAME if column in texts})
    same = same.assign(day=values.date.astype("int64"), debit=values.debit, credit=values.credit)
    comes_back = same.duplicated().to_numpy()
    if same.duplicated(keep=False).mean() > MOST_REPEATED and _are_several(entry[comes_back]):
        first = int(np.flatnonzero(comes_back)[0])
        meant = f"{int(comes_back.sum())} of {comes_back.size} lines are written before, number of "
        meant += "the entry included: the file is joined with itself, give each entry once"
        raise LedgerFileError(source, [Problem(f"line {values.lines[first]}", None, meant)])
    sums = np.bincount(entry, weights=values.signed)
    return [
        *_told(REPEATED, int(comes_back.sum()), comes_back.size),
        *_told(UNBALANCED, int((sums != 0).sum()), sums.size),
    ]


def _are_several(entries: NDArray[np.int64]) -> bool:
    return np.unique(entries).size > 1


def _told(label: Label, n: int, among: int) -> list[Label]:
    """Say a count, where there is one."""
    if not n:
        return []
    said = (plain(n, "fr"), plain(among, "fr")), (plain(n, "en"), plain(among, "en"))
    (fr, fr_all), (en, en_all) = said
    return [Label(label.fr.format(n=fr, all=fr_all), label.en.format(n=en, all=en_all))]
