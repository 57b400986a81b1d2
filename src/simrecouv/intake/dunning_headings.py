"""Which column of a dunning log holds what: the case, its payments, and any number of steps.

A step has a date, and may change what is owed: by an amount that it adds (``added:sent``, a fee) or
by the principal that is owed from then on (``owed:penalty``, a fine that doubles). Headings are
compared as those of a ledger (`simrecouv.intake.headings`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simrecouv.errors import LedgerFileError, Problem, nearest
from simrecouv.intake.headings import plain
from simrecouv.vocabulary import CaseStep, Column

#: What a heading may be mapped to, beside a field of the case.
STEP_ROLES = {"step": Column.STEP, "added": Column.STEP_ADDED, "owed": Column.STEP_OWED}
IGNORE = "ignore"

#: Headings of a case and of its payments, the most specific first.
CASE_SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.CASE_ID: (
        "case id", "case number", "case no", "case nr", "case", "numero dossier", "n dossier",
        "no dossier", "reference dossier", "ref dossier", "dossier", "aktenzeichen",
        "vorgangsnummer", "fallnummer", "fall", "invoice number", "invoice no", "invoice id",
        "numero facture", "n facture", "no facture", "facture", "rechnungsnummer", "invoice",
    ),
    Column.CUSTOMER_ID: (
        "customer id", "customer number", "customer no", "customer", "code client",
        "numero client", "n client", "client", "kundennummer", "kunde", "debitor",
    ),
    Column.CREATED_DATE: (
        "created date", "creation date", "date created", "created", "create", "date creation",
        "cree le", "date ouverture", "ouverture", "erstellt", "erstellt am", "anlagedatum",
        "invoice date", "date facture", "rechnungsdatum", "issue date", "date emission",
    ),
    Column.AMOUNT: (
        "amount incl vat", "montant ttc", "principal", "montant initial", "amount due",
        "montant du", "hauptforderung", "forderung", "amount", "montant", "betrag",
    ),
    Column.CURRENCY: ("currency", "currency code", "devise", "monnaie", "wahrung", "waehrung"),
    Column.FIRST_PAID_DATE: (
        "first payment date", "first payment", "first paid", "date premier reglement",
        "premier reglement", "premier paiement", "date premier paiement", "erste zahlung",
    ),
    Column.PAID_DATE: (
        "last payment date", "last payment", "last paid", "date dernier reglement",
        "dernier reglement", "dernier paiement", "date dernier paiement", "letzte zahlung",
        "payment date", "paid date", "paid on", "date reglement", "date paiement",
        "zahlungsdatum", "zahldatum", "bezahlt am",
    ),
    Column.PAID_AMOUNT: (
        "total paid", "paid total", "total regle", "total paye", "paid amount", "amount paid",
        "montant regle", "montant paye", "payment amount", "montant reglement",
        "bezahlter betrag", "gezahlter betrag", "zahlbetrag",
    ),
    Column.PAYMENT_COUNT: (
        "number of payments", "number payments", "payment count", "payments", "nombre reglements",
        "nb reglements", "nombre paiements", "nb paiements", "anzahl zahlungen",
    ),
}  # fmt: skip

#: Headings of the dates of the steps.
STEP_SYNONYMS: dict[CaseStep, tuple[str, ...]] = {
    CaseStep.SENT: (
        "sent date", "date sent", "sending date", "sent", "date envoi", "envoye le", "envoi",
        "versanddatum", "versandt am", "versand", "gesendet",
    ),
    CaseStep.NOTIFIED: (
        "notification date", "notified date", "date notified", "notified", "notification",
        "date notification", "notifie le", "date signification", "zustelldatum", "zugestellt am",
        "zustellung",
    ),
    CaseStep.REMINDER_1: (
        "reminder 1", "first reminder", "reminder 1 date", "relance 1", "date relance 1",
        "premiere relance", "mahnung 1", "1 mahnung", "erste mahnung",
    ),
    CaseStep.REMINDER_2: (
        "reminder 2", "second reminder", "reminder 2 date", "relance 2", "date relance 2",
        "deuxieme relance", "mahnung 2", "2 mahnung", "zweite mahnung",
    ),
    CaseStep.REMINDER_3: (
        "reminder 3", "third reminder", "reminder 3 date", "relance 3", "date relance 3",
        "troisieme relance", "mahnung 3", "3 mahnung", "dritte mahnung",
    ),
    CaseStep.FORMAL_NOTICE: (
        "formal notice", "formal notice date", "final notice", "mise en demeure",
        "date mise en demeure", "letzte mahnung",
    ),
    CaseStep.PENALTY: (
        "penalty date", "date penalty", "penalty", "date majoration", "majoration",
        "date penalite", "majore le", "zuschlagsdatum",
    ),
    CaseStep.COLLECTION: (
        "collection date", "date collection", "collection", "handed over", "hand over date",
        "date remise recouvrement", "remise recouvrement", "date recouvrement", "date cabinet",
        "inkassodatum", "inkasso", "ubergabe inkasso",
    ),
    CaseStep.COURT: (
        "court date", "legal action", "legal action date", "court", "date assignation",
        "date injonction payer", "injonction payer", "mahnbescheid", "klage",
    ),
}  # fmt: skip

#: Headings of what the steps add, and of the principal that is owed since a step.
ADDED_SYNONYMS: dict[CaseStep, tuple[str, ...]] = {
    CaseStep.SENT: ("sending fee", "sent fee", "postage", "frais envoi", "versandkosten"),
    CaseStep.NOTIFIED: ("notification fee", "frais notification", "zustellkosten"),
    CaseStep.FORMAL_NOTICE: ("formal notice fee", "frais mise en demeure", "mahngebuhr"),
    CaseStep.PENALTY: ("penalty amount", "penalty fee", "montant majoration", "montant penalite"),
    CaseStep.COLLECTION: ("collection fee", "frais recouvrement", "inkassokosten"),
}
OWED_SYNONYMS: dict[CaseStep, tuple[str, ...]] = {
    CaseStep.PENALTY: ("penalised amount", "penalized amount", "montant majore", "erhohter betrag"),
}

REQUIRED = (
    Column.CASE_ID,
    Column.CREATED_DATE,
    Column.AMOUNT,
    Column.PAID_DATE,
    Column.PAID_AMOUNT,
)

#: A field, and the step that it tells of; no step for the fields of the case.
Key = tuple[Column, str]

_STEP_NAME = re.compile(r"\w[\w-]{0,39}")


def _ranks() -> dict[Key, dict[str, int]]:
    keys: dict[Key, tuple[str, ...]] = {(c, ""): names for c, names in CASE_SYNONYMS.items()}
    for column, synonyms in (
        (Column.STEP_OWED, OWED_SYNONYMS),
        (Column.STEP_ADDED, ADDED_SYNONYMS),
        (Column.STEP, STEP_SYNONYMS),
    ):
        keys |= {(column, step.value): names for step, names in synonyms.items()}
    return {key: {plain(name): k for k, name in enumerate(names)} for key, names in keys.items()}


_RANKS = _ranks()


@dataclass(frozen=True)
class LogColumns:
    """Places among the headings: of the fields of a case, and of each step by its name."""

    of_case: dict[Column, int]
    dates: dict[str, int]
    added: dict[str, int] = field(default_factory=dict)
    owed: dict[str, int] = field(default_factory=dict)

    @property
    def places(self) -> list[int]:
        """Places of all the columns that are read."""
        parts = (self.of_case, self.dates, self.added, self.owed)
        return sorted({place for part in parts for place in part.values()})

    def headings(self, headings: Sequence[str]) -> dict[Column, str]:
        """Field → the headings it was read from."""
        found = {column: headings[place] for column, place in self.of_case.items()}
        roles = zip(STEP_ROLES.values(), (self.dates, self.added, self.owed), strict=True)
        for column, part in roles:
            if part:
                found[column] = ", ".join(headings[place] for place in part.values())
        return found


def find_log_columns(
    headings: Sequence[str], mapping: Mapping[str, str], source: str
) -> LogColumns:
    """Find the columns of a dunning log; `mapping` wins over detection.

    Parameters
    ----------
    headings
        First row of the file.
    mapping
        Heading → a field of the case (``"case_id"``...), ``"step:NAME"`` (date of a step),
        ``"added:NAME"`` (what the step adds), ``"owed:NAME"`` (principal owed since the step), or
        ``"ignore"``.

    Raises
    ------
    LedgerFileError
        Unknown names in the mapping, fields found twice or not found, amounts of a step without
        a date; all at once.

    Examples
    --------
    >>> names = ["case", "create", "amount", "sent", "last_payment", "paid_amount", "A"]
    >>> find_log_columns(names, {"A": "step:visit"}, "log.csv").dates
    {'visit': 6, 'sent': 3}
    """
    found, taken, problems = _mapped(headings, mapping)
    for key, ranks in _RANKS.items():
        if key in found:
            continue
        places = _best_places(headings, ranks, taken)
        if len(places) > 1:
            problems.append(_ambiguous([headings[place] for place in places], key))
        elif places:
            found[key] = places[0]
            taken.add(places[0])
    columns = LogColumns(
        {column: place for (column, step), place in found.items() if not step},
        *(_of_role(found, role) for role in STEP_ROLES.values()),
    )
    problems += _missing(columns, headings)
    if problems:
        raise LedgerFileError(source, problems)
    return columns


def _of_role(found: Mapping[Key, int], role: Column) -> dict[str, int]:
    return {step: place for (column, step), place in found.items() if column is role}


def _mapped(
    headings: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[Key, int], set[int], list[Problem]]:
    found: dict[Key, int] = {}
    taken: set[int] = set()
    problems = []
    for heading, wanted in mapping.items():
        place = f"mapping of {heading!r}"
        key = _key(wanted)
        if heading not in headings:
            problems.append(Problem(place, None, f"no such column, {nearest(heading, headings)}"))
        elif key is None and wanted != IGNORE:
            problems.append(Problem(place, wanted, f"no such field, {_fields(wanted)}"))
        elif key in found:
            problems.append(Problem(place, wanted, "this field is mapped twice"))
        else:
            taken.add(list(headings).index(heading))
            if key is not None:
                found[key] = list(headings).index(heading)
    return found, taken, problems


def _key(wanted: str) -> Key | None:
    role, colon, step = wanted.partition(":")
    if colon:
        known = role in STEP_ROLES and _STEP_NAME.fullmatch(step)
        return (STEP_ROLES[role], step) if known else None
    return next(((c, "") for c in CASE_SYNONYMS if c.value == wanted), None)


def _fields(wanted: str) -> str:
    fields = [*(c.value for c in CASE_SYNONYMS), *(f"{role}:NAME" for role in STEP_ROLES), IGNORE]
    return nearest(wanted, fields)


def _best_places(headings: Sequence[str], ranks: Mapping[str, int], taken: set[int]) -> list[int]:
    """Positions of the most specific headings of a field."""
    known = {
        place: ranks[plain(heading)]
        for place, heading in enumerate(headings)
        if place not in taken and plain(heading) in ranks
    }
    best = min(known.values(), default=0)
    return [place for place, rank in known.items() if rank == best]


def _written(key: Key) -> str:
    column, step = key
    role = next((role for role, one in STEP_ROLES.items() if one is column), "")
    return f"{role}:{step}" if step else column.value


def _ambiguous(names: Sequence[str], key: Key) -> Problem:
    shown = " and ".join(repr(name) for name in names)
    meant = f"{shown} both read as {_written(key)}: map one of them, or one to {IGNORE}"
    return Problem("headings", None, meant)


def _missing(columns: LogColumns, headings: Sequence[str]) -> list[Problem]:
    problems = [
        Problem(
            column.value,
            None,
            f"no column of {column.label.en} ({column.label.fr}); map a heading to {column.value}",
        )
        for column in REQUIRED
        if column not in columns.of_case
    ]
    if problems:
        shown = ", ".join(heading[:30] for heading in headings[:20])
        problems.insert(0, Problem("headings", None, f"found: {shown}"))
    for role, part in (("added", columns.added), ("owed", columns.owed)):
        problems += [
            Problem(f"{role}:{step}", headings[place], f"no date of this step: map step:{step}")
            for step, place in part.items()
            if step not in columns.dates
        ]
    return problems
