"""The levers of a policy: what each may be, what it is, and the scenario that a move makes.

State without any widget: `levers_of` reads a policy, `moved` writes another scenario. What a lever
takes away (a step, a table) comes back, when it is wanted again, as the policy that the trial
started from has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from simrecouv.errors import StudyError, nearest
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.widgets.levers import acts, desk, dunning, incentives, money, parties, prevention
from simrecouv.widgets.levers.drafts import Draft, policy_of
from simrecouv.widgets.levers.lever import Found, Group, Kind, Lever, Value, options
from simrecouv.widgets.levers.words import SAYINGS


class _Rule(NamedTuple):
    """How one lever is read from a policy, and written into a draft."""

    name: str
    group: Group
    kind: Kind
    read: Callable[[Scenario, Policy, Policy | None], Found | None]
    write: Callable[[Draft, Value], None]
    is_common: bool = False


_PREVENTION, _INCENTIVES, _LADDER = Group.PREVENTION, Group.INCENTIVES, Group.LADDER
_DESK, _OUTSOURCING, _FINANCE = Group.DESK, Group.OUTSOURCING, Group.FINANCE

#: Every lever, group by group, the common ones first.
RULES = (
    _Rule("pre_due_notice", _PREVENTION, "days", dunning.notice, dunning.set_notice, True),
    _Rule(
        "direct_debit", _PREVENTION, "share", prevention.direct_debit, prevention.set_direct_debit
    ),
    _Rule("deposit", _PREVENTION, "share", prevention.deposit, prevention.set_deposit),
    _Rule("credit_limit", _PREVENTION, "eur", prevention.limit, prevention.set_limit),
    _Rule("min_score", _PREVENTION, "count", prevention.min_score, prevention.set_min_score),
    _Rule("risk_terms", _PREVENTION, "days", prevention.risk_terms, prevention.set_risk_terms),
    _Rule("invoice_quality", _PREVENTION, "share", prevention.quality, prevention.set_quality),
    _Rule("insurance", _PREVENTION, "choice", money.insurance, money.set_insurance),
    _Rule(
        "discount_rate", _INCENTIVES, "share", incentives.discount, incentives.set_discount, True
    ),
    _Rule(
        "discount_deadline", _INCENTIVES, "days", incentives.deadline, incentives.set_deadline, True
    ),
    _Rule(
        "late_interest", _INCENTIVES, "share", incentives.interest, incentives.set_interest, True
    ),
    _Rule("charge_age", _INCENTIVES, "days", acts.charge, acts.set_charge),
    _Rule("indemnity", _INCENTIVES, "eur", incentives.indemnity, incentives.set_indemnity),
    _Rule("waived_share", _INCENTIVES, "share", incentives.waived, incentives.set_waived),
    _Rule("first_reminder", _LADDER, "days", dunning.first, dunning.set_first, True),
    _Rule("repeat_interval", _LADDER, "days", dunning.every, dunning.set_every, True),
    _Rule("repeat_count", _LADDER, "count", dunning.count, dunning.set_count, True),
    _Rule(
        "first_channel", _LADDER, "choice", dunning.first_channel, dunning.set_first_channel, True
    ),
    _Rule(
        "repeat_channel",
        _LADDER,
        "choice",
        dunning.repeat_channel,
        dunning.set_repeat_channel,
        True,
    ),
    _Rule("min_gap", _LADDER, "days", acts.min_gap, acts.set_min_gap),
    _Rule("max_contacts", _LADDER, "count", acts.most_contacts, acts.set_most_contacts),
    _Rule("hold_age", _LADDER, "days", acts.hold, acts.set_hold),
    _Rule("collectors", _DESK, "count", desk.collectors, desk.set_collectors, True),
    _Rule("desk_minutes", _DESK, "count", desk.minutes, desk.set_minutes),
    _Rule("worklist", _DESK, "choice", desk.worklist, desk.set_worklist),
    _Rule("placement_age", _OUTSOURCING, "days", parties.placement, parties.set_placement, True),
    _Rule("commission", _OUTSOURCING, "share", parties.commission, parties.set_commission, True),
    _Rule("court_age", _OUTSOURCING, "days", parties.court, parties.set_court),
    _Rule("write_off_age", _OUTSOURCING, "days", parties.write_off, parties.set_write_off),
    _Rule("factoring", _FINANCE, "choice", money.factoring, money.set_factoring),
    _Rule("overdraft_rate", _FINANCE, "share", money.overdraft, money.set_overdraft),
    _Rule("email_gain", Group.ASSUMPTIONS, "share", money.email_gain, money.set_email_gain),
)
_RULE = {rule.name: rule for rule in RULES}

#: Levers of what is assumed of customers and banks: they move every policy.
SHARED = ("overdraft_rate", "email_gain")


def levers_of(scenario: Scenario, policy: str, like: Policy | None = None) -> dict[str, Lever]:
    """List the levers that a policy lends itself to, group by group, the common ones first.

    Parameters
    ----------
    scenario
        What the user states.
    policy
        Name of the policy whose levers are read.
    like
        The policy that it started from: what comes back when it is wanted again.

    Returns
    -------
    dict
        Name → lever. A lever without object (no agency in the scenario ...) is absent; one that
        does nothing for now says why (`Lever.idle`).

    Raises
    ------
    StudyError
        If there is no such policy.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> levers = levers_of(load_scenario("pme-b2b"), "douce")
    >>> [levers[name].value for name in ("first_reminder", "repeat_interval", "placement_age")]
    [8, 10, 90]
    >>> levers["discount_deadline"].idle.en
    'without a discount, no deadline'
    """
    stated = policy_of(scenario, policy)
    found = [(rule, _found(rule, scenario, stated, like)) for rule in RULES]
    return {rule.name: _lever(rule, one) for rule, one in found if one is not None}


def moved(
    scenario: Scenario, policy: str, lever: str, value: Value, like: Policy | None = None
) -> Scenario:
    """Move one lever of one policy; every other policy stays as it is, assumptions apart.

    Parameters
    ----------
    scenario, policy, like
        As for `levers_of`.
    lever
        Its name.
    value
        One of its options.

    Raises
    ------
    StudyError
        If the policy has no such lever, if it does nothing for now, or if it takes no such value.
    ScenarioError
        If the scenario would make no sense.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b")
    >>> moved(scenario, "douce", "discount_rate", 0.02).policies["douce"].discount
    Discount(rate=0.02, within_days=10, segments=None)
    """
    levers = levers_of(scenario, policy, like)
    if lever not in levers:
        raise StudyError(f"no lever {lever!r} in {policy!r}, {nearest(lever, levers)}")
    found = levers[lever]
    if value not in found.options or isinstance(value, bool):
        shown = ", ".join(str(one) for one in found.options)
        raise StudyError(f"{lever} = {value!r}: one of {shown} expected")
    if value == found.value:
        return scenario
    if found.idle is not None:
        raise StudyError(f"{lever} cannot move: {found.idle.en}")
    draft = Draft(scenario, policy, like)
    _RULE[lever].write(draft, value)
    return draft.done()


def _found(rule: _Rule, scenario: Scenario, policy: Policy, like: Policy | None) -> Found | None:
    """Read one lever; where the policy started from stays an option."""
    found = rule.read(scenario, policy, like)
    started = rule.read(scenario, like, like) if like is not None else None
    if found is None or started is None or started.value in found.options:
        return found
    numbers = [one for one in found.options if isinstance(one, int | float)]
    words = [one for one in found.options if not isinstance(one, int | float)]
    return found._replace(options=options(numbers, started.value, *words))


def _lever(rule: _Rule, found: Found) -> Lever:
    saying = SAYINGS[rule.name]
    return Lever(
        name=rule.name,
        group=rule.group,
        kind=rule.kind,
        options=found.options,
        value=found.value,
        is_common=rule.is_common,
        label=saying.label,
        unit=saying.unit,
        help=saying.help,
        source=found.source or saying.source,
        none=saying.none,
        names=found.names,
        idle=found.idle,
    )
