"""What a study that compares policies puts in its workbook: every figure of the report, typed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from simrecouv.compare import why_in_words
from simrecouv.figures.curves import HIGH, LOW
from simrecouv.figures.words import AGEING
from simrecouv.kpi import break_even_churn
from simrecouv.reports.assumed import found_assumptions
from simrecouv.reports.outputs.workbook import OF_ROW, Sheet
from simrecouv.reports.sections.answer import answer_in_words
from simrecouv.reports.sections.assumptions import RATES, stated_assumptions
from simrecouv.reports.sections.background import stated_parameters
from simrecouv.reports.sections.breakdown import BREAK_EVEN, gain_terms
from simrecouv.reports.sections.dso_split import KPIS
from simrecouv.reports.sections.finances import finance_numbers
from simrecouv.reports.sections.parties import DERIVED, callers, dealings
from simrecouv.reports.sheets.columns import (
    Column,
    in_unit,
    sheet_of,
    unit_in_words,
    with_contents,
)
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.words import sheet_texts, texts
from simrecouv.reports.words.split_texts import DIFFERENCE, REASON
from simrecouv.scenario import calendar_in_words, conditions_in_words
from simrecouv.units import date_of
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURE, MEASURES, TALLIES, Label, Lang, Party
from simrecouv.vocabulary.typography import say, sentence, typeset

#: Unit of the differences of a unit, where it is another.
DIFFERENCE_UNIT = {"share": "points"}


def sheets_of(study: Study) -> dict[str, Sheet]:
    """Return the tables of a comparison, by name of their sheet, in the language of the study.

    The first one lists the others. A sheet without a row is left out.

    Examples
    --------
    >>> from simrecouv.compare import compare_policies
    >>> from simrecouv.scenario import load_scenario
    >>> small = load_scenario("pme-b2b", ["segments.pme.customers=20"])
    >>> alone = compare_policies(small, policies=["ferme"], replications=2, replay=False)
    >>> list(sheets_of(Study(alone, "en")))[:4]
    ['Contents', 'Answer', 'Levels', 'Differences']
    """
    lang = study.lang
    made: dict[Label, Sheet] = {
        sheet_texts.ANSWER: _answer(study),
        sheet_texts.LEVELS: _levels(study),
        sheet_texts.DIFFERENCES: _differences(study),
        sheet_texts.BRIDGE: _bridge(study),
        sheet_texts.SPLIT: _split(study),
        sheet_texts.PARTIES: _parties(study),
        sheet_texts.CURVES: _curves(study),
        sheet_texts.SCORECARD: _scorecard(study),
        sheet_texts.POLICIES: _policies(study),
        sheet_texts.ASSUMPTIONS: _assumptions(study),
        sheet_texts.FINANCES: _finances(study),
        sheet_texts.ORIGINS: _origins(study),
        sheet_texts.PARAMETERS: _parameters(study),
    }
    values = {"n": study.experiment.replications, "baseline": study.labels[study.baseline]}
    found = {
        say(name, lang): sheet._replace(about=say(sheet_texts.ABOUT[name], lang, **values))
        for name, sheet in made.items()
        if len(sheet.frame)
    }
    return with_contents(found, lang)


# === Figures ================================================================================= #


def _answer(study: Study) -> Sheet:
    return sheet_of(Column(say(sheet_texts.SENTENCE, study.lang), "", answer_in_words(study)))


def _levels(study: Study) -> Sheet:
    keys = list(study.levels)
    return _estimates(study, keys, [study.levels[key] for key in keys], is_difference=False)


def _differences(study: Study) -> Sheet:
    keys = list(study.differences)
    if not keys:
        return Sheet(pd.DataFrame())
    found = _estimates(study, keys, [study.differences[key] for key in keys], is_difference=True)
    frame = found.frame.copy()
    better = study.experiment.differences()["p_better"].tolist()
    frame.insert(6, say(sheet_texts.P_BETTER, study.lang), better)
    return found._replace(frame=frame, units=(*found.units[:6], "share", *found.units[6:]))


def _estimates(
    study: Study,
    keys: Sequence[tuple[str, str]],
    found: Sequence[Estimate],
    *,
    is_difference: bool,
) -> Sheet:
    """Lay out figures with their intervals, one row per policy and KPI."""
    lang, n = study.lang, study.experiment.replications
    units = [MEASURE[kpi].unit for _, kpi in keys]
    if is_difference:
        units = [DIFFERENCE_UNIT.get(unit, unit) for unit in units]
    remarks = [
        why_in_words(one.why, kpi, lang, k=one.n_nonzero, n=n, is_difference=is_difference)
        for (_, kpi), one in zip(keys, found, strict=True)
    ]
    return sheet_of(
        Column(say(texts.POLICY, lang), "", [study.labels[policy] for policy, _ in keys]),
        Column(say(texts.INDICATOR, lang), "", [_measure(kpi, lang) for _, kpi in keys]),
        Column(say(sheet_texts.UNIT, lang), "", [unit_in_words(unit, lang) for unit in units]),
        *_interval(found, OF_ROW, lang),
        Column(say(sheet_texts.N_NONZERO, lang), "count", [one.n_nonzero for one in found]),
        Column(say(sheet_texts.REMARK, lang), "", remarks),
        row_units=units,
    )


def _interval(found: Sequence[Estimate], unit: str, lang: Lang) -> Iterator[Column]:
    """Lay out means and both ends of their intervals."""
    ends = {
        sheet_texts.MEAN: [one.mean for one in found],
        sheet_texts.LOW: [one.low for one in found],
        sheet_texts.HIGH: [one.high for one in found],
    }
    for heading, values in ends.items():
        text = say(heading, lang)
        yield Column(text if unit == OF_ROW else in_unit(text, unit, lang), unit, values)


def _measure(kpi: str, lang: Lang) -> str:
    return sentence(say(MEASURE[kpi].label, lang))


def _bridge(study: Study) -> Sheet:
    """Lay out the terms of each net gain, their sum, the NPV and the departures that cancel it."""
    lang = study.lang
    label = {name: sentence(say(text, lang)) for name, _, text in BRIDGE}
    rows = [
        (policy, text, one)
        for policy in study.others
        for text, one in [
            *((label[name], one) for name, one in gain_terms(study, policy).items()),
            *(
                (_measure(kpi, lang), study.differences[policy, kpi])
                for kpi in ("net_gain", "npv_switch")
            ),
        ]
    ]
    terms = sheet_of(
        Column(say(texts.POLICY, lang), "", [study.labels[policy] for policy, _, _ in rows]),
        Column(say(texts.TERM, lang), "", [text for _, text, _ in rows]),
        Column(say(sheet_texts.UNIT, lang), "", [unit_in_words("eur", lang)] * len(rows)),
        *_interval([one for _, _, one in rows], OF_ROW, lang),
        row_units=["eur"] * len(rows),
    )
    churn = [_churn(study, policy) for policy in study.others]
    told = [policy for policy, share in zip(study.others, churn, strict=True) if share < math.inf]
    shares = sheet_of(
        Column(say(texts.POLICY, lang), "", [study.labels[policy] for policy in told]),
        Column(say(texts.TERM, lang), "", [say(BREAK_EVEN, lang)] * len(told)),
        Column(say(sheet_texts.UNIT, lang), "", [unit_in_words("share", lang)] * len(told)),
        Column(say(sheet_texts.MEAN, lang), OF_ROW, [share for share in churn if share < math.inf]),
    )
    frame = pd.concat([terms.frame, shares.frame], ignore_index=True)
    return terms._replace(frame=frame, row_units=[*terms.row_units, *["share"] * len(told)])


def _churn(study: Study, policy: str) -> float:
    """Return the share of customers whose departure would cancel a net gain; infinite if none."""
    bridge, gain = study.experiment.bridge, study.levels[policy, "net_gain"].mean
    margin = float(bridge.loc[bridge["policy"] == policy, "margin"].mean())
    return break_even_churn(gain, margin) if gain > 0.0 else math.inf


def _split(study: Study) -> Sheet:
    lang, label = study.lang, dict(DSO_SPLIT)
    rows = []
    for policy in study.others:
        for kpi in KPIS:
            terms = study.splits[policy, kpi]
            total = say(DIFFERENCE, lang, kpi=say(MEASURE[kpi].label, lang))
            told = [(sentence(say(label[name], lang)), days) for name, days in terms.items()]
            told.append((total, math.fsum(terms.values())))
            rows += [(study.labels[policy], _measure(kpi, lang), *one) for one in told]
    return sheet_of(
        Column(say(texts.POLICY, lang), "", [row[0] for row in rows]),
        Column(say(sheet_texts.WHICH_DSO, lang), "", [row[1] for row in rows]),
        Column(say(REASON, lang), "", [row[2] for row in rows]),
        Column(in_unit(say(sheet_texts.MEAN, lang), "days", lang), "days", [r[3] for r in rows]),
    )


def _parties(study: Study) -> Sheet:
    lang, means = study.lang, dealings(study)
    rows = [
        (policy, party, one)
        for party in Party
        for policy in callers(study, party)
        for one in (*TALLIES, *DERIVED)
        if one.party is party
    ]
    units = [one.unit for _, _, one in rows]
    return sheet_of(
        Column(say(texts.POLICY, lang), "", [study.labels[policy] for policy, _, _ in rows]),
        Column(say(sheet_texts.PARTY, lang), "", [say(p.label, lang) for _, p, _ in rows]),
        Column(say(texts.INDICATOR, lang), "", [say(one.label, lang) for _, _, one in rows]),
        Column(say(sheet_texts.UNIT, lang), "", [unit_in_words(unit, lang) for unit in units]),
        Column(
            say(sheet_texts.MEAN, lang),
            OF_ROW,
            [float(means.loc[[policy], one.name].iloc[0]) for policy, _, one in rows],
        ),
        row_units=units,
    )


def _curves(study: Study) -> Sheet:
    """Lay out means and bands of receivables and cash, then the mean ageing."""
    lang, curves = study.lang, study.experiment.curves
    start = study.experiment.scenario.simulation.start
    grouped = curves.groupby(["policy", "day"], sort=False)
    mean = grouped[["receivables", "cash", *AGEING]].mean()
    low, high = (grouped[["receivables", "cash"]].quantile(q) for q in (LOW, HIGH))
    columns = [
        Column(
            say(texts.POLICY, lang), "", [study.labels[name] for name, _ in mean.index.tolist()]
        ),
        Column(
            say(sheet_texts.DATE, lang), "", [date_of(day, start) for _, day in mean.index.tolist()]
        ),
    ]
    for name, label in (("receivables", sheet_texts.RECEIVABLES), ("cash", sheet_texts.CASH)):
        text = say(label, lang)
        low_text, high_text = (
            say(one, lang, name=text) for one in (sheet_texts.BAND_LOW, sheet_texts.BAND_HIGH)
        )
        columns += [
            Column(in_unit(text, "eur", lang), "eur", mean[name].tolist()),
            Column(low_text, "eur", low[name].reindex(mean.index).tolist()),
            Column(high_text, "eur", high[name].reindex(mean.index).tolist()),
        ]
    columns += [
        Column(in_unit(sentence(say(label, lang)), "eur", lang), "eur", mean[name].tolist())
        for name, label in AGEING.items()
    ]
    return sheet_of(*columns)


def _scorecard(study: Study) -> Sheet:
    lang, cards = study.lang, study.experiment.scorecard
    return sheet_of(
        Column(say(texts.POLICY, lang), "", [study.labels[name] for name in cards["policy"]]),
        Column(say(sheet_texts.REPLICATION, lang), "count", cards["replication"].tolist()),
        *(
            Column(
                in_unit(_measure(one.name, lang), one.unit, lang),
                one.unit,
                cards[one.name].tolist(),
            )
            for one in MEASURES
        ),
    )


# === What was asked ========================================================================== #


def _policies(study: Study) -> Sheet:
    lang, scenario, names = study.lang, study.experiment.scenario, study.experiment.policies
    steps = [typeset(calendar_in_words(scenario, name, lang), lang) for name in names]
    conditions = [
        typeset(" · ".join(conditions_in_words(scenario, name, lang)), lang) for name in names
    ]
    return sheet_of(
        Column(say(texts.POLICY, lang), "", [study.heading(name) for name in names]),
        Column(say(sheet_texts.POLICY_NAME, lang), "", list(names)),
        Column(say(texts.LADDER, lang), "", steps),
        Column(say(texts.CONDITIONS, lang), "", conditions),
    )


def _assumptions(study: Study) -> Sheet:
    scenario, lang = study.experiment.scenario, study.lang
    found = dict(found_assumptions(scenario))
    stated = stated_assumptions(scenario, study.experiment.policies, lang)
    ranges = [found[one.path] for one in stated]
    units = ["share" if one.path in RATES else "" for one in stated]
    return sheet_of(
        Column(say(texts.ASSUMPTION, lang), "", [sentence(one.label) for one in stated]),
        Column(say(sheet_texts.UNIT, lang), "", [unit_in_words(unit, lang) for unit in units]),
        Column(say(texts.LOW, lang), OF_ROW, [one.low for one in ranges]),
        Column(say(texts.CENTRAL, lang), OF_ROW, [one.value for one in ranges]),
        Column(say(texts.HIGH, lang), OF_ROW, [one.high for one in ranges]),
        Column(say(texts.SOURCE, lang), "", [one.source for one in stated]),
        Column(say(sheet_texts.PLACE, lang), "", [one.path for one in stated]),
        row_units=units,
    )


def _finances(study: Study) -> Sheet:
    lang = study.lang
    rows = finance_numbers(study.experiment.scenario, lang)
    units = [unit for _, _, unit in rows]
    words = [unit_in_words(unit, lang) if unit else "" for unit in units]
    return sheet_of(
        Column(say(sheet_texts.PARAMETER, lang), "", [sentence(label) for label, _, _ in rows]),
        Column(say(sheet_texts.UNIT, lang), "", words),
        Column(say(sheet_texts.VALUE, lang), OF_ROW, [value for _, value, _ in rows]),
        row_units=units,
    )


def _origins(study: Study) -> Sheet:
    lang, notes = study.lang, study.experiment.scenario.provenance
    return sheet_of(
        Column(say(texts.ORIGIN, lang), "", [say(one.status.label, lang) for one in notes]),
        Column(say(texts.NOTE, lang), "", [typeset(one.note.in_(lang), lang) for one in notes]),
        Column(say(sheet_texts.PLACE, lang), "", [one.field for one in notes]),
    )


def _parameters(study: Study) -> Sheet:
    rows = stated_parameters(study)
    return sheet_of(
        Column(say(sheet_texts.PARAMETER, study.lang), "", [label for label, _ in rows]),
        Column(say(sheet_texts.VALUE, study.lang), "", [value for _, value in rows]),
    )
