"""Changing one policy of a scenario and no other: drafts, copies, and what a policy does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from simrecouv.errors import StudyError
from simrecouv.scenario import Scenario, scenario_from, to_tables
from simrecouv.scenario.base import Text
from simrecouv.scenario.merge import Raw
from simrecouv.scenario.names import nearest_policy
from simrecouv.scenario.policy import Policy


@dataclass
class Draft:
    """The plain table of a policy on its way to another one.

    Attributes
    ----------
    scenario, name
        What it starts from: the policy `name` of a scenario.
    like
        The policy whose steps and tables come back when something is wanted again.
    table
        The policy, to be changed in place.
    sections
        Other sections of the scenario that change with it, e.g. ``agencies``.
    """

    scenario: Scenario
    name: str
    like: Policy | None = None
    table: Raw = field(init=False)
    sections: Raw = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.table = plain_table(policy_of(self.scenario, self.name))

    @property
    def policy(self) -> Policy:
        """The policy as it was."""
        return self.scenario.policies[self.name]

    @property
    def steps(self) -> list[Raw]:
        """The steps, to be changed in place."""
        steps: list[Raw] = self.table.setdefault("steps", [])
        return steps

    def done(self) -> Scenario:
        """Return the scenario that the draft states.

        Raises
        ------
        ScenarioError
            If it makes no sense.
        """
        policies = {**self.scenario.policies, self.name: self.table}
        return rebuilt(self.scenario, {**self.sections, "policies": policies})


def rebuilt(scenario: Scenario, sections: Mapping[str, Any]) -> Scenario:
    """Return a scenario with other sections, checked as if read from a file.

    Raises
    ------
    ScenarioError
        If they make no sense.
    """
    kept = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    try:  # what is a model already is not checked again: a long record of invoices takes time
        return Scenario.model_validate({**kept, **sections})
    except ValidationError:
        raw = {**to_tables(scenario), **sections}
        raw["policies"] = {name: plain_table(one) for name, one in raw["policies"].items()}
        return scenario_from(raw, source=scenario.name)


def plain_table(policy: Policy | Raw) -> Raw:
    """Return the plain table that would rebuild a policy."""
    if not isinstance(policy, Policy):
        return policy
    table: Raw = policy.model_dump(mode="json", by_alias=True, exclude_none=True)
    return table


def policy_of(scenario: Scenario, name: str) -> Policy:
    """Return a policy by its name.

    Raises
    ------
    StudyError
        With the policy that was probably meant.
    """
    if name not in scenario.policies:
        raise StudyError(f"no policy {name!r}, {nearest_policy(name, scenario.policies)}")
    return scenario.policies[name]


def with_copy(scenario: Scenario, policy: Policy, name: str, label: Text) -> Scenario:
    """Return a scenario in which a policy stands under a name, with a label.

    Raises
    ------
    ScenarioError
        If the scenario has no room for one more.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b")
    >>> label = Text(fr="essai", en="trial")
    >>> more = with_copy(scenario, scenario.policies["ferme"], "essai", label)
    >>> more.policies["essai"].steps == scenario.policies["ferme"].steps
    True
    """
    copy = policy.model_copy(update={"label": label})
    return rebuilt(scenario, {"policies": {**scenario.policies, name: copy}})


def content(scenario: Scenario, name: str) -> Raw:
    """Return what a policy does: its label apart, its agencies written out.

    Two policies of the same content do the same on every world.
    """
    policy = scenario.policies[name]
    table = plain_table(policy.model_copy(update={"label": None}))
    for step in table.get("steps", []):
        if step["action"] == "placement":
            agency = scenario.agencies[step["agency"]].model_copy(update={"label": None})
            step["agency"] = agency.model_dump(mode="json")
    return table


def template_of(scenario: Scenario, policy: Policy, like: Policy | None, table: str) -> Any:
    """Return how a table reads in this policy, in the one it started from, or in any other."""
    started = () if like is None else (like,)
    for one in (policy, *started, *scenario.policies.values()):
        if getattr(one, table) is not None:
            return getattr(one, table)
    return None


def given(draft: Draft, table: str, usual: Raw) -> Raw:
    """Return a table of a draft, or the one that comes back, or a usual one."""
    if table in draft.table:
        return dict(draft.table[table])
    found = template_of(draft.scenario, draft.policy, draft.like, table)
    if found is None:
        return dict(usual)
    given: Raw = found.model_dump(mode="json", by_alias=True, exclude_none=True)
    return given


def set_or_drop(draft: Draft, table: str, key: str, value: object, usual: Raw) -> None:
    """Set a key of a table; nothing there takes the whole table away."""
    if value:
        draft.table[table] = {**given(draft, table, usual), key: value}
    else:
        draft.table.pop(table, None)
