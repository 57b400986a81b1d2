"""How many worlds a question takes: paired against unpaired, small studies, rare events, needs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from simrecouv.compare.digits import rough_decimals
from simrecouv.compare.experiment import TERMS
from simrecouv.compare.worlds import welch, worlds_needed, worth_of_pairing
from simrecouv.estimation import Floats
from simrecouv.reports.fragment import Content, Fragment, element, joined, table
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.told import told
from simrecouv.reports.words import replication_texts as texts
from simrecouv.reports.words.texts import POLICY
from simrecouv.vocabulary import BRIDGE, MEASURE
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import UNDEFINED, say, sentence

#: Beyond, nobody waits: it is said so.
MOST_NEEDED = 100_000
#: Differences of sums, then of tails.
SHOWN = ("net_gain", "dso_simple", "bfr_mean", "bad_debt", "overdraft_cost", "p_breach")

_SIGNS = np.array([sign for _, sign, _ in BRIDGE], dtype=float)


def unpaired(study: Study, policy: str) -> Estimate:
    """Return the net gain of a policy as if it had not met the worlds of the baseline.

    Same mean; the interval is Welch's, of two groups of worlds that have nothing in common.
    """
    return Estimate(*welch(_profits(study, policy), _profits(study, study.baseline)))


def variance_ratio(study: Study, policy: str) -> float:
    """Return how many unpaired worlds one paired world is worth, for the net gain of a policy."""
    return worth_of_pairing(_profits(study, policy), _profits(study, study.baseline))


def widths(studies: Sequence[Study], policy: str) -> pd.DataFrame:
    """Return the paired and the unpaired interval of the net gain, one row each by study.

    Columns worlds, is_paired, mean, low, high [EUR], as `simrecouv.figures.intervals` draws them.
    """
    rows = [
        {"worlds": one.experiment.replications, "is_paired": is_paired}
        | {"mean": found.mean, "low": found.low, "high": found.high}
        for one in studies
        for is_paired, found in (
            (True, one.differences[policy, "net_gain"]),
            (False, unpaired(one, policy)),
        )
    ]
    return pd.DataFrame(rows)


def intervals_of(studies: Sequence[Study], policy: str) -> pd.DataFrame:
    """Return the interval of the net gain in each study: columns mean, low, high [EUR]."""
    found = [one.differences[policy, "net_gain"] for one in studies]
    return pd.DataFrame([{"mean": one.mean, "low": one.low, "high": one.high} for one in found])


def widths_table(studies: Sequence[Study], policy: str) -> Fragment:
    """Tabulate the paired and the unpaired net gain by number of worlds."""
    lang = studies[0].lang
    rows: list[list[Content]] = [
        [
            number(one.experiment.replications, 0, lang),
            told(one, one.differences[policy, "net_gain"], "net_gain", difference=True),
            told(one, unpaired(one, policy), "net_gain", difference=True),
            _times(variance_ratio(one, policy), one),
        ]
        for one in studies
    ]
    head = (texts.WORLDS, texts.PAIRED, texts.UNPAIRED, texts.WORTH)
    labels = studies[0].labels
    note = say(texts.WIDTHS_NOTE, lang, policy=labels[policy], baseline=labels[studies[0].baseline])
    found = table([say(text, lang) for text in head], rows, css="results")
    return joined([found, element("p", note, css="note")])


def _times(ratio: float, study: Study) -> str:
    if not math.isfinite(ratio):
        return UNDEFINED
    times = number(ratio, 0 if ratio >= 10.0 else 1, study.lang)
    return say(texts.TIMES, study.lang, times=times)


def rare_table(studies: Sequence[Study], policy: str) -> Fragment:
    """Tabulate how precisely each difference is known by number of worlds, or why it is not."""
    lang, first = studies[0].lang, studies[0]
    rows = [
        [sentence(say(MEASURE[kpi].label, lang)), *(_half(one, policy, kpi) for one in studies)]
        for kpi in SHOWN
    ]
    sizes = [number(one.experiment.replications, 0, lang) for one in studies]
    head = [
        say(texts.INDICATOR, lang, baseline=first.labels[first.baseline]),
        *(say(texts.COUNT, lang, n=size) for size in sizes),
    ]
    note = say(texts.RARE_NOTE, lang, policy=first.labels[policy])
    return joined([table(head, rows), element("p", note, css="note")])


def _half(study: Study, policy: str, kpi: str) -> str:
    found = study.differences[policy, kpi]
    if not found.has_interval:
        return study.why(policy, kpi)
    return say(texts.HALF, study.lang, half=_width(found.half_width, kpi, study))


def _width(half: float, kpi: str, study: Study) -> str:
    """Write a half-width with two digits; a share counts in points."""
    unit = MEASURE[kpi].unit
    decimals = rough_decimals(half, unit)
    return quantity(half, unit, study.lang, decimals=decimals, difference=True).removeprefix("+")


def needed(study: Study, policy: str, half_width: float) -> int | None:
    """Return how many worlds know the net gain of a policy within a half-width [EUR].

    Judged from the spread of the paired differences of a study; None beyond `MOST_NEEDED`.
    """
    return worlds_needed(study.paired(policy, "net_gain"), half_width, MOST_NEEDED)


def needs_table(study: Study, half_widths: Sequence[float]) -> Fragment:
    """Tabulate how many worlds each policy takes, to tell it from zero and within half-widths."""
    lang = study.lang
    rows = [
        [
            study.labels[name],
            *(
                _count(needed(study, name, half), study)
                for half in (abs(study.differences[name, "net_gain"].mean), *half_widths)
            ),
        ]
        for name in study.others
    ]
    within = [
        say(texts.WITHIN, lang, half=quantity(half, "eur", lang, decimals=0))
        for half in half_widths
    ]
    head = [say(POLICY, lang), say(texts.TOLD, lang), *within]
    note = say(texts.NEEDED, lang, n=study.experiment.replications)
    return joined([table(head, rows), element("p", note, css="note")])


def _count(n: int | None, study: Study) -> str:
    if n is None:
        return say(texts.MORE, study.lang, most=number(MOST_NEEDED, 0, study.lang))
    return number(n, 0, study.lang)


def needs_in_words(study: Study, policy: str) -> list[str]:
    """Say how precisely the net gain is known, and how many worlds more precision takes."""
    lang, gain = study.lang, study.differences[policy, "net_gain"]
    text = gain.text("net_gain", lang, difference=True)
    policies = {"policy": study.labels[policy], "baseline": study.labels[study.baseline]}
    if not gain.has_interval:
        return [say(texts.NO_ANSWER, lang, gain=text, **policies)]
    said = say(
        texts.ANSWER,
        lang,
        n=number(study.experiment.replications, 0, lang),
        half=_width(gain.half_width, "net_gain", study),
        gain=text,
        between=gain.between("net_gain", lang, difference=True),
        **policies,
    )
    sign, twice = (
        _count(needed(study, policy, half), study)
        for half in (abs(gain.mean), gain.half_width / 2.0)
    )
    return [said, " ".join([say(texts.SIGN, lang, n=sign), say(texts.TWICE, lang, n=twice)])]


def _profits(study: Study, policy: str) -> Floats:
    """Profit of a policy in each world [EUR]: net gain is a difference of two of them."""
    bridge = study.experiment.bridge
    profits: Floats = bridge.loc[bridge["policy"] == policy, TERMS].to_numpy(float) @ _SIGNS
    return profits
