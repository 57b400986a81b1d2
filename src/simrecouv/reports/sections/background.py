"""The back of the report: levers, policies in words, method, assumptions, provenance."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.compare.replay import replay_in_words
from simrecouv.kpi import effective_annual_rate, implied_annual_rate
from simrecouv.reports.fragment import Fragment, chapter, element, joined, table
from simrecouv.reports.provenance import versions
from simrecouv.reports.sections.assumptions import stated_assumptions
from simrecouv.reports.sections.finances import finances
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.told import legend, told
from simrecouv.reports.words import doubt_texts, texts
from simrecouv.scenario import Scenario, calendar_in_words, conditions_in_words
from simrecouv.scenario.steps import WriteOffStep
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import MEASURE, Label, Lang
from simrecouv.vocabulary.numbers import number, percent, quantity
from simrecouv.vocabulary.typography import say, sentence, typeset

#: What tells lateness, with and without dunning.
LATENESS = (
    "dso_simple",
    "days_beyond_terms",
    "overdue_90_share",
    "recovery_rate_90d",
    "bad_debt_rate",
)
#: Tables of a policy that act on payment without a reminder.
INCENTIVES = (
    "discount",
    "risk_terms",
    "credit",
    "deposit",
    "direct_debit",
    "sales_training",
    "invoice_quality",
)
#: The example that everyone quotes: 3 % for 10 days.
REMINDER = (0.03, 10)


def without_dunning(study: Study) -> Fragment | None:
    """Tabulate lateness without dunning beside that of today; nothing if it was not simulated."""
    lang, name = study.lang, policy_without_dunning(study)
    if name is None:
        return None
    pair = (study.baseline, name)
    rows = [
        [
            sentence(say(MEASURE[kpi].label, lang)),
            *(told(study, study.levels[p, kpi], kpi) for p in pair),
        ]
        for kpi in LATENESS
    ]
    shown = [(kpi, study.levels[p, kpi]) for kpi in LATENESS for p in pair]
    head = [say(texts.INDICATOR, lang), *(study.labels[policy] for policy in pair)]
    note = say(texts.WITHOUT_DUNNING_NOTE, lang, nothing=study.labels[name])
    title = say(texts.WITHOUT_DUNNING, lang)
    return chapter(title, note, table(head, rows), *legend(study, shown))


def policy_without_dunning(study: Study) -> str | None:
    """Return the policy that does nothing but write off, when it was simulated beside another."""
    policies = study.experiment.scenario.policies
    for name in study.ranking:
        stated = policies[name]
        only_writes_off = all(isinstance(step, WriteOffStep) for step in stated.steps)
        if only_writes_off and not stated.terms and not any(getattr(stated, t) for t in INCENTIVES):
            return name
    return None


def discounts(study: Study) -> Fragment | None:
    """Tabulate the annual cost of each discount offered, and of the example of 3 %."""
    lang, scenario = study.lang, study.experiment.scenario
    if all(scenario.policies[name].discount is None for name in study.experiment.policies):
        return None
    rate, days = REMINDER
    example = say(texts.FOR_MEMORY, lang, rate=percent(rate, lang), days=days)
    rows = [*_offers(study), [example, "", *_annual_cost(rate, days, study)]]
    head = (
        texts.OFFER,
        texts.SEGMENT,
        texts.DAYS_GAINED,
        texts.SIMPLE_RATE,
        texts.COMPOUND_RATE,
    )
    note = say(
        texts.DISCOUNT_NOTE,
        lang,
        reservation=percent(scenario.behaviour.discount.reservation_rate.value, lang),
        debit=percent(scenario.finance.debit_rate.value, lang),
        rate=percent(rate, lang),
        days=days,
    )
    offers = table([say(text, lang) for text in head], rows)
    return chapter(say(texts.DISCOUNT, lang), note, offers)


def _offers(study: Study) -> Iterator[list[str]]:
    scenario, lang = study.experiment.scenario, study.lang
    for name in study.experiment.policies:
        offer = scenario.policies[name].discount
        if offer is None:
            continue
        text = say(
            texts.OFFER_OF,
            lang,
            policy=study.labels[name],
            rate=percent(offer.rate, lang),
            days=offer.within_days,
        )
        for segment in scenario.segments if offer.segments is None else offer.segments:
            terms = scenario.terms_of(name, segment)
            gained = terms.usual_days - offer.within_days
            if gained > 0:
                label = shown(scenario.segments[segment].label, segment, lang)
                yield [text, label, *_annual_cost(offer.rate, gained, study)]


def _annual_cost(rate: float, days: int, study: Study) -> list[str]:
    rates = (implied_annual_rate(rate, days), effective_annual_rate(rate, days))
    shown_rates = (quantity(r, "share", study.lang, decimals=1) for r in rates)
    return [number(days, 0, study.lang), *shown_rates]


def policies(study: Study) -> Fragment:
    """Write each policy in words."""
    scenario, lang = study.experiment.scenario, study.lang
    rows = [
        [
            study.labels[name],
            typeset(calendar_in_words(scenario, name, lang), lang),
            typeset(" · ".join(conditions_in_words(scenario, name, lang)), lang),
        ]
        for name in study.experiment.policies
    ]
    head = [say(text, lang) for text in (texts.POLICY, texts.LADDER, texts.CONDITIONS)]
    ladders = table(head, rows, css="words")
    return chapter(say(texts.POLICIES, lang), say(texts.POLICIES_NOTE, lang), ladders)


def method(study: Study) -> Fragment:
    """Say how the comparison is made, and on which days things are measured."""
    lang, clock = study.lang, study.experiment.scenario.clock
    windows = say(
        texts.WINDOWS,
        lang,
        period_start=study.day(clock.month_ends[0]),
        period_end=study.day(clock.month_ends[-1]),
        cohort_start=study.day(0),
        cohort_end=study.day(clock.cohort_days - 1),
        end=study.day(clock.end_day - 1),
    )
    parts = [*(say(text, lang) for text in doubt_texts.STATISTICS), windows]
    point = study.experiment.scenario.finance.vat_point
    parts += [say(text, lang) for text in (*texts.DEFINITIONS, texts.VAT_OF_LOSSES[point])]
    items = element("ul", *(element("li", part) for part in parts))
    return element("section", element("h2", say(texts.METHOD, lang)), items, css="method")


def assumptions(study: Study) -> Fragment:
    """Tabulate the assumptions with range and source, then what a calibrated scenario says."""
    scenario, lang = study.experiment.scenario, study.lang
    heads = (texts.ASSUMPTION, texts.LOW, texts.CENTRAL, texts.HIGH, texts.SOURCE)
    rows = [
        [sentence(one.label), one.low, one.central, one.high, one.source]
        for one in stated_assumptions(scenario, study.experiment.policies, lang)
    ]
    stated = table([say(text, lang) for text in heads], rows)
    title, note = say(texts.ASSUMPTIONS, lang), say(texts.ASSUMPTIONS_NOTE, lang)
    return chapter(title, note, stated, finances(scenario, lang), *_origins(scenario, lang))


def _origins(scenario: Scenario, lang: Lang) -> Iterator[Fragment]:
    if scenario.provenance:
        rows = [
            [typeset(text.in_(lang), lang) for text in (one.status.label, one.note)]
            for one in scenario.provenance
        ]
        yield element("h3", say(texts.ORIGINS, lang))
        yield table([say(texts.ORIGIN, lang), say(texts.NOTE, lang)], rows, css="words")


def parameters(study: Study) -> Fragment:
    """Print what it takes to obtain the same numbers again."""
    lang = study.lang
    return joined(
        [
            element("h2", say(texts.PROVENANCE, lang)),
            table([], stated_parameters(study), css="facts"),
            element("p", say(texts.PROVENANCE_NOTE, lang), css="note"),
        ]
    )


def stated_parameters(study: Study) -> list[tuple[str, str]]:
    """List what it takes to obtain the same numbers again: label, value."""
    experiment, lang = study.experiment, study.lang
    scenario, replay = experiment.scenario, experiment.replay
    if replay is not None:
        replay = replay._replace(policy=study.labels[replay.policy])
    rows: list[tuple[Label, str]] = [
        (texts.SCENARIO, scenario.name),
        (texts.FINGERPRINT, scenario.fingerprint),
        (texts.SEED, str(scenario.simulation.seed)),
        (texts.REPLICATIONS, number(experiment.replications, 0, lang)),
        (texts.ENGINE, say(texts.ENGINES[experiment.engine], lang)),
        (texts.MODE, say(experiment.mode.label, lang)),
        (texts.REPLAY, replay_in_words(experiment.engine, replay, lang)),
        (texts.IN_FORCE, study.labels[study.baseline]),
        (texts.SWITCH_DAY, study.day(0)),
        (texts.VERSIONS, ", ".join(f"{n} {v}" for n, v in versions(experiment.engine).items())),
    ]
    return [(say(label, lang), value) for label, value in rows]
