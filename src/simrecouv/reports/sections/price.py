"""What the best policy costs, in how many worlds its effects agree, and until when it pays.

Net gain falls by one euro for each euro of extra cost, whatever else it is made of: the extra cost
at which it is zero needs no other simulation.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simrecouv.reports.subjects.study import Study
from simrecouv.reports.words import price_texts as texts
from simrecouv.vocabulary import Label, Mode
from simrecouv.vocabulary.numbers import amount, interval, percent, quantity
from simrecouv.vocabulary.typography import say

#: Fewest worlds of which a share means anything.
FEWEST_SHARED = 20
#: What the best policy spends itself; agencies and courts are terms of their own.
COST = "collection_cost"
HOURS = "desk_hours"


def price_in_words(study: Study, best: str) -> Iterator[str]:
    """Write what the best policy costs beside the one in force, and until when it pays."""
    extra = study.differences[best, COST]
    if not (extra.has_interval and extra.is_clear(COST)):
        return
    is_more = extra.mean > 0.0
    low, high = (extra.low, extra.high) if is_more else (-extra.high, -extra.low)
    decimals = extra.decimals(COST)
    yield say(
        texts.COSTS_MORE if is_more else texts.COSTS_LESS,
        study.lang,
        best=study.labels[best],
        cost=quantity(abs(extra.mean), "eur", study.lang, decimals=decimals),
        between=interval(low, high, "eur", study.lang, decimals=decimals),
    )
    if is_more:
        yield from _pays_until(study, best, extra.mean)


def _pays_until(study: Study, best: str, extra_eur: float) -> Iterator[str]:
    """Say at which extra cost the gain is zero, where it is clearly above."""
    gain, lang = study.lead, study.lang
    if not (gain.has_interval and gain.is_clear("net_gain") and gain.mean > 0.0):
        return
    limit = extra_eur + gain.mean
    told = quantity(limit, "eur", lang, decimals=gain.decimals("net_gain"))
    stated = study.experiment.scenario.creditor.desk_cost_eur_per_hour
    calls_more = study.levels[best, HOURS].mean > study.levels[study.baseline, HOURS].mean
    if stated > 0.0 and calls_more:
        hour = amount(float(round(stated * limit / extra_eur)), lang)
        rate = amount(stated, lang)
        yield say(texts.PAYS_BY_THE_HOUR, lang, limit=told, hour=hour, stated=rate)
    else:
        yield say(texts.PAYS, lang, limit=told)


def agreement_in_words(study: Study, best: str) -> Iterator[str]:
    """Write in how many worlds the effects have the same direction."""
    if study.experiment.replications < FEWEST_SHARED:
        return
    found = study.differences[best, "dso_simple"]
    if found.has_interval and found.is_clear("dso_simple"):
        yield _agree(study, best, "dso_simple", texts.AGREE_ON_DSO)
    if study.experiment.mode is Mode.LUCK and study.lead.is_clear("net_gain"):
        yield _agree(study, best, "net_gain", texts.AGREE_ON_GAIN)


def _agree(study: Study, best: str, kpi: str, text: Label) -> str:
    """Say in which share of the worlds a difference has the sign of its mean, ties one half."""
    paired = study.paired(best, kpi)
    same = np.sign(paired) == np.sign(paired.mean())
    share = float(np.mean(same + 0.5 * (paired == 0.0)))
    return say(text, study.lang, share=percent(round(share, 2), study.lang))
