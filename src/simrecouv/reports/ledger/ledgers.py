"""What a real ledger shows, as tables in words: when money comes, disputes, segments, open items.

Frames of `simrecouv.calibration` hold codes and cents; these tables are what a reader sees of them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from simrecouv.calibration import ProposedSegments
from simrecouv.calibration.facts import AGE_STEPS
from simrecouv.calibration.portfolio import OTHERS
from simrecouv.calibration.portfolio_notes import VERDICTS, WEEKDAYS
from simrecouv.calibration.segments import BEHAVIOURS, NEWCOMERS, SIZES, TERMS
from simrecouv.errors import StudyError
from simrecouv.figures.words import AGEING, WHOLE_LEDGER
from simrecouv.reports.fragment import Content, Fragment, element, joined, listed, table
from simrecouv.reports.words import texts
from simrecouv.scenario import Scenario
from simrecouv.scenario.words import TERMS as TERMS_IN_WORDS
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang, Runs
from simrecouv.vocabulary.numbers import percent, plain, quantity
from simrecouv.vocabulary.typography import COLON, UNDEFINED, say, sentence

INVOICES, CUSTOMERS = Label("Factures", "Invoices"), Label("Clients", "Customers")
PAYMENTS, WHEN = Label("Règlements", "Payments"), Label("Quand", "When")
REGULAR = Label("Clients réguliers", "Regular customers")
RUNS = Label("campagne {run}", "runs: {run}")
DISPUTED = Label("En litige", "Disputed")
LATE_DISPUTED = Label("En retard, en litige", "Late, disputed")
LATE_OTHERS = Label("En retard, autres", "Late, others")
EXTRA_DAYS = Label("Jours de plus", "More days")
NO_DISPUTE = Label(
    "Aucun litige parmi {n} factures : soit il n'y en a pas, soit le fichier ne les note pas.",
    "No dispute among {n} invoices: either there is none, or the file does not record them.",
)
BASIS, COLUMN = Label("Découpage", "Division"), Label("Colonne « {of} »", "Column '{of}'")
MEAN_LATENESS = Label("Retard moyen", "Mean lateness")
EXPLAINED = Label("Part expliquée", "Explained share")
BY_CHANCE = Label("Au hasard", "By chance")
#: What evidence holds of a whole division.
WORTH = ("explained", "explained_by_chance")
#: What segments can be proposed by, beside a column.
DIVISIONS: dict[str, Label] = {
    "terms": Label("délais", "terms"),
    "size": Label("taille", "size"),
    "behaviour": Label("comportement", "behaviour"),
}
BUCKET, AMOUNT, SHARE = (
    Label("Retard", "Lateness"),
    Label("Montant", "Amount"),
    Label("Part", "Share"),
)
TOTAL = Label("total", "total")
MONTHS = (
    Label("janv.", "Jan"), Label("févr.", "Feb"), Label("mars", "Mar"), Label("avr.", "Apr"),
    Label("mai", "May"), Label("juin", "Jun"), Label("juil.", "Jul"), Label("août", "Aug"),
    Label("sept.", "Sep"), Label("oct.", "Oct"), Label("nov.", "Nov"), Label("déc.", "Dec"),
)  # fmt: skip
#: Segments that a proposal names.
PROPOSED: dict[str, Label] = {
    SIZES[0]: Label("gros clients", "large customers"),
    SIZES[1]: Label("clients moyens", "middle customers"),
    SIZES[2]: Label("petits clients", "small customers"),
    BEHAVIOURS[0]: Label("payeurs ponctuels", "punctual payers"),
    BEHAVIOURS[1]: Label("payeurs lents", "slow payers"),
    BEHAVIOURS[2]: Label("payeurs très lents", "very slow payers"),
    NEWCOMERS: Label("clients récents", "recent customers"),
    OTHERS: Label("autres", "others"),
}


def rhythm_table(rhythm: pd.DataFrame, lang: Lang = "fr") -> Fragment:
    """Tabulate when each segment pays, and how its regular customers do.

    Parameters
    ----------
    rhythm
        The frame of `simrecouv.calibration.payment_rhythm`.
    """
    runs = [sentence(say(RUNS, lang, run=run.label.in_(lang))) for run in Runs]
    head = [*(say(one, lang) for one in (texts.SEGMENT, PAYMENTS, WHEN, REGULAR)), *runs]
    rows = [
        [
            _segment(row["segment"], lang),
            plain(row["payments"], lang),
            _when(row, lang),
            plain(row["classified"], lang),
            *(_share(row[run.value], lang) if row["classified"] else UNDEFINED for run in Runs),
        ]
        for row in rhythm.to_dict("records")
    ]
    return table(head, rows, css="results")


def _when(row: Mapping[Hashable, Any], lang: Lang) -> str:
    day = say(WEEKDAYS[row["on"]], lang) if row["verdict"] == Runs.WEEKLY else str(row["on"])
    return say(VERDICTS[row["verdict"]], lang, share=_share(row["share"], lang), day=day)


def disputes_table(disputes: pd.DataFrame, lang: Lang = "fr") -> Fragment:
    """Tabulate how many invoices are disputed, and how much longer they take.

    Parameters
    ----------
    disputes
        The frame of `simrecouv.calibration.disputed_invoices`; its first row is the whole ledger.
    """
    whole = disputes.iloc[0]
    if not whole["disputed"]:
        return element("p", say(NO_DISPUTE, lang, n=plain(int(whole["invoices"]), lang)))
    columns = (texts.SEGMENT, INVOICES, DISPUTED, LATE_DISPUTED, LATE_OTHERS, EXTRA_DAYS)
    rows = [
        [
            _segment(row["segment"], lang),
            plain(row["invoices"], lang),
            f"{plain(row['disputed'], lang)} ({quantity(row['share'], 'share', lang, decimals=1)})",
            quantity(row["late_disputed"], "share", lang, decimals=0),
            quantity(row["late_others"], "share", lang, decimals=0),
            quantity(row["extra_mean"], "days", lang, decimals=1, difference=True),
        ]
        for row in disputes.to_dict("records")
    ]
    return table([say(one, lang) for one in columns], rows, css="results")


def proposals_table(proposals: Mapping[str, ProposedSegments], lang: Lang = "fr") -> Fragment:
    """Tabulate divisions into segments: what they are, and what they explain of the days to pay.

    Parameters
    ----------
    proposals
        What `simrecouv.calibration.propose_segments` made, by what it was asked to divide by.
    """
    rows: list[list[Content]] = []
    for name, one in proposals.items():
        for place, row in enumerate(one.evidence.to_dict("records")):
            first = [_division(name, lang), *(_share(row[worth], lang) for worth in WORTH)]
            division, *worth = first if place == 0 else [""] * len(first)
            segment = sentence(segment_in_words(row["segment"], lang))
            customers = plain(row["customers"], lang)
            days = quantity(row["days_beyond_terms"], "days", lang, decimals=0)
            rows.append([division, segment, customers, days, *worth])
    columns = (BASIS, texts.SEGMENT, CUSTOMERS, MEAN_LATENESS, EXPLAINED, BY_CHANCE)
    shown_as = table([say(column, lang) for column in columns], rows, css="results")
    notes = [
        _division(name, lang) + COLON.in_(lang) + _lower(say(one.basis, lang))
        for name, one in proposals.items()
        if name in DIVISIONS
    ]
    return joined([shown_as, listed(notes)] if notes else [shown_as])


def _division(name: str, lang: Lang) -> str:
    """Name a division by what it divides by: a rule, or a column."""
    return sentence(say(DIVISIONS[name], lang)) if name in DIVISIONS else say(COLUMN, lang, of=name)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def segment_in_words(name: str, lang: Lang) -> str:
    """Name a proposed segment in the language; any other keeps its name.

    >>> segment_in_words("delai-45-fin-de-mois", "en"), segment_in_words("gros-clients", "en")
    ('45 d end of month', 'large customers')
    >>> segment_in_words("Nord", "en")
    'Nord'
    """
    for rule, pattern in TERMS.items():
        days = re.fullmatch(pattern.format(days=r"(\d+)"), name)
        if days:
            return say(TERMS_IN_WORDS[rule], lang, days=days[1])
    return say(PROPOSED[name], lang) if name in PROPOSED else name


def seasons_table(scenario: Scenario, lang: Lang = "fr") -> Fragment:
    """Tabulate the orders of each month, the mean month being 100 %; same seasons, same row."""
    alike: dict[tuple[float, ...], list[str]] = {}
    for name, segment in scenario.segments.items():
        alike.setdefault(segment.seasonality, []).append(shown(segment.label, name, lang))
    head = [say(texts.SEGMENT, lang), *(say(month, lang) for month in MONTHS)]
    rows = [
        [", ".join(names), *(_share(weight, lang) for weight in season)]
        for season, names in alike.items()
    ]
    return table(head, rows, css="results")


def open_items_table(scenario: Scenario, lang: Lang = "fr") -> Fragment:
    """Tabulate the open items that a scenario starts from, by lateness on its first day.

    Raises
    ------
    StudyError
        If the scenario starts from no books (`simrecouv.calibration.with_books`).
    """
    books = scenario.opening
    if books is None:
        raise StudyError(f"{scenario.name} starts from no books: use with_books")
    is_open = (np.array(books.paid_day) == 0) & (np.array(books.issue_day) < 0)
    cents = np.array(books.amount_cents)[is_open]
    bucket = np.searchsorted(AGE_STEPS, -1 - np.array(books.due_day)[is_open])
    size = len(AGEING)
    counts = np.bincount(bucket, minlength=size)
    sums = np.bincount(bucket, weights=cents, minlength=size)
    found = [
        *zip(AGEING.values(), counts.tolist(), sums.tolist(), strict=True),
        (TOTAL, int(counts.sum()), float(sums.sum())),
    ]
    rows = [
        [
            sentence(say(label, lang)),
            plain(n, lang),
            quantity(amount / 100.0, "eur", lang),
            _share(amount / max(float(sums.sum()), 1.0), lang),
        ]
        for label, n, amount in found
    ]
    head = [say(one, lang) for one in (BUCKET, INVOICES, AMOUNT, SHARE)]
    return table(head, rows, css="results")


def _segment(name: str, lang: Lang) -> str:
    return name or sentence(say(WHOLE_LEDGER, lang))


def _share(share: float, lang: Lang) -> str:
    return percent(round(share, 2), lang)
