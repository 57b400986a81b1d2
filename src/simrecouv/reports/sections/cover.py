"""The front of a report: title, for whom, what was compared, contents; no date of the day."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.reports.fragment import Fragment, element, table
from simrecouv.reports.outputs.contents import PLACE
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.templates import Told
from simrecouv.reports.words import page_texts, texts
from simrecouv.vocabulary import Label
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say, visible


def cover(study: Study) -> Fragment:
    """Write the cover of a comparison: its front, then what was compared."""
    facts = [[say(label, study.lang), value] for label, value in _facts(study)]
    return front_page(study, study.title, table([], facts, css="facts"))


def front_page(study: Told, title: Label, *parts: Fragment) -> Fragment:
    """Write a cover: logo, title, for whom, by whom, who may read it, then the parts given."""
    lang, front = study.lang, study.front
    lines = [say(page_texts.FOR, lang, organisation=study.asked_by)]
    if front.author:
        lines.append(say(page_texts.BY, lang, author=front.author))
    contents = [
        *_logo(study),
        element("h1", say(title, lang)),
        *(element("p", line, css="under") for line in lines),
        *parts,
    ]
    if front.confidentiality:
        contents.append(element("p", front.confidentiality, css="confidential"))
    return element("header", *contents, css="cover")


def _logo(study: Told) -> Iterator[Fragment]:
    """Show the logo as a picture: no script of it runs, and it fetches nothing."""
    if study.front.logo:
        text = element("i", say(page_texts.LOGO, study.lang, organisation=study.asked_by)).markup
        label = text.removeprefix("<i>").removesuffix("</i>")
        yield Fragment(f'<img class="logo" src="{study.front.logo}" alt="{label}">')


def _facts(study: Study) -> Iterator[tuple[Label, str]]:
    lang, scenario = study.lang, study.experiment.scenario
    segments = scenario.segments.values()
    policies = (study.heading(name) for name in study.experiment.policies)
    yield page_texts.COMPARED, ", ".join(policies)
    yield (
        page_texts.PORTFOLIO,
        say(
            page_texts.PORTFOLIO_SIZE,
            lang,
            customers=number(sum(one.customers for one in segments), 0, lang),
            invoices=number(sum(one.orders_per_year for one in segments), -2, lang),
        ),
    )
    end = study.day(scenario.clock.end_day - 1)
    yield page_texts.PERIOD, say(page_texts.FROM_TO, lang, start=study.day(0), end=end)
    yield page_texts.WORLDS, number(study.experiment.replications, 0, lang)
    yield texts.SCENARIO, visible(scenario.name)


def contents(study: Told) -> Fragment:
    """Leave a place for the contents, which the page fills in."""
    return element(
        "nav", element("p", say(page_texts.CONTENTS, study.lang), css="head"), Fragment(PLACE)
    )
