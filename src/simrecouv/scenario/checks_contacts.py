"""Rules of advice on contacts: manner, days, pressure, offers, and what they cost in goodwill."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario.advice import Advice, step_place
from simrecouv.scenario.conditions import weekdays_in_words
from simrecouv.scenario.ladder import courses, nominal_contacts
from simrecouv.scenario.policy import Plan, Policy, Settlement
from simrecouv.scenario.relation import Relation
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep
from simrecouv.vocabulary import Channel, Label, Offer, Severity, Tone, Weekday

#: Contacts of one customer in 7 days that nobody should reach: the cap of US calls. S:A5
MOST_PER_WEEK = 7

#: Channels that put the customer on notice.
FORMAL = (Channel.REGISTERED, Channel.FORMAL_NOTICE)

NOT_OFFERED = Label(
    "aucune étape ne l'offre (offer) : sans effet", "no step offers it (offer): it has no effect"
)
NEVER_ACCEPTED = Label(
    "aucun profil n'accepte cette offre dans ce scénario : elle n'a aucun effet",
    "no profile accepts this offer in this scenario: it has no effect",
)
NOBODY_LEAVES = Label(
    "les politiques relancent plus ou moins, et personne ne part jamais dans ce scénario : trop "
    "relancer n'y coûte aucun client",
    "policies contact more or less, and nobody ever leaves in this scenario: too many contacts "
    "cost no customer here",
)


def friendly_notices(scenario: Scenario) -> Iterator[Advice]:
    """Note the notices that speak softly."""
    for name, step in _contact_steps(scenario):
        if step.channel in FORMAL and step.tone is Tone.FRIENDLY:
            channel = step.channel.label
            text = Label(
                f"{channel.fr} au ton cordial : l'un dément l'autre",
                f"{channel.en} in a friendly tone: one belies the other",
            )
            yield Advice("friendly_notice", step_place(name, step), Severity.NOTE, text)


def unmanned_calls(scenario: Scenario) -> Iterator[Advice]:
    """Note the calls and visits that no collector makes: they take nobody's time."""
    for name, step in _contact_steps(scenario):
        if step.channel in (Channel.CALL, Channel.VISIT) and step.by == "system":
            text = Label(
                f"{step.channel.label.fr} sans chargé de relance : aucun temps compté, même effet",
                f"{step.channel.label.en} without a collector: no time counted, same effect",
            )
            yield Advice("unmanned_call", step_place(name, step), Severity.NOTE, text)


def run_days(scenario: Scenario) -> Iterator[Advice]:
    """Note the repeats that the weekdays of automatic messages slow down, whatever the day."""
    for name, step in _contact_steps(scenario):
        policy = scenario.policies[name]
        if step.repeat is None or step.is_by_desk:
            continue
        every, least = step.repeat.every_days, _soonest_repeat(policy, step.repeat.every_days)
        if least > every:
            text = Label(
                f"tous les {every} j, mais les messages partent {weekdays_in_words(policy, 'fr')}"
                f" : tous les {least} j au mieux",
                f"every {every} d, but messages leave on {weekdays_in_words(policy, 'en')}: every "
                f"{least} d at best",
            )
            yield Advice("run_days", f"{step_place(name, step)}.repeat", Severity.NOTE, text)


def _soonest_repeat(policy: Policy, every: int) -> int:
    """Return the shortest time from a run to the first that may repeat its message [days]."""
    runs = [number for number, day in enumerate(Weekday) if day in policy.dunning_weekdays]
    least = max(every, policy.contact_limits.min_gap_days)
    return min(least + min((later - run - least) % 7 for later in runs) for run in runs)


def pressure(scenario: Scenario) -> Iterator[Advice]:
    """Warn of a ladder that asks for a contact every day of a week, when no limit holds it."""
    for name, policy in scenario.policies.items():
        limits = policy.contact_limits
        if limits.min_gap_days > 1 or limits.max_per_customer_per_30_days < MOST_PER_WEEK:
            continue
        told: set[str] = set()
        for course in courses(scenario, name):
            contacts = nominal_contacts(course)
            for first, last in zip(contacts, contacts[MOST_PER_WEEK - 1 :], strict=False):
                if last.day - first.day < 7 and last.step.id not in told:
                    told.add(last.step.id)
                    text = Label(
                        f"{MOST_PER_WEEK} relances en 7 j sur une même facture : un client peut "
                        "s'en plaindre comme d'un harcèlement",
                        f"{MOST_PER_WEEK} contacts in 7 d on one invoice: a customer may complain "
                        "of harassment",
                    )
                    place = step_place(name, last.step)
                    yield Advice("contact_pressure", place, Severity.WARNING, text)


def offers(scenario: Scenario) -> Iterator[Advice]:
    """Note the offers that no contact makes, and those that nobody accepts."""
    profiles = scenario.profiles.values()
    accepted = {
        Offer.PLAN: any(profile.plan_accepted_share > 0.0 for profile in profiles),
        Offer.SETTLEMENT: any(profile.settlement_accepted_share > 0.0 for profile in profiles),
    }
    for name, policy in scenario.policies.items():
        made = {step.offer for step in policy.steps if isinstance(step, ContactStep)}
        stated = {
            Offer.PLAN: policy.plan != Plan(),
            Offer.SETTLEMENT: policy.settlement != Settlement(),
        }
        for offer in Offer:
            if stated[offer] and offer not in made:
                yield Advice("unused_offer", f"policies.{name}.{offer}", Severity.NOTE, NOT_OFFERED)
    for name, step in _contact_steps(scenario):
        if step.offer is not None and not accepted[step.offer]:
            place = f"{step_place(name, step)}.offer"
            yield Advice("offer_never_accepted", place, Severity.NOTE, NEVER_ACCEPTED)


def patience(scenario: Scenario) -> Iterator[Advice]:
    """Note that contacts cost no customer, when policies differ by how often they contact."""
    relation = scenario.behaviour.relation
    if relation.patience.value > 0.0 and _annoys(scenario, relation):
        return
    counts = [_contacts_by_segment(scenario, name) for name in scenario.policies]
    if any(count != counts[0] for count in counts):
        place = "behaviour.relation.patience"
        yield Advice("nobody_leaves", place, Severity.NOTE, NOBODY_LEAVES)


def _annoys(scenario: Scenario, relation: Relation) -> bool:
    """Whether anything that a policy does costs goodwill."""
    channels = [channel.annoyance for channel in scenario.behaviour.contact.values()]
    acts = relation.charge, relation.hold, relation.placement, relation.court
    return any((*channels, *relation.tone.values(), *acts))


def _contacts_by_segment(scenario: Scenario, policy: str) -> dict[str, int]:
    """Count the contacts of the large invoices of each segment."""
    counts = dict.fromkeys(scenario.segments, 0)
    for course in courses(scenario, policy):
        contacts = len(nominal_contacts(course))
        for segment in course.segments:
            counts[segment] = max(counts[segment], contacts)
    return counts


def _contact_steps(scenario: Scenario) -> Iterator[tuple[str, ContactStep]]:
    for name, policy in scenario.policies.items():
        for step in policy.steps:
            if isinstance(step, ContactStep):
                yield name, step
