"""Two tables, policy by policy: what the net gain is made of, and what each policy takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from simrecouv.figures.bridge import bridge_terms
from simrecouv.kpi import break_even_churn
from simrecouv.reports import texts
from simrecouv.reports.fragment import Content, Fragment, chapter, element, table
from simrecouv.reports.study import Study
from simrecouv.vocabulary import BRIDGE, MEASURE, Label
from simrecouv.vocabulary.numbers import percent, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence

#: Indicators of what a policy takes, and of what it risks.
TAKEN = (
    "contacts",
    "desk_hours",
    "wrong_reminders",
    "complaints",
    "customers_lost",
    "margin_lost",
    "promises_kept_rate",
    "dispute_days",
    "interest_and_fees_charged",
    "interest_and_fees_received",
)
#: Beside the net gain: lost margin must not decide silently.
BREAK_EVEN = Label(
    "Départs de clients qui l'annuleraient (part de la marge)",
    "Customers leaving that would cancel it (share of margin)",
)
#: Means below half a cent are zero [EUR].
ZERO_EUR = 0.005


def gain_by_policy(study: Study) -> Fragment | None:
    """Tabulate the terms of the net gain, one column per policy; nothing without a comparison."""
    if not study.ranking:
        return None
    lang, names = study.lang, [p for p in study.experiment.policies if p != study.baseline]
    terms = pd.DataFrame(
        {name: bridge_terms(study.experiment.bridge, study.baseline, name) for name in names}
    )
    moved = terms.abs().max(axis=1) >= ZERO_EUR
    label = {name: say(text, lang) for name, _, text in BRIDGE}
    rows = [[sentence(label[term]), *_euros(study, terms.loc[term])] for term in terms.index[moved]]
    total = [element("b", text) for text in _euros(study, terms.sum())]
    rows.append([sentence(say(MEASURE["net_gain"].label, lang)), *total])
    rows.append([say(BREAK_EVEN, lang), *(_churn(study, name) for name in names)])
    value = [study.levels[name, "npv_switch"].mean for name in names]
    npv = sentence(say(MEASURE["npv_switch"].label, lang))
    rows.append([npv, *_euros(study, value)])
    zero = ", ".join(label[term] for term in terms.index[~moved])
    note = say(texts.GAIN_NOTE, lang, n=study.experiment.replications)
    if zero:
        note += " " + say(texts.ZERO_TERMS, lang, terms=zero)
    title = say(texts.GAIN_BY_POLICY, lang)
    intro = say(texts.GAIN_INTRO, lang, baseline=study.labels[study.baseline])
    head = [say(texts.TERM, lang), *(study.labels[name] for name in names)]
    notes = [element("p", note, css="note"), *_contradictions(study)]
    return chapter(title, intro, table(head, rows, css="results"), *notes)


def _contradictions(study: Study) -> Iterator[Fragment]:
    """Explain why NPV and net gain differ in sign, where one of them is clear and they do."""
    lang, differing = study.lang, []
    for name in study.others:
        pair = [(kpi, study.differences[name, kpi]) for kpi in ("net_gain", "npv_switch")]
        gain, value = (found.mean for _, found in pair)
        if gain * value < 0.0 and any(found.is_clear(kpi) for kpi, found in pair):
            differing.append(say(texts.QUOTED, lang, policy=study.labels[name]))
    if differing:
        rate = percent(study.experiment.scenario.finance.discount_rate, lang)
        said = say(texts.NPV_DIFFERS, lang, policies=", ".join(differing), rate=rate)
        yield element("p", said)


def _churn(study: Study, policy: str) -> str:
    """Write the share of customers whose departure would cancel the net gain of a policy."""
    bridge = study.experiment.bridge
    margin = float(bridge.loc[bridge["policy"] == policy, "margin"].mean())
    gain = study.levels[policy, "net_gain"].mean
    return (
        percent(round(break_even_churn(gain, margin), 4), study.lang) if gain > 0.0 else UNDEFINED
    )


def _euros(study: Study, values: Iterable[float]) -> list[Content]:
    """Write effects in whole euros, so that a column adds up."""
    return [quantity(v, "eur", study.lang, decimals=0, difference=True) for v in values]


def taken(study: Study) -> Fragment:
    """Tabulate contacts, hours, customers and late charges, one column per policy."""
    lang, names = study.lang, study.experiment.policies
    rows = [
        [
            sentence(say(MEASURE[kpi].label, lang)),
            *(study.levels[name, kpi].text(kpi, lang) for name in names),
        ]
        for kpi in TAKEN
    ]
    head = [say(texts.INDICATOR, lang), *(study.heading(name) for name in names)]
    return chapter(
        say(texts.TAKES, lang),
        say(texts.TAKES_NOTE, lang, n=study.experiment.replications),
        table(head, rows, css="results"),
    )
