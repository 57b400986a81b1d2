"""One call from (scenario, world, policy) to a ledger, on either engine."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import numpy as np

from simrecouv.engine.plan import PolicyPlan
from simrecouv.engine.planning import build_plan, desk_minutes, step_ids
from simrecouv.engine.rule import PolicyRule
from simrecouv.engine.tables import Tables
from simrecouv.engine.tabulate import build_tables
from simrecouv.errors import EngineError, MissingExtra, StudyError, nearest
from simrecouv.ledger import NO_DAY, Events, Invoices, Ledger
from simrecouv.scenario.scenario import Scenario
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import World, shape_of

#: Names of the engines; they return the same ledger.
ENGINES = ("simpy", "compiled")
#: Tables that may differ between two scenarios of which one run-in serves both.
_AFTER_THE_SWITCH = ("name", "provenance", "policies", "agencies", "courts", "factors")


def default_engine() -> str:
    """Return ``"compiled"`` where Numba is installed, else ``"simpy"``."""
    return "compiled" if importlib.util.find_spec("numba") else "simpy"


def simulate(
    scenario: Scenario, world: World, policy: str | PolicyRule, engine: str | None = None
) -> Ledger:
    """Simulate one policy on one world.

    Parameters
    ----------
    policy
        Name of a policy of the scenario, or a `PolicyRule` (SimPy engine only); the baseline is in
        force before day 0.
    engine
        ``"simpy"`` or ``"compiled"``; by default the faster one that is installed and can.

    Raises
    ------
    StudyError
        If the scenario has no such policy.
    EngineError
        If there is no such engine, or a policy written in Python is asked of the compiled one.
    MissingExtra
        If the compiled engine is asked for and Numba is not installed.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.world import build_world
    >>> scenario = load_scenario("pme-b2b")
    >>> ledger = simulate(scenario, build_world(scenario), "ferme", engine="simpy")
    >>> len(ledger) > 100_000
    True
    """
    if isinstance(policy, PolicyRule):
        return _simulate_rule(scenario, world, policy, engine)
    return open_runner(scenario, world, engine)(policy)


def _simulate_rule(
    scenario: Scenario, world: World, rule: PolicyRule, engine: str | None
) -> Ledger:
    if _known(engine or "simpy") == "compiled":
        name = type(rule).__name__
        raise EngineError(f'{name} is written in Python: it runs on the other engine, "simpy"')
    from simrecouv.engine.stepping import Run

    run = Run(scenario, world)
    run.run_until(0)
    run.follow(rule)
    run.run_until(scenario.clock.end_day)
    return run.ledger()


def policy_name(scenario: Scenario, policy: str | PolicyRule) -> str:
    """Return the name of the scenario's policy that is meant, or that a rule completes."""
    if isinstance(policy, type) and issubclass(policy, PolicyRule):
        raise StudyError(f"{policy.__name__} is a class: pass an instance, {policy.__name__}()")
    name = policy.base if isinstance(policy, PolicyRule) else policy
    if not isinstance(name, str):
        raise StudyError(f"the name of a policy expected, this is a {type(name).__name__}")
    if name not in scenario.policies:
        raise StudyError(f"no policy {name!r}, {nearest(name, scenario.policies)}")
    return name


def open_runner(
    scenario: Scenario, world: World, engine: str | None = None
) -> Callable[[str], Ledger]:
    """Return the function (name of a policy) → ledger on one world.

    The run-in under the baseline is common to all policies; the compiled engine computes it once.
    """
    follow = open_switch(scenario, world, engine)

    def run(policy: str) -> Ledger:
        return follow(scenario, policy)

    return run


def open_switch(
    scenario: Scenario, world: World, engine: str | None = None
) -> Callable[[Scenario, str], Ledger]:
    """Return the function (scenario, name of a policy) → ledger on one world.

    The scenario of each call may differ from the first one as those of `is_switch` do: the run-in
    then is the same, and need not be simulated again.
    """
    follow_on = _engine(_known(engine or default_engine()))
    check_world(scenario, world)
    tables = build_tables(scenario)
    follow = follow_on(tables, build_plan(scenario, scenario.simulation.baseline), world)

    def run(stated: Scenario, policy: str) -> Ledger:
        policy_name(stated, policy)
        known = tables if stated is scenario else build_tables(stated)
        events = follow(build_plan(stated, policy), known)
        return as_ledger(stated, world, policy, events, scenario.clock.end_day)

    return run


def is_switch(scenario: Scenario, other: Scenario) -> bool:
    """Whether what `open_switch` made of one scenario serves another.

    They may differ in policies and in third parties, those of the baseline apart: until the switch
    nothing else is in force. Numbers of its steps and parties, and the days, are the same.

    >>> from simrecouv.scenario import load_scenario
    >>> scenario = load_scenario("pme-b2b")
    >>> is_switch(scenario, load_scenario("pme-b2b", ["agencies.mandat.commission_rate=0.2"]))
    True
    >>> is_switch(scenario, load_scenario("pme-b2b", ["agencies.standard.commission_rate=0.2"]))
    False
    """
    return (
        scenario.clock == other.clock
        and _in_force(scenario) == _in_force(other)
        and all(
            getattr(scenario, name) == getattr(other, name)
            for name in Scenario.model_fields
            if name not in _AFTER_THE_SWITCH
        )
    )


def _in_force(scenario: Scenario) -> list[object]:
    """Return the policy before the switch, and whom it names, with the numbers of each."""
    numbers, policy = step_ids(scenario), scenario.policies[scenario.simulation.baseline]
    found: list[object] = [policy, [numbers.index(step.id) for step in policy.steps]]
    for field, parties in (
        ("agency", scenario.agencies),
        ("court", scenario.courts),
        ("factor", scenario.factors),
    ):
        named = {getattr(step, field, None) for step in policy.steps}
        found += [(rank, parties[name]) for rank, name in enumerate(parties) if name in named]
    return found


def _known(engine: str) -> str:
    if engine not in ENGINES:
        raise EngineError(f"no engine {engine!r}, {nearest(engine, ENGINES)}")
    return engine


def _engine(
    name: str,
) -> Callable[[Tables, PolicyPlan, World], Callable[[PolicyPlan, Tables], Events]]:
    if name == "simpy":
        from simrecouv.engine import reference

        return reference.run
    if not importlib.util.find_spec("numba"):
        raise MissingExtra("the compiled engine", "fast")
    from simrecouv.engine import compiled

    return compiled.run


def check_world(scenario: Scenario, world: World) -> None:
    """Refuse a world that another scenario drew: its customers, its days or its seed differ."""
    needed = shape_of(scenario)
    for name, mine, its in zip(needed._fields, needed, world.drawn_for, strict=True):
        if mine != its:
            raise StudyError(
                f"this world was drawn for another scenario: its {name} are {its}, not {mine}; "
                "draw it again with build_world(scenario)"
            )


def as_ledger(
    scenario: Scenario, world: World, policy: str, events: Events, until_day: int
) -> Ledger:
    """Put beside the events of a policy what KPIs and histories need."""
    issued = np.flatnonzero(events["kind"] == np.int16(Kind.INVOICED))
    invoice = events["invoice"][issued]
    issue_day, due_day = np.full((2, world.n_orders), NO_DAY, dtype=np.int32)
    issue_day[invoice] = events["tick"][issued] // TICKS_PER_DAY
    due_day[invoice] = events["detail"][issued]
    clock = scenario.clock
    return Ledger(
        events=events,
        invoices=Invoices(
            customer=world.order_customer,
            segment=world.segment[world.order_customer],
            order_day=world.order_day,
            issue_day=issue_day,
            due_day=due_day,
            gross_cents=world.gross_cents,
            net_cents=world.net_cents,
            margin_cents=world.margin_cents,
        ),
        customer_segment=world.segment,
        customer_profile=world.profile,
        segments=tuple(scenario.segments),
        profiles=tuple(scenario.profiles),
        steps=step_ids(scenario),
        agencies=tuple(scenario.agencies),
        courts=tuple(scenario.courts),
        factors=tuple(scenario.factors),
        desk_minutes=desk_minutes(scenario, policy),
        start=scenario.simulation.start,
        first_day=clock.first_day,
        cohort_days=clock.cohort_days,
        end_day=clock.end_day,
        month_ends=clock.month_ends,
        until_day=until_day,
    )
