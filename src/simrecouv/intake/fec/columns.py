"""Which column of a file of accounting entries holds what: the FEC's names, then other exports'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simrecouv.errors import LedgerFileError, Problem, nearest
from simrecouv.intake.headings import plain, recognised
from simrecouv.vocabulary import Column

#: Headings of each field: the name that the rule gives (LPF, art. A. 47 A-1), then those of ledgers
#: of customers exported by accounting programs, the most specific first.
NAMES: dict[Column, tuple[str, ...]] = {
    Column.JOURNAL: ("journal code", "code journal", "journal", "jnl", "jal"),
    Column.JOURNAL_NAME: ("journal lib", "libelle journal"),
    Column.ENTRY_NUMBER: (
        "ecriture num", "numero ecriture", "n ecriture", "numero mouvement", "n mouvement",
    ),
    Column.ENTRY_DATE: (
        "ecriture date", "date ecriture", "date comptable", "date mouvement", "date",
    ),
    Column.LEDGER_ACCOUNT: (
        "compte num", "compte general", "n compte general", "numero compte", "n compte", "compte",
    ),
    Column.CUSTOMER_ID: (
        "comp aux num", "compte auxiliaire", "n compte auxiliaire", "auxiliaire", "compte tiers",
        "n compte tiers", "code tiers", "code client", "tiers", "client",
    ),
    Column.INVOICE_ID: (
        "piece ref", "numero piece", "n piece", "ref piece", "reference piece", "piece",
        "numero facture", "n facture", "reference",
    ),
    Column.ISSUE_DATE: ("piece date", "date piece", "date facture"),
    Column.ENTRY_LABEL: ("ecriture lib", "libelle ecriture", "libelle"),
    Column.DEBIT: ("debit", "montant debit", "debit eur"),
    Column.CREDIT: ("credit", "montant credit", "credit eur"),
    Column.AMOUNT: ("montant",),
    Column.SENSE: ("sens",),
    Column.LETTER: ("ecriture let", "lettrage", "code lettrage", "lettre", "let"),
    Column.LETTER_DATE: ("date let", "date lettrage"),
    Column.DUE_DATE: ("date echeance", "echeance date", "echeance", "date ech"),
}  # fmt: skip

NO_MAPPING: Mapping[str, str] = {}

_RANK = {
    column: {plain(name): rank for rank, name in enumerate(names)}
    for column, names in NAMES.items()
}


def are_entries(headings: Sequence[str], mapping: Mapping[str, str] = NO_MAPPING) -> bool:
    """Whether a file holds accounting entries: a date, an account, debits and credits.

    A mapping of a debit or a credit says that it does.

    >>> are_entries(["JournalCode", "EcritureDate", "CompteNum", "Montant", "Sens"])
    True
    >>> are_entries(["N° facture", "Client", "Date facture", "Montant"])
    False
    """
    found = _detected(headings)
    sided = _sided(found) or not {"debit", "credit", "sense"}.isdisjoint(mapping.values())
    named = Column.LEDGER_ACCOUNT in found or Column.CUSTOMER_ID in found
    return is_a_fec(headings) or (sided and named and Column.ENTRY_DATE in found)


def is_a_fec(headings: Sequence[str]) -> bool:
    """Whether the headings are those of the rule; its accounts are those of the chart.

    >>> is_a_fec(["JournalCode", "CompteNum"]), is_a_fec(["Journal", "Compte"])
    (True, False)
    """
    return not {"comptenum", "compauxnum"}.isdisjoint(plain(heading) for heading in headings)


def is_usual(heading: str) -> bool:
    """Whether a heading is one that programs write: it tells nothing of the company.

    >>> is_usual("CompteNum"), is_usual("N° facture"), is_usual("Ventes de Dupont SA")
    (True, True, False)
    """
    name = plain(heading)
    return recognised([heading]) > 0 or any(name in ranks for ranks in _RANK.values())


def find_entry_columns(
    headings: Sequence[str], mapping: Mapping[str, str], source: str
) -> dict[Column, int]:
    """Find the place of each field among the headings of a file of entries; `mapping` wins.

    Raises
    ------
    LedgerFileError
        Unknown names in the mapping, or fields that entries cannot do without.
    """
    mapped, problems = {}, []
    fields = [column.value for column in NAMES]
    for heading, field in mapping.items():
        place = f"mapping of {heading!r}"
        if heading not in headings:
            problems.append(Problem(place, None, f"no such column, {nearest(heading, headings)}"))
        elif field not in fields:
            problems.append(Problem(place, field, f"no such field, {nearest(field, fields)}"))
        else:
            mapped[Column(field)] = list(headings).index(heading)
    found = {c: p for c, p in _detected(headings).items() if p not in mapped.values()} | mapped
    problems += _missing(found)
    if problems:
        raise LedgerFileError(source, problems)
    return found


def _missing(found: Mapping[Column, int]) -> list[Problem]:
    """Say what entries cannot do without and the file does not have."""
    problems = []
    if not _sided(found):
        meant = "columns Debit and Credit, or Montant and Sens, expected"
        problems.append(Problem("headings", None, meant))
    if Column.ENTRY_DATE not in found:
        problems.append(Problem("headings", None, "no date of entries (EcritureDate)"))
    if Column.LEDGER_ACCOUNT not in found and Column.CUSTOMER_ID not in found:
        problems.append(Problem("headings", None, "no ledger account (CompteNum)"))
    return problems


def _detected(headings: Sequence[str]) -> dict[Column, int]:
    """Place of the most specific heading of each field; the first of two equal ones."""
    found: dict[Column, int] = {}
    for column, ranks in _RANK.items():
        places = [
            (ranks[name], place)
            for place, heading in enumerate(headings)
            if (name := plain(heading)) in ranks and place not in found.values()
        ]
        if places:
            found[column] = min(places)[1]
    return found


def _sided(found: Mapping[Column, int]) -> bool:
    both = Column.DEBIT in found and Column.CREDIT in found
    return both or (Column.AMOUNT in found and Column.SENSE in found)
