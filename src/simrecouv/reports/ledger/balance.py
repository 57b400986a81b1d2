"""What customers owe in a ledger: ageing, and DSO by every method that the ledger allows."""

from __future__ import annotations

import math
from collections.abc import Iterator

import plotly.graph_objects as go

from simrecouv.calibration.receivables import AGES, dso_variants
from simrecouv.figures.portfolio import plot_ageing_history, plot_dso_history
from simrecouv.figures.words import AGEING
from simrecouv.intake.quality_words import SIGNS
from simrecouv.reports.fragment import Fragment, chapter, element, table
from simrecouv.reports.sections.dso_split import spread
from simrecouv.reports.subjects.diagnosis import Diagnosis
from simrecouv.reports.words import diagnosis_texts as words
from simrecouv.vocabulary import MEASURE
from simrecouv.vocabulary.numbers import number, plain, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence

#: What the headline DSO is made of: terms granted, and lateness.
PARTS = ("best_possible_dso", "average_days_delinquent")


def ageing(study: Diagnosis) -> Fragment:
    """Tabulate what is owed on the day of the diagnosis, by age."""
    lang, balance = study.lang, study.balance
    total = sum(balance.ages)
    rows = [
        _bucket(study, sentence(say(AGEING[age], lang)), items, cents, total)
        for age, items, cents in zip(AGES, balance.items, balance.ages, strict=True)
    ]
    rows.append(_bucket(study, say(words.TOTAL, lang), sum(balance.items), total, total))
    head = (words.LATENESS, words.INVOICES, words.AMOUNT, words.SHARE)
    shown = table([say(one, lang) for one in head], rows, css="results")
    note = say(words.AGEING_NOTE, lang, day=study.written(study.day))
    notes = [element("p", text) for text in _ageing_notes(study)]
    return chapter(say(words.AGEING, lang), note, shown, *notes)


def _bucket(study: Diagnosis, label: str, items: int, cents: int, total: int) -> list[str]:
    share = quantity(cents / total, "share", study.lang, decimals=1) if total else UNDEFINED
    return [label, plain(items, study.lang), study.worth(cents), share]


def _ageing_notes(study: Diagnosis) -> Iterator[str]:
    lang, alone = study.lang, study.ledger.credits
    if len(alone):
        amount = study.worth(int(alone["amount_cents"].sum()))
        yield say(words.CREDITS, lang, n=plain(len(alone), lang), amount=amount)
    if study.balance.written_off:
        yield say(words.WRITTEN_OFF, lang, amount=study.worth(study.balance.written_off))


def ageing_history(study: Diagnosis) -> go.Figure | None:
    """Draw the ageing month by month; nothing if nothing was ever owed."""
    if not study.history[list(AGES)].to_numpy().any():
        return None
    currency = study.ledger.currency
    sign = SIGNS.get(currency, currency)
    return plot_ageing_history(study.history, lang=study.lang, currency=sign)


def methods(study: Diagnosis) -> Fragment:
    """Tabulate the DSO by every method that the ledger allows, and say how each is computed."""
    lang, found = study.lang, days_by_method(study)
    values = _values(study)
    rows = [
        [
            sentence(say(MEASURE[name].label, lang)),
            quantity(days, "days", lang, decimals=1),
            say(words.HOW_COMPUTED[name], lang, **values),
        ]
        for name, days in found.items()
    ]
    head = [say(one, lang) for one in (words.METHOD, words.DAYS, words.HOW)]
    notes = [element("p", text, css="note") for text in _method_notes(study, set(found))]
    shown = table(head, rows, css="words")
    return chapter(say(words.METHODS, lang), say(words.METHODS_NOTE, lang), shown, *notes)


def days_by_method(study: Diagnosis) -> dict[str, float]:
    """Return the DSO of every method [days]; the two parts of the headline sum to it in tenths."""
    found = dso_variants(study.receivables, study.day)
    if all(name in found for name in PARTS):
        rounded = spread([found[name] for name in PARTS])
        found |= {"dso_simple": math.fsum(rounded), **dict(zip(PARTS, rounded, strict=True))}
    return found


def _values(study: Diagnosis) -> dict[str, str]:
    """Write the numbers that the methods are made of."""
    balance, lang = study.balance, study.lang
    followed = study.receivables.followed(study.day)
    return {
        "owed": study.worth(balance.owed),
        "sales": study.worth(balance.sales),
        "period": number(balance.period_days, 0, lang),
        "written_off": study.worth(balance.written_off),
        "not_due": study.worth(balance.not_due),
        "followed": number(followed.invoices, 0, lang),
    }


def _method_notes(study: Diagnosis, found: set[str]) -> Iterator[str]:
    """Say what limits the methods: open items, short or silent periods, what is missing."""
    lang, balance = study.lang, study.balance
    followed = study.receivables.followed(study.day)
    if followed.open_cents:
        yield say(words.STILL_OPEN, lang, amount=study.worth(followed.open_cents))
    if "weighted_days_to_pay" not in found:
        yield say(words.NOT_RIPE, lang)
    if "dso_countback" not in found:
        yield say(words.NO_COUNTBACK, lang)
    if balance.period_days < 364:
        yield say(words.SHORT_PERIOD, lang, period=balance.period_days)


def dso_history(study: Diagnosis) -> go.Figure | None:
    """Draw the DSO month by month; nothing without sales."""
    told = study.history.dropna(subset=["dso_simple"])
    return plot_dso_history(told, lang=study.lang) if len(told) else None
