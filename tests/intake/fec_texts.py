"""Books of a small company, made up, and written in every layout that the rule of the FEC allows.

`Books` knows what it wrote: the invoices, and what settled each of them, are its truth.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from simrecouv.intake import RealLedger, read_ledger

HEADINGS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit",
    "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise",
)  # fmt: skip

JOURNALS = {"VE": "Ventes", "BQ": "Banque", "OD": "Opérations diverses", "AN": "À-nouveaux"}

Legs = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Line:
    """One line of an entry; `cents` is above 0 for a debit."""

    journal: str
    number: int
    day: date
    ledger_account: str
    auxiliary: str
    piece: str
    piece_day: date
    cents: int
    letter: str = ""
    letter_day: date | None = None


@dataclass
class Books:
    """Entries, and what they mean."""

    lines: list[Line] = field(default_factory=list)
    #: (document, customer, issue, cents)
    invoices: set[tuple[str, str, date, int]] = field(default_factory=set)
    #: (document, day, cents, kind)
    settled: list[tuple[str, date, int, str]] = field(default_factory=list)
    number: int = 0

    def enter(self, journal: str, day: date, customer: str, piece: str, legs: Legs) -> list[int]:
        """Write one entry; return the places of its lines."""
        self.number += 1
        places = []
        for ledger_account, cents in legs:
            auxiliary = customer if ledger_account.startswith("41") else ""
            places.append(len(self.lines))
            self.lines.append(
                Line(journal, self.number, day, ledger_account, auxiliary, piece, day, cents)
            )
        assert sum(cents for _, cents in legs) == 0
        return places

    def sell(self, day: date, customer: str, piece: str, cents: int) -> int:
        """Invoice a customer; VAT of 20 %."""
        tax = cents // 6
        legs = [("41100000", cents), ("70710000", tax - cents), ("44571000", -tax)]
        self.invoices.add((piece, customer, day, cents))
        return self.enter("VE", day, customer, piece, legs)[0]

    def receive(self, day: date, customer: str, cents: int, piece: str = "") -> int:
        piece = piece or f"RG{self.number:05d}"
        legs = [("51200000", cents), ("41100000", -cents)]
        return self.enter("BQ", day, customer, piece, legs)[1]

    def letter(self, code: str, day: date, *places: int) -> None:
        for place in places:
            self.lines[place] = replace(self.lines[place], letter=code, letter_day=day)


def small_company() -> Books:
    """One year of every case, one customer each."""
    books, year = Books(), 2023

    on = partial(date, year)

    def settle(piece: str, day: date, cents: int, kind: str = "payment") -> None:
        books.settled.append((piece, day, cents, kind))

    # Plain: one invoice, one payment; two payments.
    one = books.sell(on(1, 10), "C01", "F001", 120_000)
    books.letter("AA", on(2, 20), one, books.receive(on(2, 20), "C01", 120_000))
    settle("F001", on(2, 20), 120_000)
    one = books.sell(on(3, 1), "C01", "F002", 60_000)
    first, second = (books.receive(on(m, 5), "C01", 30_000) for m in (4, 5))
    books.letter("AB", on(5, 5), one, first, second)
    settle("F002", on(4, 5), 30_000)
    settle("F002", on(5, 5), 30_000)
    # Several invoices paid by one credit, less a credit note for the whole of one of them.
    three = [books.sell(on(2, d), "C02", f"F01{d}", 10_000 * d) for d in (1, 2, 3)]
    note = books.enter("VE", on(2, 9), "C02", "A001",
                       [("41100000", -20_000), ("70710000", 16_667), ("44571000", 3_333)])[0]  # fmt: skip
    books.letter("AA", on(4, 1), *three, note, books.receive(on(4, 1), "C02", 40_000))
    settle("F012", on(2, 9), 20_000, "credit_note")
    settle("F011", on(4, 1), 10_000)
    settle("F013", on(4, 1), 30_000)
    # A deposit on the account of advances, used when the invoice comes.
    advance = books.enter("BQ", on(1, 15), "C03", "AC01",
                          [("51200000", 30_000), ("41910000", -30_000)])[1]  # fmt: skip
    one = books.sell(on(3, 15), "C03", "F020", 100_000)
    used = books.enter("OD", on(3, 16), "C03", "F020",
                       [("41910000", 30_000), ("41100000", -30_000)])  # fmt: skip
    books.letter("AA", on(3, 16), advance, used[0])
    books.letter("BA", on(5, 2), one, used[1], books.receive(on(5, 2), "C03", 70_000))
    settle("F020", on(1, 15), 30_000, "deposit")
    settle("F020", on(5, 2), 70_000)
    # A discount, within the entry of the payment.
    one = books.sell(on(4, 3), "C04", "F030", 50_000)
    paid = books.enter("BQ", on(4, 12), "C04", "RG30",
                       [("51200000", 49_000), ("66500000", 833), ("44571000", 167), ("41100000", -50_000)])  # fmt: skip
    books.letter("AA", on(4, 12), one, paid[3])
    settle("F030", on(4, 12), 49_000)
    settle("F030", on(4, 12), 1_000, "discount")
    # Doubtful, a part paid, the rest written off.
    one = books.sell(on(1, 20), "C05", "F040", 90_000)
    moved = books.enter("OD", on(6, 30), "C05", "OD40",
                        [("41600000", 90_000), ("41100000", -90_000)])  # fmt: skip
    books.letter("AA", on(6, 30), one, moved[1])
    part = books.enter("BQ", on(9, 1), "C05", "RG40",
                       [("51200000", 20_000), ("41600000", -20_000)])[1]  # fmt: skip
    lost = books.enter("OD", on(11, 30), "C05", "OD41",
                       [("65400000", 58_333), ("44571000", 11_667), ("41600000", -70_000)])[2]  # fmt: skip
    books.letter("AB", on(11, 30), moved[0], part, lost)
    books.enter("OD", on(12, 31), "", "PR01", [("68174000", 5_000), ("49100000", -5_000)])
    settle("F040", on(9, 1), 20_000)
    settle("F040", on(11, 30), 70_000, "written_off")
    # A payment that comes back, then is made again.
    one = books.sell(on(5, 10), "C06", "F050", 24_000)
    first = books.receive(on(6, 10), "C06", 24_000)
    back = books.enter("BQ", on(6, 14), "C06", "IMP50",
                       [("41100000", 24_000), ("51200000", -24_000)])[0]  # fmt: skip
    again = books.receive(on(7, 1), "C06", 24_000)
    books.letter("AA", on(7, 1), one, first, back, again)
    for day, cents in ((on(6, 10), 24_000), (on(6, 14), -24_000), (on(7, 1), 24_000)):
        settle("F050", day, cents)
    # Without lettering: by document, by amount, and one that stays open.
    books.sell(on(8, 1), "C07", "F060", 15_000)
    books.receive(on(9, 9), "C07", 15_000, "F060")
    books.sell(on(8, 2), "C08", "F061", 16_100)
    books.receive(on(9, 10), "C08", 16_100)
    books.sell(on(11, 2), "C09", "F062", 17_000)
    settle("F060", on(9, 9), 15_000)
    settle("F061", on(9, 10), 16_100)
    books.enter("OD", on(12, 1), "", "HA01", [("60700000", 9_000), ("40100000", -9_000)])
    return books


class Luck:
    """Numbers drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed, self.drawn = seed, 0

    def below(self, end: int) -> int:
        """Draw a whole number from 0, below `end`."""
        self.drawn += 1
        digest = hashlib.sha256(f"{self.seed}/{self.drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % end


def drawn_company(seed: int, years: int = 1) -> Books:
    """Draw books: random customers, invoices, payments of one or several, and letters."""
    luck, books = Luck(seed), Books()
    start = date(2022, 1, 1)
    for month in range(12 * years):
        rent = [("61320000", 80_000), ("51200000", -80_000)]
        books.enter("BQ", date(2022 + month // 12, 1 + month % 12, 1), "", f"L{month}", rent)
    for customer in (f"C{n:02d}" for n in range(1 + luck.below(6))):
        for group in range(1 + luck.below(5)):
            day = start + timedelta(days=luck.below(365 * years - 120))
            amounts = [1_000 + luck.below(8_000) for _ in range(1 + luck.below(3))]
            sold = [
                (
                    books.sell(day + timedelta(days=n), customer, f"F{customer}{group}{n}", cents),
                    cents,
                )
                for n, cents in enumerate(amounts)
            ]
            owed = sum(cents for _, cents in sold)
            paid_day = day + timedelta(days=3 + luck.below(97))
            cents = (owed, owed, owed, owed // 2, owed + 100)[luck.below(5)]
            paid = books.receive(paid_day, customer, cents)
            if luck.below(5):
                code = ("A", "B", f"A{group}")[luck.below(3)]
                books.letter(code, paid_day, *(place for place, _ in sold), paid)
    return books


@dataclass(frozen=True)
class Layout:
    """One way of writing the same lines."""

    separator: str = "\t"
    sense: tuple[str, str] | None = None
    encoding: str = "utf-8"
    line_end: str = "\r\n"
    padded: bool = False
    trailing: bool = False
    reverse: bool = False
    upper: bool = False
    day: str = "%Y%m%d"
    amount: str = "{euros},{cents:02d}"
    extra: tuple[str, ...] = ()


LAYOUTS = {
    "tab": Layout(),
    "pipe, latin-1, padded, trailing": Layout(
        "|", encoding="cp1252", padded=True, trailing=True, amount="{euros:010d},{cents:02d}"
    ),
    "semicolon, bom": Layout(";", encoding="utf-8-sig", line_end="\n"),
    "CR CR LF": Layout("|", line_end="\r\r\n"),
    "senses D and C": Layout(sense=("D", "C"), encoding="iso-8859-15"),
    "senses +1 and -1": Layout("|", sense=("+1", "-1")),
    "columns in another order": Layout(reverse=True, upper=True),
    "22 columns": Layout("|", extra=("DateRglt", "ModeRglt", "NatOp", "IdClient")),
    "days first, points": Layout(";", day="%d/%m/%Y", amount="{euros}.{cents:02d}"),
}


def written(lines: Iterable[Line], layout: Layout) -> bytes:
    """Write lines in a layout, as bytes."""
    headings = [*HEADINGS, *layout.extra]
    if layout.sense:
        headings[11:13] = ["Montant", "Sens"]
    rows = [headings, *([*_values(line, layout), *("" for _ in layout.extra)] for line in lines)]
    if layout.padded:
        widths = [max(map(len, column)) for column in zip(*rows[1:], strict=True)]
        rows[1:] = [[v.ljust(w) for v, w in zip(r, widths, strict=True)] for r in rows[1:]]
    if layout.reverse:
        rows = [row[::-1] for row in rows]
    if layout.upper:
        rows[0] = [heading.upper() for heading in rows[0]]
    end = layout.separator * layout.trailing + layout.line_end
    return "".join(layout.separator.join(row) + end for row in rows).encode(layout.encoding)


def _values(line: Line, layout: Layout) -> list[str]:
    def day(one: date | None) -> str:
        return one.strftime(layout.day) if one else ""

    def amount(cents: int) -> str:
        return layout.amount.format(euros=cents // 100, cents=cents % 100)

    sides = [amount(max(line.cents, 0)), amount(max(-line.cents, 0))]
    if layout.sense:
        sides = [amount(abs(line.cents)), layout.sense[line.cents < 0]]
    return [
        line.journal, JOURNALS[line.journal], f"{line.number:06d}", day(line.day),
        line.ledger_account, f"Compte {line.ledger_account}", line.auxiliary,
        f'Société "{line.auxiliary}' if line.auxiliary else "", line.piece, day(line.piece_day),
        f"Écriture {line.number}", *sides, line.letter, day(line.letter_day), day(line.day), "", "",
    ]  # fmt: skip


def by_year(lines: Sequence[Line], *, lump: bool = False) -> list[list[Line]]:
    """Split entries in one file a year, each opened by what the year before left open.

    A line that is lettered after its year ends has no letter in the file of its year: the opening
    entry has it. With `lump`, one opening line carries the whole balance of a customer, if all that
    makes it bears one letter.
    """
    files: list[list[Line]] = []
    for year in sorted({line.day.year for line in lines}):
        closing = date(year, 12, 31)
        first = date(year, 1, 1)
        earlier = [line for line in lines if line.day < first and line.auxiliary]
        sums = Counter[tuple[object, ...]]()
        for line in earlier:
            sums[_lettering(line)] += line.cents
        carried = [line for line in earlier if not line.letter or sums[_lettering(line)]]
        files.append([*_opening(carried, first, lump), *(
            line if line.letter_day is None or line.letter_day <= closing
            else replace(line, letter="", letter_day=None)
            for line in lines if line.day.year == year
        )])  # fmt: skip
    return files


def _lettering(line: Line) -> tuple[object, ...]:
    return line.ledger_account, line.auxiliary, line.letter, line.letter_day


def _opening(carried: Sequence[Line], first: date, lump: bool) -> list[Line]:
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in carried:
        groups.setdefault((line.ledger_account, line.auxiliary), []).append(line)
    opened = []
    for mine in groups.values():
        parts = [[line] for line in mine]
        if lump and len({(line.letter, line.letter_day) for line in mine}) == 1:
            parts = [mine]
        for part in parts:
            cents = sum(line.cents for line in part)
            piece = part[0].piece if len(part) == 1 else "AN"
            opened.append(replace(part[0], journal="AN", number=0, day=first, cents=cents, piece=piece,
                                  piece_day=part[0].piece_day if len(part) == 1 else first))  # fmt: skip
    total = sum(line.cents for line in opened)
    if opened:
        opened.append(Line("AN", 0, first, "12000000", "", "AN", first, -total))
    return [line for line in opened if line.cents]


def read_bytes(*contents: bytes, terms_days: int | None = 30) -> RealLedger:
    """Read files of entries."""
    with TemporaryDirectory() as folder:
        paths = []
        for place, content in enumerate(contents):
            paths.append(Path(folder) / f"{place}.txt")
            paths[-1].write_bytes(content)
        return read_ledger(paths, terms_days=terms_days)


def invoices_of(ledger: RealLedger) -> set[tuple[str, str, date, int]]:
    """Return the invoices of a ledger as `Books.invoices` writes them."""
    frame = ledger.invoices
    columns = (
        frame["invoice_id"],
        frame["customer_id"],
        frame["issue_date"].dt.date,
        frame["amount_cents"],
    )
    return set(zip(*columns, strict=True))


def settled_of(ledger: RealLedger) -> list[tuple[str, date, int, str]]:
    frame = ledger.payments
    columns = (
        frame["invoice_id"],
        frame["paid_date"].dt.date,
        frame["amount_cents"],
        frame["kind"],
    )
    return sorted(zip(*columns, strict=True))
