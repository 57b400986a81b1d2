"""How the customers of a ledger pay: by segment, by day of the week and month, disputes."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from simrecouv.calibration import (
    disputed_invoices,
    payment_curve,
    payment_patterns,
    payment_rhythm,
)
from simrecouv.calibration.curves import WHOLE, Curve, curve_of
from simrecouv.calibration.disputes import median_age
from simrecouv.calibration.settled import followed, settlements
from simrecouv.figures import plot_payment_curve, plot_payment_patterns
from simrecouv.figures.words import WHOLE_LEDGER
from simrecouv.reports.fragment import Content, Fragment, chapter, element, joined, table
from simrecouv.reports.ledger.ledgers import disputes_table, rhythm_table
from simrecouv.reports.subjects.diagnosis import Diagnosis
from simrecouv.reports.words import diagnosis_texts as words
from simrecouv.vocabulary.numbers import number, plain, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence

#: Days past due at which a table reads the payment curves.
AGES = (0, 30, 60, 90)


def behaviour(study: Diagnosis) -> Fragment:
    """Tabulate the share unpaid by segment, some days past due."""
    lang = study.lang
    head = [
        say(words.SEGMENT, lang),
        say(words.CUSTOMERS, lang),
        say(words.INVOICES, lang),
        *(_unpaid_at(age, study) for age in AGES),
        say(words.MEDIAN, lang),
    ]
    title, note = say(words.BEHAVIOUR, lang), say(words.BEHAVIOUR_NOTE, lang)
    return chapter(title, note, table(head, list(_rows(study)), css="results"))


def _unpaid_at(age: int, study: Diagnosis) -> str:
    if not age:
        return say(words.UNPAID_DUE, study.lang)
    return say(words.UNPAID_AT, study.lang, days=age)


def _rows(study: Diagnosis) -> Iterator[list[Content]]:
    rows = followed(settlements(study.ledger))
    segments = [(str(name), part) for name, part in rows.groupby("segment")]
    parts = segments if len(segments) > 1 else []
    for name, part in [(sentence(say(WHOLE_LEDGER, study.lang)), rows), *parts]:
        if len(part):
            yield [name, *_row(study, part, curve_of(part))]


def _row(study: Diagnosis, rows: pd.DataFrame, curve: Curve) -> Iterator[str]:
    lang = study.lang
    yield plain(int(rows["customer_id"].nunique()), lang)
    yield plain(len(rows), lang)
    for age in AGES:
        is_told = age <= curve.last_age or not curve.has_open
        share = curve.unpaid_at(age)
        yield quantity(share, "share", lang, decimals=0) if is_told else UNDEFINED
    median = median_age(curve)
    is_seen = median <= curve.last_age
    days = number(median, 0, lang, signed=True)
    yield say(words.DAY_PAST_DUE, lang, days=days) if is_seen else UNDEFINED


def curves(study: Diagnosis) -> go.Figure | None:
    """Draw the payment curves of the segments; nothing if no invoice was followed."""
    if followed(settlements(study.ledger)).empty:
        return None
    return plot_payment_curve(payment_curve(study.ledger), lang=study.lang)


def rhythm(study: Diagnosis) -> Fragment:
    """Tabulate when money comes, or say that the file records no payment."""
    lang, found = study.lang, _told(payment_rhythm(study.ledger))
    title = say(words.RHYTHM, lang)
    if found.empty:
        return chapter(title, say(words.NO_PAYMENT, lang))
    return chapter(title, say(words.RHYTHM_NOTE, lang), rhythm_table(found, lang))


def patterns(study: Diagnosis) -> go.Figure | None:
    """Draw payments by day of the week and of the month; nothing without a payment."""
    found = _told(payment_patterns(study.ledger))
    return None if found.empty else plot_payment_patterns(found, lang=study.lang)


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the whole ledger alone where there is one segment: both would be told twice."""
    return frame if frame["segment"].nunique() > 2 else frame[frame["segment"] == WHOLE]


def disputes(study: Diagnosis) -> Fragment:
    """Tabulate the disputed invoices, or say that there is none."""
    found = _told(disputed_invoices(study.ledger))
    title = element("h3", say(words.DISPUTES, study.lang))
    return joined([title, disputes_table(found, study.lang)])
