"""Day first or month first: decided per file, never per row, with the evidence.

Years of two digits may stand first or last: `short_years` decides. Else a number above 12 is a day.
Where there is none, `date_sense` compares the orders by what they make
of the rows. Evidence both ways, or none at all, is refused. Dates with the year first, and dates
with the month by its name, need no evidence.

True date cells beside texts with the year last betray a spreadsheet of another locale: it turned
the dates that it could read, day and month swapped, into cells, and left the others as text. Such
cells are never believed as they are: whether they are swapped is decided column by column, by what
each reading makes of the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.date_sense import Dating, find_dating, possible_datings
from simrecouv.intake.dates import (
    YEAR_LAST_ORDERS,
    DateParts,
    Form,
    Order,
    date_parts,
    has_short_year,
)
from simrecouv.intake.short_years import short_year_first
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label
from simrecouv.vocabulary.numbers import plain

#: Share of the dates that may contradict the others; such dates are then read as unreadable.
STRAY_SHARE = 0.01

FIRST = {Order.DAY_FIRST: Label("jour", "day"), Order.MONTH_FIRST: Label("mois", "month")}
DECIDED = Label("dates : {first} en tête ({why})", "dates: {first} first ({why})")
BY_SIZE = Label(
    "{n} valeurs l'imposent, ex. {example}, contre {against}",
    "{n} values demand it, e.g. {example}, against {against}",
)
NO_ORDER = {
    Form.YEAR_FIRST: Label("dates : année en tête", "dates: year first"),
    Form.NAMED: Label("dates : mois en toutes lettres", "dates: months by their names"),
    Form.CELL: Label("dates : cellules de date", "dates: true date cells"),
    None: Label("dates : aucune ne se lit", "dates: none can be read"),
}
PUT_RIGHT = Label(
    "{column} : {n} cellules de date où un tableur a interverti jour et mois, remises en ordre "
    "({why})",
    "{column}: {n} true date cells in which a spreadsheet swapped day and month, put right ({why})",
)
KEPT = Label(
    "{column} : {n} cellules de date parmi des textes, justes ({why})",
    "{column}: {n} true date cells among texts, right as they are ({why})",
)


class DateOrder(NamedTuple):
    """How the dates of a file read, and why."""

    order: Order
    swapped: frozenset[Column]
    evidence: tuple[Label, ...]


def date_order(columns: Mapping[Column, Texts], given: Texts | None, source: str) -> DateOrder:
    """Decide how the dates of a file read.

    Parameters
    ----------
    columns
        Texts of the issue, due and payment dates, row by row.
    given
        [days] Texts of a given time from issue to payment, if the file has one.
    source
        Name of the file, for errors.

    Raises
    ------
    LedgerFileError
        If the evidence is contradictory or missing; the error gives it.

    Examples
    --------
    >>> issue = Texts.of(["3/1/2024", "28/1/2024"])
    >>> date_order({Column.ISSUE_DATE: issue}, None, "f.csv").evidence[0].en
    'dates: day first (1 values demand it, e.g. 28/1/2024, against 0)'
    """
    counts: Counter[str] = Counter()
    for texts in columns.values():
        counts.update(texts.counts())
    parts = {text: part for text in counts if (part := date_parts(text))}
    forms = _forms(parts, counts)
    _refuse_two_forms(forms, parts, source)
    orders, why = _with_short_years(columns, parts, counts, source) or _orders(
        parts, counts, forms, source
    )
    suspects = [column for column, texts in columns.items() if _is_suspect(texts, parts)]
    datings = possible_datings(orders, suspects)
    if len(datings) == 1:
        return DateOrder(*datings[0], (why,))
    found = find_dating(columns, given, datings)
    if found is None:
        raise LedgerFileError(source, [_undecided(columns, suspects, parts)])
    dating, sense = found
    told = why if len(orders) == 1 else _decided(dating.order, sense)
    cells = [_cells(c, columns[c], dating, sense) for c in suspects]
    return DateOrder(dating.order, dating.swapped, (told, *cells))


def _forms(parts: Mapping[str, DateParts], counts: Mapping[str, int]) -> Counter[Form]:
    forms: Counter[Form] = Counter()
    for text, part in parts.items():
        forms[part.form] += counts[text]
    return forms


def _refuse_two_forms(forms: Counter[Form], parts: Mapping[str, DateParts], source: str) -> None:
    """Refuse texts with the year first beside texts with the year last."""
    n_first, n_last = forms[Form.YEAR_FIRST], forms[Form.YEAR_LAST]
    if min(n_first, n_last) <= STRAY_SHARE * (n_first + n_last):
        return
    example = next(text for text, part in parts.items() if part.form is Form.YEAR_LAST)
    meant = (
        f"{n_first} dates start with the year and {n_last} end with it: a program "
        "may have swapped days and months in one of the two forms; export the file again"
    )
    raise LedgerFileError(source, [Problem("dates", example, meant)])


def _with_short_years(
    columns: Mapping[Column, Texts],
    parts: Mapping[str, DateParts],
    counts: Mapping[str, int],
    source: str,
) -> tuple[list[Order], Label] | None:
    """Return the order with the year first, and why, where years of two digits stand there."""
    last = [text for text, part in parts.items() if part.form is Form.YEAR_LAST]
    n_short = sum(counts[text] for text in last if has_short_year(text))
    n_last = sum(counts[text] for text in last)
    if n_short == 0 or n_short < (1 - STRAY_SHARE) * n_last:
        return None
    why = short_year_first(columns, source)
    return ([Order.YEAR_FIRST], why) if why else None


def _orders(
    parts: Mapping[str, DateParts], counts: Mapping[str, int], forms: Counter[Form], source: str
) -> tuple[list[Order], Label]:
    """Return the orders that are still possible, and why."""
    if forms[Form.YEAR_LAST] <= forms[Form.YEAR_FIRST]:
        most = forms.most_common(1)
        return [Order.DAY_FIRST], NO_ORDER[most[0][0] if most else None]
    numbers = {text: part for text, part in parts.items() if part.form is Form.YEAR_LAST}
    return _by_size(numbers, counts, source) or (
        list(YEAR_LAST_ORDERS),
        NO_ORDER[None],
    )


def _decided(order: Order, why: Label) -> Label:
    first = FIRST[order]
    return Label(
        DECIDED.fr.format(first=first.fr, why=why.fr), DECIDED.en.format(first=first.en, why=why.en)
    )


def _by_size(
    numbers: Mapping[str, DateParts], counts: Mapping[str, int], source: str
) -> tuple[list[Order], Label] | None:
    """Decide by numbers above 12, which are days."""
    sides = {
        Order.DAY_FIRST: [text for text, part in numbers.items() if part.first > 12],
        Order.MONTH_FIRST: [text for text, part in numbers.items() if part.second > 12],
    }
    n = {order: sum(counts[text] for text in side) for order, side in sides.items()}
    if sum(n.values()) == 0:
        return None
    order = max(n, key=lambda one: n[one])
    n_for, n_against = n[order], sum(n.values()) - n[order]
    if n_against > STRAY_SHARE * (n_for + n_against):
        day, month = (sides[one][0] for one in YEAR_LAST_ORDERS)
        meant = (
            f"{n[Order.DAY_FIRST]} dates have a number above 12 in first place (e.g. {day}) and "
            f"{n[Order.MONTH_FIRST]} in second place (e.g. {month}): two orders in one file"
        )
        raise LedgerFileError(source, [Problem("dates", None, meant)])
    example = sides[order][0]
    why = Label(
        BY_SIZE.fr.format(n=plain(n_for, "fr"), example=example, against=n_against),
        BY_SIZE.en.format(n=plain(n_for, "en"), example=example, against=n_against),
    )
    return [order], _decided(order, why)


def _is_suspect(texts: Texts, parts: Mapping[str, DateParts]) -> bool:
    """Whether true date cells, no day above 12, stand beside texts with the year last."""
    held = [parts[text] for text in texts.counts() if text in parts]
    cells = [part for part in held if part.form is Form.CELL]
    beside = any(part.form is Form.YEAR_LAST for part in held)
    return beside and bool(cells) and all(part.second <= 12 for part in cells)


def is_changed_cell(text: str) -> bool:
    """Whether a true date cell means another day once day and month are swapped."""
    parts = date_parts(text)
    return parts is not None and parts.form is Form.CELL and parts.first != parts.second


def _n_cells(texts: Texts) -> int:
    """Count the true date cells of which it matters whether they are swapped."""
    return sum(n for text, n in texts.counts().items() if is_changed_cell(text))


def _cells(column: Column, texts: Texts, dating: Dating, why: Label) -> Label:
    """Say what became of the true date cells of a column."""
    told, n = (PUT_RIGHT if column in dating.swapped else KEPT), _n_cells(texts)
    return Label(
        told.fr.format(column=column.label.fr, n=plain(n, "fr"), why=why.fr),
        told.en.format(column=column.label.en, n=plain(n, "en"), why=why.en),
    )


def _undecided(
    columns: Mapping[Column, Texts], suspects: list[Column], parts: Mapping[str, DateParts]
) -> Problem:
    if suspects:
        shown = ", ".join(f"{_n_cells(columns[c])} of {c.label.en}" for c in suspects)
        meant = (
            f"true date cells beside dates as text ({shown}): a spreadsheet of another locale may "
            "have swapped their days and months, and neither due dates, nor days to pay, nor "
            "constant terms prove it or refute it; export the file again, as CSV"
        )
        return Problem("dates", None, meant)
    example = next(text for text, part in parts.items() if part.form is Form.YEAR_LAST)
    meant = (
        "day first or month first? no number is above 12, and both orders make sense: write "
        "the dates as 2024-01-31, or add a column of days to pay"
    )
    return Problem("dates", example, meant)
