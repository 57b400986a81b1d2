"""What a reader of a report sees, and the words that belong to one language only."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import simrecouv.figures.portfolio_words
import simrecouv.figures.words
import simrecouv.reports.sections.assumptions
import simrecouv.reports.sections.breakdown
import simrecouv.reports.sections.finances
import simrecouv.reports.sections.treasury
import simrecouv.reports.words.diagnosis_texts
import simrecouv.reports.words.page_texts
import simrecouv.reports.words.party_texts
import simrecouv.reports.words.price_texts
import simrecouv.reports.words.sheet_texts
import simrecouv.reports.words.split_texts
import simrecouv.reports.words.summary_texts
import simrecouv.reports.words.texts
import simrecouv.scenario.conditions
import simrecouv.scenario.conditions_parties
import simrecouv.scenario.words
from simrecouv.reports.sections.parties import DERIVED
from simrecouv.vocabulary import (
    BRIDGE,
    DSO_AGES,
    DSO_SPLIT,
    MEASURES,
    TALLIES,
    Kind,
    Label,
    Word,
)

#: Keys of plotly whose values a reader sees.
SHOWN_KEYS = {"text", "name", "title", "subtitle", "customdata", "hovertemplate", "y"}
#: Two letters or more: tags of sources are single letters.
WORD = re.compile(r"[^\W\d_]{2,}")


def figures_of(page: str) -> list[dict[str, Any]]:
    """Figures of a report, from the scripts that draw them."""
    return [json.loads(text) for text in re.findall(r"const figure = (\{.*\});\n", page)]


def visible_text(page: str) -> str:
    """Text of a report: title, body and figures; scripts and styles apart."""
    texts = [text for figure in figures_of(page) for text in _texts(figure)]
    bare = re.sub(r"<(script|style)>.*?</\1>", " ", page, flags=re.DOTALL)
    labels = re.findall(r'aria-label="([^"]*)"', bare)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", " ", bare), *labels, *texts]))


def _texts(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, below in node.items():
            if name != "template":
                yield from _texts(below, name)
    elif isinstance(node, list):
        for below in node:
            yield from _texts(below, key)
    elif isinstance(node, str) and key in SHOWN_KEYS:
        yield re.sub(r"%?\{[^}]*\}|<[^>]*>", " ", node)


def words_of(text: str) -> set[str]:
    """Words of a text, in lower case."""
    return {word.lower() for word in WORD.findall(re.sub(r"\{\w+\}", " ", text))}


def labels() -> Iterator[Label]:
    """Every label of the package that a report may print."""
    for module in (
        simrecouv.figures.portfolio_words,
        simrecouv.figures.words,
        simrecouv.reports.sections.assumptions,
        simrecouv.reports.sections.breakdown,
        simrecouv.reports.sections.finances,
        simrecouv.reports.words.diagnosis_texts,
        simrecouv.reports.words.page_texts,
        simrecouv.reports.words.party_texts,
        simrecouv.reports.words.price_texts,
        simrecouv.reports.words.sheet_texts,
        simrecouv.reports.words.split_texts,
        simrecouv.reports.words.summary_texts,
        simrecouv.reports.words.texts,
        simrecouv.reports.sections.treasury,
        simrecouv.scenario.conditions,
        simrecouv.scenario.conditions_parties,
        simrecouv.scenario.words,
    ):
        yield from _labels_in(module)
    for enum in Word.__subclasses__():
        yield from (member.label for member in enum)
    yield from (kind.label for kind in Kind)
    yield from (measure.label for measure in MEASURES)
    yield from (label for _, _, label in BRIDGE)
    yield from (label for _, label in (*DSO_SPLIT, *DSO_AGES))
    yield from (one.label for one in (*TALLIES, *DERIVED))


def _labels_in(module: ModuleType) -> Iterator[Label]:
    for found in vars(module).values():
        yield from _labels_below(found)


def _labels_below(found: object) -> Iterator[Label]:
    if isinstance(found, Label):
        yield found
    elif isinstance(found, dict | tuple):
        for below in found.values() if isinstance(found, dict) else found:
            yield from _labels_below(below)


def words_only_in(lang: str) -> set[str]:
    """Words that the labels of one language use and those of the other never do."""
    french = set().union(*(words_of(label.fr) for label in labels()))
    english = set().union(*(words_of(label.en) for label in labels()))
    return french - english if lang == "fr" else english - french
