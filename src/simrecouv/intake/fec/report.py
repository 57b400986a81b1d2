"""The quality report of accounting entries: every customer line, and the other lines by class.

Customer lines are read or set aside, row by row and to the cent (debits above 0, credits below);
the lines of other accounts are summed, for a FEC holds mostly those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.fec.entries import FileEntries, GroupTotal
from simrecouv.intake.fec.groups import states
from simrecouv.intake.fec.roles import LABELS, Role
from simrecouv.intake.fec.settling import Settled
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.vocabulary import Column, Label, Lang, Reason
from simrecouv.vocabulary.numbers import plain

PERIOD = Label(
    "{source} : écritures du {first} au {last}", "{source}: entries from {first} to {last}"
)
LINES = Label("comptes clients : {n} lignes ({parts})", "customer accounts: {n} lines ({parts})")
LETTERED = Label("lettrage : {n} lignes sur {all}", "lettering: {n} of {all} lines")
OTHERS = Label("autres comptes : {n} lignes ({parts})", "other accounts: {n} lines ({parts})")
CLASS = Label("en classe {name}", "in class {name}")
NAMED = Label("en {name}", "in {name}")
UNNAMED = Label("sans numéro de compte", "without an account number")
LANGS: tuple[Lang, Lang] = ("fr", "en")


@dataclass(frozen=True)
class EntriesReport(QualityReport):
    """What a reading did with every line of files of entries.

    Attributes
    ----------
    others : tuple of GroupTotal
        Lines of other accounts, by group of accounts: rows, sums of debits and credits [cents].
    customer_lines : tuple of (Role, int, int)
        What the customer lines are: rows, and sum [cents, debits above 0].
    """

    others: tuple[GroupTotal, ...] = ()
    customer_lines: tuple[tuple[Role, int, int], ...] = ()

    @property
    def rows_of_others(self) -> int:
        """Lines of other accounts."""
        return sum(group.rows for group in self.others)

    def summary_frame(self, lang: Lang = "fr") -> pd.DataFrame:
        """Return rows and cents: of the file, read, set aside by reason; rows of other accounts.

        The cents are those of customer lines; `others_frame` has those of the others.
        """
        other = [(Reason.NOT_A_CUSTOMER_LINE.label.in_(lang), self.rows_of_others, 0)]
        found = super().summary_frame(lang)
        return pd.concat([found, pd.DataFrame(other, columns=found.columns)], ignore_index=True)

    def others_frame(self) -> pd.DataFrame:
        """Return the lines of other accounts by group: group, rows, debit_cents, credit_cents."""
        return pd.DataFrame(self.others, columns=GroupTotal._fields)

    def customer_lines_frame(self, lang: Lang = "fr") -> pd.DataFrame:
        """Return what the lines of customer accounts are: what, rows, amount_cents."""
        rows = [(LABELS[role].in_(lang), n, cents) for role, n, cents in self.customer_lines]
        return pd.DataFrame(rows, columns=["what", "rows", "amount_cents"])


@dataclass(frozen=True, eq=False)
class Reading:
    """All that is known of the customer lines once they are settled."""

    files: Sequence[FileEntries]
    lines: pd.DataFrame
    role: NDArray[np.int8]
    groups: NDArray[np.int64]
    is_lettered: NDArray[np.bool_]
    settled: Settled


#: Why a line whose role is known is set aside, when nothing of it is read.
ASIDE = {
    Role.OPENING_DEBIT: Reason.OPENING_ENTRY,
    Role.OPENING_CREDIT: Reason.OPENING_ENTRY,
    Role.OTHER_DEBIT: Reason.OTHER_ENTRY,
    Role.REFUND: Reason.OTHER_ENTRY,
    Role.CARRIED: Reason.CARRIED_FORWARD,
    Role.INTERNAL: Reason.INTERNAL,
    Role.ONE_LEGGED: Reason.ONE_LEGGED,
}


def report(
    source: str, reading: Reading, said: Iterable[Label]
) -> tuple[EntriesReport, dict[int, int]]:
    """Return the report, and the credits alone: place of a line → cents."""
    reasons, alone = _judged(reading)
    lines, files = reading.lines, reading.files
    aside = [
        row._replace(value=_start(files, place) + row.value)
        for place, file in enumerate(files)
        for row in file.set_aside
    ]
    aside += _rows(reading, reasons.items())
    signed = lines["signed"].to_numpy()
    kept = np.ones(len(lines), dtype=bool)
    kept[list(reasons)] = False
    others = _summed(files)
    is_fec = any(file.is_fec for file in files)
    aside_cents = sum(row.cents for row in aside)
    what = _what(reading)
    found = EntriesReport(
        source=source,
        rows_in_file=sum(file.rows_in_file for file in files),
        rows_read=int(kept.sum()),
        amount_in_file_cents=int(signed.sum())
        + sum(row.cents for file in files for row in file.set_aside),
        amount_read_cents=int(signed[kept].sum()),
        amount_set_aside_cents=aside_cents,
        set_aside=tuple(sorted(aside, key=lambda row: row.line)),
        doubts=tuple(sorted(_doubts(reading, kept), key=lambda row: row.line)),
        columns=files[0].columns,
        unused=files[0].unused,
        evidence=(*_evidence(reading, what, others), *said),
        currency="EUR" if is_fec else "",
        others=others,
        customer_lines=what,
    )
    return found, alone


def _rows(reading: Reading, faults: Iterable[tuple[int, Reason]]) -> list[SetAside]:
    """Show customer lines by their customer, after the name of the file where there are several."""
    lines, column = reading.lines, Column.CUSTOMER_ID
    number, signed = lines["line"].to_list(), lines["signed"].to_list()
    customer, file = lines["customer"].to_list(), lines["file"].to_list()
    starts = [_start(reading.files, file) for file in range(len(reading.files))]
    return [
        SetAside(number[at], column, starts[file[at]] + customer[at][:80], reason, signed[at])
        for at, reason in faults
    ]


def _start(files: Sequence[FileEntries], file: int) -> str:
    return f"{files[file].source}: " if len(files) > 1 else ""


def _judged(reading: Reading) -> tuple[dict[int, Reason], dict[int, int]]:
    """Say which lines are set aside and why, and which credits, or parts, stand alone."""
    role, settled = reading.role, reading.settled
    signed = reading.lines["signed"].to_numpy()
    used = {line for _, line, _, _ in settled.rows} | set(settled.netted)
    reasons = {
        place: reason
        for one, reason in ASIDE.items()
        for place in np.flatnonzero(role == one).tolist()
        if place not in used
    }
    openings = set(reading.groups[role == Role.OPENING_DEBIT].tolist())
    alone: dict[int, int] = {}
    for place, cents in settled.unknown.items():
        if place in reasons:
            continue
        if cents == -signed[place]:
            is_opening = int(reading.groups[place]) in openings
            reasons[place] = Reason.OPENING_ENTRY if is_opening else Reason.OTHER_ENTRY
        else:
            alone[place] = cents
    for place, cents in settled.waiting.items():
        if place not in reasons:
            alone[place] = alone.get(place, 0) + cents
    return reasons, alone


def _doubts(reading: Reading, kept: NDArray[np.bool_]) -> list[SetAside]:
    """Say what was read with a doubt, line by line."""
    role = reading.role
    state = states(reading.lines, role, reading.groups)
    lettered = reading.is_lettered & ~state.has_internal
    signed = reading.lines["signed"].to_numpy()
    netted = np.zeros(kept.size, dtype=bool)
    netted[list(reading.settled.netted)] = True
    checks = [
        (Reason.NOT_LETTERED, ~reading.is_lettered & ~state.has_internal & (signed < 0)),
        (Reason.ONE_LEGGED, lettered & state.is_one_legged),
        (Reason.UNBALANCED, lettered & ~state.is_one_legged & ~state.is_balanced),
        (Reason.OPENING_ENTRY, state.has_invoice & state.has_opening),
        (Reason.OTHER_ENTRY, netted),
    ]
    places = ((np.flatnonzero(mask & kept).tolist(), reason) for reason, mask in checks)
    return _rows(reading, ((at, reason) for mine, reason in places for at in mine))


def _what(reading: Reading) -> tuple[tuple[Role, int, int], ...]:
    """Count and sum the customer lines by role."""
    signed = reading.lines["signed"].to_numpy()
    found = []
    for role in Role:
        mine = reading.role == role
        if mine.any():
            found.append((role, int(mine.sum()), int(signed[mine].sum())))
    return tuple(found)


def _evidence(
    reading: Reading, what: Sequence[tuple[Role, int, int]], others: Sequence[GroupTotal]
) -> list[Label]:
    """Say the layout, the period, what the customer lines are, and the other accounts."""
    said: list[Label] = []
    for file in reading.files:
        said += [one for one in file.evidence if one not in said]
        days = {"source": file.source, "first": file.first_day, "last": file.last_day}
        said.append(Label(PERIOD.fr.format(**days), PERIOD.en.format(**days)))
    n, lettered = len(reading.lines), int(reading.lines["letter"].ne("").sum())
    said.append(_told(LINES, n, [(LABELS[role], count) for role, count, _ in what]))
    counts = {lang: {"n": plain(lettered, lang), "all": plain(n, lang)} for lang in LANGS}
    said.append(Label(LETTERED.fr.format(**counts["fr"]), LETTERED.en.format(**counts["en"])))
    if others:
        parts = [(_name(group.group), group.rows) for group in others]
        said.append(_told(OTHERS, sum(group.rows for group in others), parts))
    return said


def _told(head: Label, n: int, parts: Sequence[tuple[Label, int]]) -> Label:
    def tell(lang: Lang) -> str:
        listed = ", ".join(f"{plain(count, lang)} {label.in_(lang)}" for label, count in parts)
        return head.in_(lang).format(n=plain(n, lang), parts=listed)

    return Label(tell("fr"), tell("en"))


def _name(group: str) -> Label:
    """Name a group of accounts: a class, an account, or accounts without a number."""
    if not group:
        return UNNAMED
    label = CLASS if len(group) == 1 else NAMED
    return Label(label.fr.format(name=group), label.en.format(name=group))


def _summed(files: Sequence[FileEntries]) -> tuple[GroupTotal, ...]:
    """Sum the lines of other accounts over the files."""
    rows: Counter[str] = Counter()
    debit: Counter[str] = Counter()
    credit: Counter[str] = Counter()
    for file in files:
        for group in file.others:
            rows[group.group] += group.rows
            debit[group.group] += group.debit_cents
            credit[group.group] += group.credit_cents
    return tuple(GroupTotal(name, rows[name], debit[name], credit[name]) for name in sorted(rows))
