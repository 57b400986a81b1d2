"""Rules of advice on legal action: whom, how much, when, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, labels_of_kind, step_place
from simrecouv.scenario.checks_contacts import FORMAL
from simrecouv.scenario.ladder import (
    HORIZON_DAYS,
    Course,
    courses,
    nominal_contacts,
    nominal_day,
    write_off_day,
)
from simrecouv.scenario.law import LAW, limitation_days
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import LegalStep, PlacementStep
from simrecouv.scenario.third_parties import Court
from simrecouv.vocabulary import Country, Label, Procedure, SegmentKind, Severity, Trigger
from simrecouv.vocabulary.numbers import amount

COSTS_STAY = Label(
    "les frais de cette procédure restent à la charge exclusive du créancier (CPCE L125-1) : "
    "costs_recovered = false",
    "the costs of this procedure stay with the creditor alone (CPCE L125-1): "
    "costs_recovered = false",
)
SCALE_ABROAD = Label(
    "le barème des commissaires de justice est français : bailiff_scale = false ailleurs",
    "the bailiff's scale is French: bailiff_scale = false elsewhere",
)
NO_NOTICE = Label(
    "aucune lettre recommandée ni mise en demeure avant l'action : le juge attend une demande "
    "restée sans réponse",
    "no registered letter nor formal notice before the action: a judge expects a demand left "
    "without answer",
)


def legal_actions(scenario: Scenario) -> Iterator[Advice]:
    """Refuse actions that the law refuses, and warn of those without notice or not worth it."""
    for name, policy in scenario.policies.items():
        steps = [step for step in policy.steps if isinstance(step, LegalStep)]
        for step in steps:
            court = scenario.courts[step.court]
            yield from _too_much(scenario, step_place(name, step), step, court)
            yield from _against_the_state(scenario, name, step)
            least = max(step.min_amount_eur, policy.exclude.below_eur)
            yield from _dear(step_place(name, step), court, least)
        if steps:
            yield from _once(_dates(scenario, name))


def longer_limitations(scenario: Scenario) -> Iterator[Advice]:
    """Refuse a limitation period longer than the law's against a consumer."""
    country = scenario.creditor.country
    for name, segment in scenario.segments.items():
        legal, stated = limitation_days(country, segment.kind), segment.limitation_days
        if segment.kind is SegmentKind.CONSUMER and stated is not None and stated > legal:
            text = Label(
                f"{stated} j : la prescription contre un consommateur ne se rallonge pas au-delà "
                f"de {legal} j",
                f"{stated} d: the limitation period against a consumer cannot exceed {legal} d",
            )
            place = f"segments.{name}.limitation_days"
            yield Advice("limitation_cap", place, Severity.REFUSED, text)


def courts_as_described(scenario: Scenario) -> Iterator[Advice]:
    """Warn of the courts in use whose description the law of the country does not know."""
    country = scenario.creditor.country
    used = {
        step.court
        for policy in scenario.policies.values()
        for step in policy.steps
        if isinstance(step, LegalStep)
    }
    for name in sorted(used):
        court = scenario.courts[name]
        is_small = court.procedure is Procedure.SMALL_CLAIMS
        if country is Country.FR and is_small and court.costs_recovered:
            place = f"courts.{name}.costs_recovered"
            yield Advice("small_claims_costs", place, Severity.REFUSED, COSTS_STAY)
        if country is not Country.FR and court.bailiff_scale:
            place = f"courts.{name}.bailiff_scale"
            yield Advice("bailiff_scale", place, Severity.NOTE, SCALE_ABROAD)


def _too_much(scenario: Scenario, place: str, step: LegalStep, court: Court) -> Iterator[Advice]:
    cap = LAW[scenario.creditor.country].small_claims
    if court.procedure is not Procedure.SMALL_CLAIMS or cap is None:
        return
    if step.max_amount_eur is None or step.max_amount_eur > cap:
        text = Label(
            f"cette procédure s'arrête à {amount(cap, 'fr')} : max_amount_eur = {cap:.0f} au plus",
            f"this procedure stops at {amount(cap, 'en')}: max_amount_eur = {cap:.0f} at most",
        )
        yield Advice("small_claims", f"{place}.max_amount_eur", Severity.REFUSED, text)


def _against_the_state(scenario: Scenario, name: str, step: LegalStep) -> Iterator[Advice]:
    for who in labels_of_kind(scenario, scenario.segments_of(name, step), SegmentKind.PUBLIC):
        text = Label(
            f"{who.fr} : les biens d'un acheteur public ne se saisissent pas, son comptable ou le "
            "juge administratif règle la dette",
            f"{who.en}: the assets of a public buyer cannot be seized, its accountant or an "
            "administrative judge settles the debt",
        )
        yield Advice("public_seizure", step_place(name, step), Severity.REFUSED, text)


def _dear(place: str, court: Court, least_eur: float) -> Iterator[Advice]:
    """Note an action that may cost more than the smallest invoice it is meant for."""
    fixed = court.filing_eur + court.lawyer_eur + court.service_eur + court.protective_eur
    cost = fixed + court.enforcement_eur + court.lawyer_rate * least_eur
    if cost > least_eur:
        text = Label(
            f"jusqu'à {amount(cost, 'fr')} de frais pour une facture de {amount(least_eur, 'fr')} "
            "(min_amount_eur)",
            f"up to {amount(cost, 'en')} of costs for an invoice of {amount(least_eur, 'en')} "
            "(min_amount_eur)",
        )
        yield Advice("legal_costs", place, Severity.NOTE, text)


def _once(found: Iterator[Advice]) -> Iterator[Advice]:
    told: set[tuple[str, str]] = set()
    for one in found:
        if (one.rule, one.place) not in told:
            told.add((one.rule, one.place))
            yield one


def _dates(scenario: Scenario, name: str) -> Iterator[Advice]:
    """Yield what is wrong with the days of legal actions, course by course."""
    for course in courses(scenario, name):
        for step in course.steps:
            if isinstance(step, LegalStep):
                day = nominal_day(step.from_, step.days, course.terms)
                day = HORIZON_DAYS if step.from_ is Trigger.PREVIOUS else day
                place = step_place(name, step)
                yield from _without_notice(scenario, course, place, day)
                if step.from_ is not Trigger.PREVIOUS:
                    yield from _too_late(scenario, course, place, day)


def _without_notice(scenario: Scenario, course: Course, place: str, day: int) -> Iterator[Advice]:
    ours = {one.step.channel for one in nominal_contacts(course) if one.day < day}
    agencies = [
        scenario.agencies[away.step.agency].contacts
        for away in course.absences
        if isinstance(away.step, PlacementStep) and away.first < day
    ]
    theirs = {contacts.channel for contacts in agencies if contacts is not None}
    if not (ours | theirs) & set(FORMAL):
        yield Advice("no_notice", place, Severity.WARNING, NO_NOTICE)


def _too_late(scenario: Scenario, course: Course, place: str, day: int) -> Iterator[Advice]:
    """Refuse an action on a claim too old, and note one on a debt already written off."""
    country = scenario.creditor.country
    segments = [scenario.segments[segment] for segment in course.segments]
    limit = min(
        limitation_days(country, segment.kind)
        if segment.limitation_days is None
        else segment.limitation_days
        for segment in segments
    )
    if day >= limit:
        text = Label(
            f"action à J+{day}, la créance est prescrite à J+{limit} (une mise en demeure "
            "n'interrompt pas ce délai)",
            f"action on D+{day}, the claim is time-barred on D+{limit} (a formal notice does not "
            "stop that time)",
        )
        yield Advice("time_barred", place, Severity.REFUSED, text)
    if (lost := write_off_day(course)) <= day:
        text = Label(
            f"action à J+{day} sur une créance passée en perte à J+{lost}",
            f"action on D+{day} on a debt written off on D+{lost}",
        )
        yield Advice("legal_after_write_off", place, Severity.NOTE, text)
