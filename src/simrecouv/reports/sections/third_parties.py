"""What agencies, courts, factors, insurers and guarantors bring and cost, where a policy asks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from simrecouv.reports.fragment import Content, Fragment, chapter, element, listed, table
from simrecouv.reports.sections.parties import DERIVED, callers, dealings
from simrecouv.reports.sections.party_words import SIGNED, in_words, per_euro
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.words import party_texts as texts
from simrecouv.reports.words.texts import INDICATOR
from simrecouv.vocabulary import TALLIES, Party, Tally
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say, sentence

#: Decimals of the tables, by unit: means of counts have one.
DECIMALS = {"eur": 0, "count": 1, "share": 1}
#: How the label of a part of the row above starts, in either language.
PART_OF = ("dont ", "of which ")
#: Means below half a cent are zero.
ZERO = 0.005


def third_parties(study: Study) -> Fragment | None:
    """Tell each party that a policy may call, in words and in a table; nothing if none is."""
    parts = [part for party in Party for part in _party(study, party)]
    if not parts:
        return None
    lang, clock = study.lang, study.experiment.scenario.clock
    intro = say(texts.INTRO, lang, end=study.day(clock.end_day - 1))
    note = say(texts.MEANS, lang, n=study.experiment.replications)
    return chapter(say(texts.TITLE, lang), intro, *parts, element("p", note, css="note"))


def _party(study: Study, party: Party) -> Iterator[Fragment]:
    names, lang = callers(study, party), study.lang
    if not names:
        return
    means = dealings(study).loc[names]
    each = zip(names, means.to_dict("records"), strict=True)
    yield element("h3", sentence(say(party.label, lang)))
    yield listed([in_words(study.labels[name], party, row, lang) for name, row in each])
    head = [say(INDICATOR, lang), *(study.heading(name) for name in names)]
    yield table(head, list(_rows(study, party, means)), css="results")
    yield element("p", say(texts.NOTES[party], lang), css="note")


def _rows(study: Study, party: Party, means: pd.DataFrame) -> Iterator[list[Content]]:
    for one in (*TALLIES, *DERIVED):
        if one.party is party and (means[one.name].abs() >= ZERO).any():
            yield [_label(study, one), *(_cell(study, one, value) for value in means[one.name])]


def _label(study: Study, one: Tally) -> str:
    """Start with a capital, unless it is a part of the row above."""
    label = say(one.label, study.lang)
    return label if label.startswith(PART_OF) else sentence(label)


def _cell(study: Study, one: Tally, value: float) -> str:
    signed = one.name in SIGNED
    if one.unit == "eur_per_eur":
        return per_euro(value, study.lang, signed=signed)
    decimals = DECIMALS[one.unit]
    return quantity(value, one.unit, study.lang, decimals=decimals, difference=signed)
