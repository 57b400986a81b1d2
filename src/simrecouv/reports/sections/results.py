"""The results: question, answer, the table of results, the figures."""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from simrecouv.figures import plot_ageing, plot_bridge, plot_cash, plot_comparison, plot_receivables
from simrecouv.reports.fragment import Content, Fragment, chapter, element, joined, prose, table
from simrecouv.reports.sections.answer import answer_in_words
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.words import texts
from simrecouv.vocabulary import IN_MODE, MEASURE
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence

#: Columns of the table of results.
SHOWN = (
    "dso_simple",
    "bfr_mean",
    "recovery_rate_90d",
    "bad_debt_rate",
    "collection_cost",
    "net_gain",
)


def question(study: Study) -> Fragment:
    """Ask the question, with the size of what was simulated."""
    scenario, lang = study.experiment.scenario, study.lang
    segments = scenario.segments.values()
    text = say(
        texts.QUESTION,
        lang,
        customers=number(sum(s.customers for s in segments), 0, lang),
        invoices=number(sum(s.orders_per_year for s in segments), -2, lang),
        baseline=study.labels[study.baseline],
        n=number(study.experiment.replications, 0, lang),
    )
    return element("p", text)


def answer(study: Study) -> Fragment:
    """Give the answer, in a box."""
    first, *others = answer_in_words(study)
    sentences = [prose(first, css="verdict"), *(prose(text) for text in others)]
    title = element("h2", say(texts.ANSWER, study.lang))
    return element("section", title, *sentences, css="answer")


def results_table(study: Study) -> Fragment:
    """Tabulate policies × KPIs, with paired differences and their intervals."""
    lang = study.lang
    head = [say(texts.POLICY, lang), *(sentence(say(MEASURE[kpi].label, lang)) for kpi in SHOWN)]
    rows = [
        [_name(study, policy), *(_cell(study, policy, kpi) for kpi in SHOWN)]
        for policy in study.experiment.policies
    ]
    text = texts.RESULTS_NOTE if study.ranking else texts.RESULTS_NOTE_ALONE
    note = say(text, lang, n=study.experiment.replications, baseline=study.labels[study.baseline])
    note += " " + say(IN_MODE, lang, mode=say(study.experiment.mode.label, lang))
    return joined(
        [
            element("h2", say(texts.RESULTS, lang)),
            table(head, rows, css="results"),
            element("p", note, css="note"),
        ]
    )


def _name(study: Study, policy: str) -> Content:
    label = study.labels[policy]
    if policy != study.baseline:
        return label
    tag = element("span", say(texts.BASELINE, study.lang), css="tag")
    return Fragment(element("span", label).markup + " " + tag.markup)


def _cell(study: Study, policy: str, kpi: str) -> Content:
    """Write the level, and the paired difference below it; a net gain is a difference already."""
    level = study.levels[policy, kpi].text(kpi, study.lang)
    if policy == study.baseline:
        return UNDEFINED if kpi == "net_gain" else level
    difference = _difference(study, policy, kpi)
    return difference if kpi == "net_gain" else joined([element("div", level), difference])


def _difference(study: Study, policy: str, kpi: str) -> Fragment:
    """Write the paired difference and its interval, or why nothing can be said of it."""
    lang, found = study.lang, study.differences[policy, kpi]
    if not found.n_nonzero:
        return element("div", say(texts.IDENTICAL, lang), css="difference")
    text = found.text(kpi, lang, difference=True)
    return joined(
        [
            element("div", element("b", text) if found.is_clear(kpi) else text, css="difference"),
            *_doubt(study, policy, kpi),
        ]
    )


def _doubt(study: Study, policy: str, kpi: str) -> Iterator[Fragment]:
    """Write the interval, and in words that may wrap why it is not to be trusted."""
    lang, found = study.lang, study.differences[policy, kpi]
    if found.has_interval:
        interval = found.between(kpi, lang, difference=True)
        yield element("div", interval, css="difference")
    elif study.experiment.replications > 1:
        yield element("div", study.why(policy, kpi), css="difference reason")
    if found.has_interval and not found.is_clear(kpi):
        yield element("div", say(texts.CLOSE, lang), css="difference reason")


def comparison(study: Study) -> go.Figure:
    """Draw the policies side by side."""
    differences = study.experiment.differences() if study.ranking else None
    return plot_comparison(
        study.experiment.scorecard,
        levels=study.experiment.summary(),
        differences=differences,
        mode=study.experiment.mode,
        lang=study.lang,
        labels=study.labels,
    )


def over_time(study: Study) -> Fragment:
    """Introduce the curves of receivables and cash."""
    note = say(texts.OVER_TIME_NOTE, study.lang, start=study.day(0))
    return chapter(say(texts.OVER_TIME, study.lang), note)


def receivables(study: Study) -> go.Figure:
    """Draw receivables over time."""
    start = study.experiment.scenario.simulation.start
    return plot_receivables(
        study.experiment.curves, start=start, lang=study.lang, labels=study.labels
    )


def cash(study: Study) -> go.Figure:
    """Draw cash over time."""
    scenario = study.experiment.scenario
    return plot_cash(
        study.experiment.curves,
        start=scenario.simulation.start,
        lang=study.lang,
        labels=study.labels,
        credit_line_eur=scenario.finance.credit_line_eur,
    )


def ageing_note(study: Study) -> Fragment:
    """Introduce the ageing figures."""
    note = say(texts.AGEING_NOTE_ALONE, study.lang)
    if study.best is not None:
        note = say(texts.AGEING_NOTE, study.lang, best=study.labels[study.best])
    return chapter(say(texts.AGEING, study.lang), note)


def ageing(study: Study, policy: str | None) -> go.Figure | None:
    """Draw the ageing under one policy; nothing when there is none."""
    if policy is None:
        return None
    start = study.experiment.scenario.simulation.start
    return plot_ageing(
        study.experiment.curves, policy, start=start, lang=study.lang, labels=study.labels
    )


def bridge_note(study: Study) -> Fragment | None:
    """Introduce the bridge; nothing when there is nothing to compare."""
    if study.best is None:
        return None
    return chapter(say(texts.BRIDGE, study.lang), say(texts.BRIDGE_NOTE, study.lang))


def bridge(study: Study) -> go.Figure | None:
    """Draw where the net gain of the best policy comes from; nothing when there is none."""
    if study.best is None:
        return None
    return plot_bridge(
        study.experiment.bridge, study.baseline, study.best, lang=study.lang, labels=study.labels
    )
