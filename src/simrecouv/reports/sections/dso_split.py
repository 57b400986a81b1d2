"""Why the DSO changes: what was paid, and what was only written off, sold or given up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import reduce

import plotly.graph_objects as go

from simrecouv.figures import plot_dso_split
from simrecouv.figures.dso_split import SMALLEST_DAYS
from simrecouv.reports.fragment import Content, Fragment, chapter, element, joined, listed, table
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.words import split_texts as texts
from simrecouv.reports.words.texts import IDENTICAL, QUOTED
from simrecouv.vocabulary import DSO_AGES, DSO_SPLIT, MEASURE, Label
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence

#: Terms that are what the customers did, or time alone: the others need a word of caution.
PLAIN_TERMS = ("cash", "sales", "aged_out")
#: What a discount, a credit note or a waiver gives up.
GIVEN_UP = ("discounts", "credits")
#: The two splits, and what each explains.
KPIS = ("dso_simple", "dso_book")
#: Two DSO closer than that [days] are told as one.
ALIKE_DAYS = 0.25
#: The columns of the scorecard behind each part of `DSO_AGES`.
AGE_KPIS = {"terms": "best_possible_dso", "overdue": "average_days_delinquent"}


def introduction(study: Study) -> Fragment | None:
    """Say, policy by policy, what moves the DSO; nothing if cash alone does."""
    if not is_told(study):
        return None
    lang = study.lang
    intro = say(
        texts.INTRO,
        lang,
        baseline=study.labels[study.baseline],
        n=study.experiment.replications,
    )
    return chapter(say(texts.TITLE, lang), intro, listed(list(split_in_words(study))))


def picture(study: Study) -> go.Figure | None:
    """Draw what moves the book DSO of each policy; nothing if the section is not told."""
    if not is_told(study):
        return None
    split = study.experiment.dso_split
    return plot_dso_split(split, study.baseline, lang=study.lang, labels=study.labels)


def tables(study: Study) -> Fragment | None:
    """Tabulate both splits, terms that sum; nothing if the section is not told."""
    if not is_told(study):
        return None
    parts = [part for kpi in KPIS for part in _table(study, kpi)]
    return joined([*parts, element("p", say(texts.NOTE, study.lang), css="note")])


def is_told(study: Study) -> bool:
    """Tell whether something else than cash moves the DSO of a policy."""
    return any(
        abs(days) >= SMALLEST_DAYS
        for policy in study.ranking
        for term, days in study.splits[policy, "dso_book"].items()
        if term not in PLAIN_TERMS
    )


# === In words ================================================================================ #


def split_in_words(study: Study) -> Iterator[str]:
    """Write one plain sentence per policy, and what it means where cash is not the reason."""
    for policy in study.others:
        said = _sentence(study, policy)
        if study.differences[policy, "dso_book"].is_clear("dso_book"):
            said = " ".join([said, *_meaning(study, policy)])
        yield said


def _sentence(study: Study, policy: str) -> str:
    found, lang = study.differences[policy, "dso_book"], study.lang
    told = {
        "policy": say(QUOTED, lang, policy=study.labels[policy]),
        "kpi": _which(study, policy),
        "days": found.text("dso_book", lang, difference=True),
    }
    if not found.n_nonzero:
        return say(texts.STAYS, lang, **told)
    if found.has_interval and not found.is_clear("dso_book"):
        between = found.between("dso_book", lang, difference=True)
        return say(texts.UNSURE, lang, **told, between=between)
    if not found.has_interval and study.experiment.replications > 1:
        return say(texts.NO_INTERVAL, lang, **told, why=study.why(policy, "dso_book"))
    if not any(spread(list(study.splits[policy, "dso_book"].values()))):
        return say(texts.BARELY, lang, **told)
    text = texts.FALLS if found.mean < 0.0 else texts.RISES
    told["days"] = Estimate(abs(found.mean), found.low, found.high).text("dso_book", lang)
    return say(text, lang, **told, why=_why(study, policy))


def _which(study: Study, policy: str) -> str:
    """Name the book DSO, or both when they move alike."""
    text = texts.BOTH if _moves_alike(study, policy) else MEASURE["dso_book"].label
    return say(text, study.lang)


def _moves_alike(study: Study, policy: str) -> bool:
    gross, book = (study.differences[policy, kpi].mean for kpi in KPIS)
    return abs(gross - book) < ALIKE_DAYS


def _why(study: Study, policy: str) -> str:
    """Name the cause when one term is the whole difference, else list the terms."""
    lang, split = study.lang, study.splits[policy, "dso_book"]
    terms = dict(zip(split, spread(list(split.values())), strict=True))
    named = sorted((name for name in terms if terms[name]), key=lambda name: -abs(terms[name]))
    causes = texts.FALL_CAUSES if math.fsum(terms.values()) < 0.0 else texts.RISE_CAUSES
    if len(named) == 1 and named[0] in causes:
        return say(texts.ALL_OF_IT, lang, cause=say(causes[named[0]], lang))
    parts = [
        say(
            texts.PART,
            lang,
            days=_days(study, terms[name]),
            reason=say(texts.REASONS[name][terms[name] > 0.0], lang),
        )
        for name in named
    ]
    return say(texts.IN_PARTS, lang, parts=", ".join(parts))


def _meaning(study: Study, policy: str) -> Iterator[str]:
    """Say what a fall means that cash does not explain."""
    terms, lang = study.splits[policy, "dso_book"], study.lang
    falls = math.fsum(terms.values()) < 0.0
    main = min(terms, key=lambda name: terms[name])
    if falls and main == "written_off" and terms["cash"] > -SMALLEST_DAYS:
        yield _nothing_more(study, policy)
    elif not _moves_alike(study, policy):
        days = study.differences[policy, "dso_simple"].text("dso_simple", lang, difference=True)
        yield say(texts.HEADLINE, lang, days=days)
    if falls and main == "sold":
        yield say(texts.FACTOR_WAITS, lang, change=_own_delay(study, policy))
    given_up = math.fsum(terms[name] for name in GIVEN_UP)
    if given_up <= -SMALLEST_DAYS:
        yield say(texts.GIVEN_UP, lang, days=quantity(-given_up, "days", lang, decimals=1))


def _nothing_more(study: Study, policy: str) -> str:
    """Say which figures a write-off leaves alone, with what each shows."""
    lang = study.lang
    found = {kpi: study.differences[policy, kpi] for kpi in texts.LEFT_ALONE}
    still = [kpi for kpi, one in found.items() if not one.is_clear(kpi)]
    figures = [
        say(
            texts.FIGURE,
            lang,
            figure=say(texts.LEFT_ALONE[kpi], lang),
            difference=found[kpi].text(kpi, lang, difference=True),
        )
        for kpi in still
    ]
    text = texts.NOT_CLEARLY if any(found[kpi].n_nonzero for kpi in still) else texts.UNCHANGED
    unchanged = say(text, lang, figures=_listed(study, figures))
    return say(texts.NOTHING_MORE, lang, unchanged=sentence(unchanged))


def _listed(study: Study, items: Sequence[str]) -> str:
    """Join with commas, and a last “and”."""
    *others, last = items
    if not others:
        return last
    first = reduce(lambda one, two: f"{one}, {two}", others)
    return say(texts.AND, study.lang, first=first, last=last)


def _own_delay(study: Study, policy: str) -> str:
    kpi = "weighted_days_to_pay"
    found = study.differences[policy, kpi]
    text = texts.DELAY_MOVES if found.is_clear(kpi) else texts.DELAY_STAYS
    return say(text, study.lang, days=found.text(kpi, study.lang, difference=True))


# === In tables =============================================================================== #


def _table(study: Study, kpi: str) -> Iterator[Fragment]:
    lang, label = study.lang, dict(DSO_SPLIT)
    columns = [spread(list(study.splits[policy, kpi].values())) for policy in study.others]
    rows: list[list[Content]] = []
    for name, values in zip(label, zip(*columns, strict=True), strict=True):
        if any(values):
            rows.append([sentence(say(label[name], lang)), *(_days(study, v) for v in values)])
    title = sentence(say(MEASURE[kpi].label, lang))
    totals = [math.fsum(column) for column in columns]
    cells = [
        _total(study, policy, kpi, days) for policy, days in zip(study.others, totals, strict=True)
    ]
    rows.append([say(texts.DIFFERENCE, lang, kpi=say(MEASURE[kpi].label, lang)), *cells])
    if kpi == "dso_simple":
        rows += _ages(study)
    head = [say(texts.REASON, lang), *(study.labels[policy] for policy in study.others)]
    yield element("h3", title)
    yield table(head, rows, css="results")


def _total(study: Study, policy: str, kpi: str, days: float) -> Fragment:
    """Write the difference, in bold when its interval excludes zero, above its interval."""
    found, text = study.differences[policy, kpi], _days(study, days)
    if not found.n_nonzero:
        return element("div", say(IDENTICAL, study.lang), css="difference")
    bold = element("b", text) if found.is_clear(kpi) else element("span", text)
    between = found.between(kpi, study.lang, difference=True)
    return joined([element("div", bold), element("div", between, css="difference")])


def _ages(study: Study) -> Iterator[list[Content]]:
    """Split the same difference by age."""
    columns = [
        spread([study.differences[policy, AGE_KPIS[name]].mean for name, _ in DSO_AGES])
        for policy in study.others
    ]
    for (_, age), values in zip(DSO_AGES, zip(*columns, strict=True), strict=True):
        heading: Label = texts.AGE
        label = say(heading, study.lang, age=say(age, study.lang))
        yield [label, *(_days(study, value) for value in values)]


def _days(study: Study, value: float) -> str:
    return quantity(value, "days", study.lang, decimals=1, difference=True)


def spread(values: Sequence[float]) -> list[float]:
    """Round days to tenths that sum to their rounded sum: the largest remainders go up.

    >>> spread([0.26, 0.26, 0.26, -3.0]), spread([0.0, -9.08])
    ([0.3, 0.3, 0.2, -3.0], [0.0, -9.1])
    """
    if not all(math.isfinite(value) for value in values):
        return list(values)
    tenths = [10.0 * value for value in values]
    whole = [math.floor(value + 1e-9) for value in tenths]
    missing = round(math.fsum(tenths)) - sum(whole)
    by_remainder = sorted(range(len(whole)), key=lambda k: whole[k] - tenths[k])
    for k in by_remainder[:missing]:
        whole[k] += 1
    return [value / 10.0 for value in whole]
