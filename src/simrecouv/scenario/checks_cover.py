"""Rules of advice on credit insurance and guarantees: how cover is kept, and how it is called."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, concerned, labels_of_kind, step_place
from simrecouv.scenario.ladder import nominal_day
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ClaimStep, ContactStep
from simrecouv.vocabulary import Label, Offer, SegmentKind, Severity, Trigger

NO_COVER = Label(
    "la politique n'a ni assurance ni garantie pour ces clients : sans effet",
    "the policy has neither insurance nor guarantee for these customers: it has no effect",
)
ONLY_INSOLVENCY = Label(
    "aucune étape n'appelle la garantie (claim) : seule une procédure collective le fait",
    "no step calls the cover (claim): only an insolvency does",
)
UNAPPROVED_PLAN = Label(
    "un échéancier que l'assureur n'a pas approuvé fait perdre la garantie",
    "a payment plan that the insurer has not approved loses the cover",
)


def covers(scenario: Scenario) -> Iterator[Advice]:
    """Warn of what loses a cover, and note covers and calls without each other."""
    for name, policy in scenario.policies.items():
        covered = _covered(scenario, policy)
        calls = [step for step in policy.steps if isinstance(step, ClaimStep)]
        called = {segment for step in calls for segment in scenario.segments_of(name, step)}
        for table, segments in covered.items():
            if segments and not segments & called:
                place = f"policies.{name}.{table}"
                yield Advice("cover_not_called", place, Severity.NOTE, ONLY_INSOLVENCY)
        for step in calls:
            if not set(scenario.segments_of(name, step)) & set().union(*covered.values()):
                yield Advice("claim_without_cover", step_place(name, step), Severity.NOTE, NO_COVER)
        yield from _late_calls(scenario, name, covered.get("insurance", set()), calls)
        yield from _plans(scenario, name, covered.get("insurance", set()))
        yield from _uninsurable(scenario, name, covered.get("insurance", set()))


def _covered(scenario: Scenario, policy: Policy) -> dict[str, set[str]]:
    """Return the segments of each cover of a policy."""
    stated = {"insurance": policy.insurance, "guarantee": policy.guarantee}
    return {
        table: set(concerned(scenario, cover.segments))
        for table, cover in stated.items()
        if cover is not None
    }


def _uninsurable(scenario: Scenario, name: str, insured: set[str]) -> Iterator[Advice]:
    for kind in (SegmentKind.PUBLIC, SegmentKind.CONSUMER):
        for who in labels_of_kind(scenario, insured, kind):
            text = Label(
                f"{who.fr} : une assurance-crédit ne couvre d'ordinaire que des entreprises, et la "
                "prime court",
                f"{who.en}: credit insurance usually covers companies only, and the premium runs",
            )
            yield Advice("insured_buyers", f"policies.{name}.insurance", Severity.WARNING, text)


def _late_calls(
    scenario: Scenario, name: str, insured: set[str], calls: list[ClaimStep]
) -> Iterator[Advice]:
    insurance = scenario.policies[name].insurance
    if insurance is None:
        return
    within = scenario.insurers[insurance.insurer].claim_within_days
    for step in calls:
        days = [
            nominal_day(step.from_, step.days, scenario.terms_of(name, segment))
            for segment in scenario.segments_of(name, step)
            if segment in insured and step.from_ is not Trigger.PREVIOUS
        ]
        if days and max(days) > within:
            text = Label(
                f"déclaration à J+{max(days)}, l'assureur n'en accepte que jusqu'à J+{within} : "
                "garantie perdue",
                f"claim on D+{max(days)}, the insurer accepts none after D+{within}: cover lost",
            )
            yield Advice("late_claim", step_place(name, step), Severity.WARNING, text)


def _plans(scenario: Scenario, name: str, insured: set[str]) -> Iterator[Advice]:
    for step in scenario.policies[name].steps:
        if not isinstance(step, ContactStep) or step.offer is not Offer.PLAN:
            continue
        if insured & set(scenario.segments_of(name, step)):
            place = f"{step_place(name, step)}.offer"
            yield Advice("insured_plan", place, Severity.WARNING, UNAPPROVED_PLAN)
