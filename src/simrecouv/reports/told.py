"""A figure in a table of a report: with its interval, or with what is missing for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simrecouv.compare import why_in_words
from simrecouv.reports.fragment import Content, Fragment, element, joined
from simrecouv.reports.subjects.study import Estimate, Study
from simrecouv.reports.words import doubt_texts
from simrecouv.vocabulary import Doubt
from simrecouv.vocabulary.typography import NO_BREAK, say

#: What marks a figure that more replications would give an interval.
MARK = f"{NO_BREAK}*"


def told(study: Study, found: Estimate, kpi: str, *, difference: bool = False) -> Content:
    """Write a figure; below it its interval, or that it is too rare; a mark if worlds are too few.

    What no world moves is known exactly, and one world says nothing of any doubt.
    """
    n, lang = study.experiment.replications, study.lang
    text = found.text(kpi, lang, difference=difference)
    if found.low < found.high:
        between = found.between(kpi, lang, difference=difference)
        return _over(text, between, "difference")
    if n == 1 or not found.n_nonzero or not found.why or found.why == Doubt.UNDEFINED:
        return text
    if found.why == Doubt.TOO_FEW:
        return text + MARK
    why = why_in_words(found.why, kpi, lang, k=found.n_nonzero, n=n, is_difference=difference)
    return _over(text, why, "difference reason")


def legend(study: Study, shown: Iterable[tuple[str, Estimate]]) -> Iterator[Fragment]:
    """Say what the mark stands for, if one of the figures shown, by KPI, bears it."""
    n = study.experiment.replications
    marked = [k for k, found in shown if found.why == Doubt.TOO_FEW and found.n_nonzero]
    if n > 1 and marked:
        why = why_in_words(Doubt.TOO_FEW, marked[0], study.lang, k=0, n=n)
        yield element("p", say(doubt_texts.MARKED, study.lang, why=why), css="note")


def _over(text: str, below: str, css: str) -> Fragment:
    return joined([element("div", text), element("div", below, css=css)])
