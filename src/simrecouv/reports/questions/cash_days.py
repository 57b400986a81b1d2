"""What a day of DSO is worth: the cash that it frees once, the financing that it saves a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simrecouv.compare.totals import jackknife, ratio_of_totals
from simrecouv.estimation import CONFIDENCE, Floats
from simrecouv.reports.fragment import Content, Fragment, element, joined, table
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.told import told
from simrecouv.reports.words import cash_texts as texts
from simrecouv.reports.words.texts import POLICY
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.vocabulary import MEASURE
from simrecouv.vocabulary.numbers import percent, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say


class DayOfDso(NamedTuple):
    """What one day of DSO less is worth.

    Attributes
    ----------
    cash
        [EUR] Working capital freed, once.
    financing
        [EUR per year] Financing saved on a year of orders.
    """

    cash: Estimate
    financing: Estimate


def day_of_dso(study: Study, policy: str) -> DayOfDso:
    """Measure what a day of DSO is worth, from how a policy differs from the baseline.

    Only a policy that moves the day of payment and nothing else measures a pure day: one that
    loses customers, or grants discounts, moves receivables for other reasons too.
    """
    days = study.paired(policy, "dso_simple")
    return DayOfDso(
        _per_day(study.paired(policy, "bfr_mean"), days),
        _per_day(study.paired(policy, "financing_cost"), days),
    )


def _per_day(euros: Floats, days: Floats) -> Estimate:
    """Divide totals, days counted so that their total is positive."""
    sign = -1.0 if days.sum() < 0.0 else 1.0
    parts = sign * np.stack([euros, days], axis=-1).reshape(-1, 1, 2)
    low, high = jackknife(parts, CONFIDENCE)
    return Estimate(ratio_of_totals(parts), low, high, int(np.count_nonzero(euros)))


def days_of_dso(study: Study) -> Fragment:
    """Tabulate what a day of DSO is worth, policy by policy."""
    lang = study.lang
    head = (texts.DSO_MOVES, texts.FREED, texts.CASH_PER_DAY, texts.FINANCING_PER_DAY)
    rows = [_day_row(study, name) for name in study.others]
    note = say(
        texts.DAYS_NOTE,
        lang,
        baseline=study.labels[study.baseline],
        n=study.experiment.replications,
        sales=_sales_a_day(study),
    )
    heads = [say(text, lang) for text in (POLICY, *head)]
    return joined([table(heads, rows, css="results"), element("p", note, css="note")])


def _day_row(study: Study, name: str) -> list[Content]:
    moved, day = study.differences[name, "dso_simple"], day_of_dso(study, name)
    per_day: tuple[Content, ...] = (UNDEFINED, UNDEFINED)
    if moved.is_clear("dso_simple"):
        per_day = (
            told(study, day.cash, "bfr_mean"),
            told(study, day.financing, "financing_cost"),
        )
    return [
        study.labels[name],
        told(study, moved, "dso_simple", difference=True),
        told(study, _freed(study, name), "bfr_mean", difference=True),
        *per_day,
    ]


def day_cases(studies: Sequence[Study], policy: str) -> Fragment:
    """Tabulate what a day of DSO is worth under several finances, stated in the first columns."""
    lang = studies[0].lang
    head = (texts.RATE, texts.VAT, texts.CASH_PER_DAY, texts.FINANCING_PER_DAY)
    rows: list[list[Content]] = []
    for one in studies:
        finance, day = one.experiment.scenario.finance, day_of_dso(one, policy)
        rows.append(
            [
                percent(finance.debit_rate.value, lang),
                say(finance.vat_point.label, lang),
                told(one, day.cash, "bfr_mean"),
                told(one, day.financing, "financing_cost"),
            ]
        )
    return table([say(text, lang) for text in head], rows, css="results")


def price_of_cash(study: Study) -> Fragment:
    """Tabulate what each policy frees once, what it costs a year, hence the price of that cash."""
    lang = study.lang
    head = (texts.FREED, texts.YEARLY, texts.PRICE, texts.FINANCING, texts.TOTAL)
    rows = [_price_row(study, name) for name in study.others]
    note = say(
        texts.PRICE_NOTE,
        lang,
        baseline=study.labels[study.baseline],
        n=study.experiment.replications,
        debit=percent(study.experiment.scenario.finance.debit_rate.value, lang),
    )
    heads = [say(text, lang) for text in (POLICY, *head, MEASURE["npv_switch"].label)]
    return joined([table(heads, rows, css="results"), element("p", note, css="note")])


def _price_row(study: Study, name: str) -> list[Content]:
    gain, cost = (study.differences[name, kpi] for kpi in ("net_gain", "financing_cost"))
    freed, other = _freed(study, name), gain.mean + cost.mean
    return [
        study.labels[name],
        *(_euros(study, euros) for euros in (freed.mean, other)),
        _price(study, freed, other),
        _euros(study, -cost.mean),
        told(study, gain, "net_gain", difference=True),
        told(study, study.differences[name, "npv_switch"], "npv_switch", difference=True),
    ]


def _freed(study: Study, name: str) -> Estimate:
    """Return the working capital that a policy frees."""
    moved = study.differences[name, "bfr_mean"]
    return Estimate(-moved.mean, -moved.high, -moved.low, moved.n_nonzero, moved.why)


def _price(study: Study, freed: Estimate, other: float) -> str:
    """Write the yearly price of the cash freed, where it is clear that some is."""
    if freed.mean <= 0.0 or not freed.is_clear("bfr_mean"):
        return UNDEFINED
    if other >= 0.0:
        return say(texts.FREE, study.lang)
    return quantity(-other / freed.mean, "share", study.lang, decimals=1)


def _euros(study: Study, euros: float) -> str:
    return quantity(euros, "eur", study.lang, decimals=-2, difference=True)


def _sales_a_day(study: Study) -> str:
    sales = study.levels[study.baseline, "sales"].mean
    return quantity(sales / DAYS_PER_YEAR, "eur", study.lang, decimals=-2)


def day_in_words(study: Study, policy: str) -> list[str]:
    """Say what a day of DSO is worth, once and a year, as paragraphs of Markdown."""
    lang, day = study.lang, day_of_dso(study, policy)
    sales = _sales_a_day(study)
    if not (
        day.cash.has_interval and study.differences[policy, "dso_simple"].is_clear("dso_simple")
    ):
        return [say(texts.UNSURE, lang), say(texts.WHY, lang, sales=sales)]
    financing = day.financing.text("financing_cost", lang)
    said = say(
        texts.ANSWER,
        lang,
        cash=day.cash.text("bfr_mean", lang),
        cash_between=day.cash.between("bfr_mean", lang),
        financing=financing,
        financing_between=day.financing.between("financing_cost", lang),
    )
    return [said, say(texts.WHY, lang, sales=sales), say(texts.WORTH, lang, financing=financing)]
