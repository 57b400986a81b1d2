"""Two tables, policy by policy: what the net gain is made of, and what each policy takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from simrecouv.compare.digits import rough_decimals
from simrecouv.compare.intervals import estimates
from simrecouv.estimation import method_of
from simrecouv.kpi import break_even_churn
from simrecouv.reports.fragment import Content, Fragment, chapter, element, table
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.told import legend, told
from simrecouv.reports.words import texts
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
#: Terms that rare events drive, and the KPI whose intervals are made alike.
RARE_TERMS = {"losses": "bad_debt", "legal": "legal_cost"}
#: Means below half a cent are zero [EUR].
ZERO_EUR = 0.005


def gain_by_policy(study: Study) -> Fragment | None:
    """Tabulate the terms of the net gain, one column per policy; nothing without a comparison."""
    if not study.ranking:
        return None
    lang, names = study.lang, [p for p in study.experiment.policies if p != study.baseline]
    terms = {name: gain_terms(study, name) for name in names}
    label = {name: say(text, lang) for name, _, text in BRIDGE}
    is_zero = {
        term: all(abs(found[term].mean) < ZERO_EUR for found in terms.values()) for term in label
    }
    shown = {
        label[term]: (_alike(term), [terms[name][term] for name in names])
        for term in label
        if not is_zero[term]
    }
    rows = [_row(study, text, kpi, found) for text, (kpi, found) in shown.items()]
    for kpi in ("net_gain", "npv_switch"):
        found = [study.differences[name, kpi] for name in names]
        rows.append(_row(study, say(MEASURE[kpi].label, lang), kpi, found))
    rows[-2][1:] = [element("b", cell) for cell in rows[-2][1:]]
    rows.insert(-1, [say(BREAK_EVEN, lang), *(_churn(study, name) for name in names)])
    zero = ", ".join(label[term] for term in label if is_zero[term])
    note = say(texts.GAIN_NOTE, lang, n=study.experiment.replications)
    if zero:
        note += " " + say(texts.ZERO_TERMS, lang, terms=zero)
    title = say(texts.GAIN_BY_POLICY, lang)
    intro = say(texts.GAIN_INTRO, lang, baseline=study.labels[study.baseline])
    head = [say(texts.TERM, lang), *(study.labels[name] for name in names)]
    marked = [(kpi, one) for kpi, found in shown.values() for one in found]
    notes = [element("p", note, css="note"), *legend(study, marked), *_contradictions(study)]
    return chapter(title, intro, table(head, rows, css="results"), *notes)


def gain_terms(study: Study, policy: str) -> dict[str, Estimate]:
    """Return each term of the net gain of a policy [EUR], signs applied, with its interval."""
    columns, signs = [name for name, _, _ in BRIDGE], [sign for _, sign, _ in BRIDGE]
    paid = study.experiment.bridge.set_index("policy")[columns]
    own, base = (paid.loc[[name]].to_numpy(float) for name in (policy, study.baseline))
    methods = [method_of(_alike(name), is_difference=True) for name in columns]
    found = estimates((own - base) * np.array(signs), methods, {})
    return {
        name: Estimate(float(mean), float(low), float(high), int(moved), why or "")
        for name, mean, low, high, moved, why in zip(columns, *found, strict=True)
    }


def _alike(term: str) -> str:
    """Return the KPI whose intervals are made as those of a term."""
    return RARE_TERMS.get(term, "net_gain")


def _row(study: Study, label: str, kpi: str, found: Iterable[Estimate]) -> list[Content]:
    return [sentence(label), *(told(study, one, kpi, difference=True) for one in found)]


def _contradictions(study: Study) -> Iterator[Fragment]:
    """Explain why NPV and net gain do not say the same: sign, best policy, or how sure they are."""
    said = [*_opposite(study), *_prefers(study)] or [*_unsure(study)]
    if said:
        rate = percent(study.experiment.scenario.finance.discount_rate, study.lang)
        counts = say(texts.NPV_COUNTS, study.lang, rate=rate)
        yield element("p", " ".join([*said, counts]))


def _opposite(study: Study) -> Iterator[str]:
    """Name the policies whose NPV and net gain differ in sign, where one of them is clear."""
    lang, differing = study.lang, []
    for name in study.others:
        pair = [(kpi, study.differences[name, kpi]) for kpi in ("net_gain", "npv_switch")]
        gain, value = (found.mean for _, found in pair)
        if gain * value < 0.0 and any(found.is_clear(kpi) for kpi, found in pair):
            differing.append(say(texts.QUOTED, lang, policy=study.labels[name]))
    if differing:
        yield say(texts.NPV_DIFFERS, lang, policies=", ".join(differing))


def _prefers(study: Study) -> Iterator[str]:
    """Say that another policy is the best by NPV, where that or the best net gain is clear."""
    lang, best = study.lang, study.ranking[0]
    other = max(study.ranking, key=lambda name: study.differences[name, "npv_switch"].mean)
    gain, value = study.differences[best, "net_gain"], study.differences[other, "npv_switch"]
    is_clear = gain.is_clear("net_gain") or value.is_clear("npv_switch")
    if other == best or min(gain.mean, value.mean) <= 0.0 or not is_clear:
        return
    gap = study.gap(other, best, "npv_switch")
    yield say(
        texts.NPV_PREFERS if gap.is_clear("npv_switch") else texts.NPV_PREFERS_UNSURE,
        lang,
        other=study.labels[other],
        value=value.text("npv_switch", lang, difference=True),
        best=study.labels[best],
        gain=gain.text("net_gain", lang, difference=True),
        own=study.differences[best, "npv_switch"].text("npv_switch", lang, difference=True),
        gap=gap.text("npv_switch", lang),
        between=gap.between("npv_switch", lang),
    )


def _unsure(study: Study) -> Iterator[str]:
    """Say that the best policy has a clear net gain, and an NPV that may be zero."""
    lang, best = study.lang, study.ranking[0]
    gain, value = (study.differences[best, kpi] for kpi in ("net_gain", "npv_switch"))
    is_unsure = value.has_interval and value.n_nonzero and not value.is_clear("npv_switch")
    if gain.mean > 0.0 and gain.is_clear("net_gain") and is_unsure:
        yield say(
            texts.NPV_UNSURE,
            lang,
            best=study.labels[best],
            gain=gain.text("net_gain", lang, difference=True),
            value=value.text("npv_switch", lang, difference=True),
            between=value.between("npv_switch", lang, difference=True),
        )


def _churn(study: Study, policy: str) -> str:
    """Write the share of customers whose departure would cancel the net gain of a policy."""
    bridge = study.experiment.bridge
    margin = float(bridge.loc[bridge["policy"] == policy, "margin"].mean())
    gain = study.levels[policy, "net_gain"].mean
    if gain <= 0.0:
        return UNDEFINED
    share = break_even_churn(gain, margin)
    return quantity(share, "share", study.lang, decimals=rough_decimals(share, "share"))


def taken(study: Study) -> Fragment:
    """Tabulate contacts, hours, customers and late charges, one column per policy."""
    lang, names = study.lang, study.experiment.policies
    rows = [
        [
            sentence(say(MEASURE[kpi].label, lang)),
            *(told(study, study.levels[name, kpi], kpi) for name in names),
        ]
        for kpi in TAKEN
    ]
    shown = [(kpi, study.levels[name, kpi]) for kpi in TAKEN for name in names]
    head = [say(texts.INDICATOR, lang), *(study.heading(name) for name in names)]
    return chapter(
        say(texts.TAKES, lang),
        say(texts.TAKES_NOTE, lang, n=study.experiment.replications),
        table(head, rows, css="results"),
        *legend(study, shown),
    )
