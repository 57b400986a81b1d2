"""Who the customers are: segments, mixes of profiles, and how each profile pays unasked."""

from __future__ import annotations

import math

import numpy as np

from simrecouv.reports.fragment import Fragment, table
from simrecouv.reports.questions.lateness import profile_labels, share_of
from simrecouv.reports.subjects.lateness import Lateness
from simrecouv.reports.words import late_texts as texts
from simrecouv.scenario.portfolio import Quantiles, Segment
from simrecouv.scenario.profile import Profile
from simrecouv.scenario.words import shown, terms_in_words
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import percent, plain, quantity
from simrecouv.vocabulary.typography import MINUS, say, sentence, typeset

#: Days past due at which the chance to decide is shown.
SHOWN_AGES = (-5, 5, 30, 90)


def customers_table(late: Lateness) -> Fragment:
    """Tabulate the segments: how many, how much, on what terms, and their share of the sales."""
    lang, sales = late.lang, late.sales_by("segment")
    rows = [
        [
            sentence(shown(one.label, name, lang)),
            quantity(one.customers, "count", lang),
            quantity(one.orders_per_year, "count", lang),
            quantity(_median(one), "eur", lang),
            typeset(terms_in_words(one.terms, lang), lang),
            share_of(sales[name], sales.sum(), lang),
        ]
        for name, one in late.scenario.segments.items()
    ]
    heads = (texts.SEGMENT, texts.CUSTOMERS, texts.INVOICES, texts.MEDIAN, texts.TERMS, texts.SALES)
    return table([say(head, lang) for head in heads], rows, css="results")


def _median(segment: Segment) -> float:
    """Return the median amount of an invoice excl. VAT [EUR]."""
    if isinstance(segment.amount, Quantiles):
        return float(np.median(segment.amount.values_eur))
    return float(segment.amount.median_eur)


def mix_table(late: Lateness) -> Fragment:
    """Tabulate which share of each segment's customers each profile is, and of all sales."""
    lang, segments = late.lang, late.scenario.segments
    sales, names = late.sales_by("profile"), profile_labels(late)
    rows = [
        [
            sentence(names[name]),
            *(percent(round(one.profiles.get(name, 0.0), 4), lang) for one in segments.values()),
            share_of(sales[name], sales.sum(), lang),
        ]
        for name in late.profiles
    ]
    labels = (sentence(shown(one.label, name, lang)) for name, one in segments.items())
    return table([say(texts.PROFILE, lang), *labels, say(texts.SALES, lang)], rows, css="results")


def profiles_table(late: Lateness) -> Fragment:
    """Tabulate how each profile pays when nobody says anything, and how it answers."""
    lang, names = late.lang, profile_labels(late)
    rows = [
        [sentence(names[name]), *_habits(late.scenario.profiles[name], lang)]
        for name in late.profiles
    ]
    ages = [say(texts.AT_AGE, lang, days=_signed(days)) for days in SHOWN_AGES]
    others = (texts.PAYS, texts.ANSWERS, texts.DISPUTES, texts.FAILS)
    heads = [say(texts.PROFILE, lang), *ages, *(say(head, lang) for head in others)]
    return table(heads, rows, css="results")


def _habits(profile: Profile, lang: Lang) -> list[str]:
    chances = (-math.expm1(-hazard_at(profile, age)) for age in SHOWN_AGES)
    return [
        *(quantity(chance, "share", lang, decimals=1) for chance in chances),
        say(profile.pays.label, lang),
        f"× {plain(profile.responsiveness, lang)}",
        percent(profile.dispute_share, lang),
        quantity(-math.expm1(-profile.insolvency_per_year), "share", lang, decimals=1),
    ]


def hazard_at(profile: Profile, age: int) -> float:
    """Return the intensity of a day past due: that of the last step reached, 0 before the first.

    >>> hazard_at(Profile(hazard=((-45, 0.25), (60, 0.06))), 59)
    0.25
    """
    reached = [intensity for day, intensity in profile.hazard if day <= age]
    return reached[-1] if reached else 0.0


def _signed(days: int) -> str:
    return f"{MINUS if days < 0 else '+'}{abs(days)}"
