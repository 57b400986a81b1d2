"""Who calls which third party, and the mean figures of its dealings, derived ones included."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from simrecouv.reports.subjects.study import Study
from simrecouv.reports.words import party_texts as texts
from simrecouv.scenario import Scenario
from simrecouv.scenario.names import THIRD_PARTIES
from simrecouv.scenario.policy import Policy
from simrecouv.vocabulary import TALLIES, Action, Party, Tally

#: The step that calls each party; cover is a table of the policy instead.
CALLED_BY = {
    Party.AGENCY: Action.PLACEMENT,
    Party.COURT: Action.LEGAL,
    Party.FACTOR: Action.FACTORING,
}

#: What the means of the sums give: rates are ratios of totals.
DERIVED: tuple[Tally, ...] = (
    Tally("agency_net", Party.AGENCY, "eur", texts.NET),
    Tally("agency_net_per_euro", Party.AGENCY, "eur_per_eur", texts.NET_PER_EURO),
    Tally("agency_recovered_share", Party.AGENCY, "share", texts.RECOVERED_SHARE),
    Tally("agency_brought_share", Party.AGENCY, "share", texts.BROUGHT_SHARE),
    Tally("court_cost_per_euro", Party.COURT, "eur_per_eur", texts.COST_PER_EURO),
    Tally("factor_price", Party.FACTOR, "share", texts.PRICE),
    Tally("cover_paid_back", Party.COVER, "eur_per_eur", texts.PAID_BACK),
)


def calls(policy: Policy, party: Party) -> bool:
    """Tell whether a policy may call a party.

    >>> from simrecouv.scenario import load_scenario
    >>> policies = load_scenario("contentieux-financement").policies
    >>> [name for name in policies if calls(policies[name], Party.COVER)]
    ['assurance', 'garanties', 'tout']
    """
    if party is Party.COVER:
        return policy.insurance is not None or policy.guarantee is not None
    return any(step.action == CALLED_BY[party] for step in policy.steps)


def callers(study: Study, party: Party) -> list[str]:
    """List the policies of a study that may call a party, in order."""
    policies = study.experiment.scenario.policies
    return [name for name in study.experiment.policies if calls(policies[name], party)]


def named_parties(scenario: Scenario, policies: Iterable[str]) -> set[str]:
    """List the tables of third parties that the steps of some policies name, by dotted path.

    >>> from simrecouv.scenario import load_scenario
    >>> sorted(named_parties(load_scenario("contentieux-financement"), ["amiable", "vente"]))
    ['factors.sans-recours']
    """
    found = set()
    for name in policies:
        for step in scenario.policies[name].steps:
            if step.action in THIRD_PARTIES:
                field, tables = THIRD_PARTIES[Action(step.action)]
                found.add(f"{tables}.{getattr(step, field)}")
    return found


def dealings(study: Study) -> pd.DataFrame:
    """Return the mean sums of each policy with what is derived of them; NaN where undefined."""
    columns = [one.name for one in TALLIES]
    sums = study.experiment.third_parties.groupby("policy", sort=False)[columns].mean()
    entrusted, net = sums["agency_entrusted"], sums["agency_brought"] - sums["agency_fees"]
    price = sums["factor_commission"] + sums["factor_interest"]
    paid = sums["cover_indemnified"] - sums["cover_returned"] + sums["cover_guaranteed"]
    return sums.assign(
        agency_net=net,
        agency_net_per_euro=_per(net, entrusted),
        agency_recovered_share=_per(sums["agency_recovered"], entrusted),
        agency_brought_share=_per(sums["agency_brought"], entrusted),
        court_cost_per_euro=_per(sums["court_costs"], sums["court_recovered"]),
        factor_price=_per(price, sums["factor_financed"] + sums["factor_sold"]),
        cover_paid_back=_per(paid, sums["cover_premiums"]),
    )


def _per(numerator: pd.Series, denominator: pd.Series) -> pd.Series:
    """Divide; NaN where the denominator is zero."""
    return numerator / denominator.where(denominator != 0.0)
