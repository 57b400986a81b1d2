"""The SimPy engine: the model, to be read. The compiled engine is its proven-equal accelerator."""

from __future__ import annotations

from collections.abc import Callable

from simrecouv.engine.plan import PolicyPlan
from simrecouv.engine.reference.company import Company
from simrecouv.engine.tables import Tables
from simrecouv.ledger import Events
from simrecouv.world import World

__all__ = ["Company", "run"]


def run(tables: Tables, baseline: PolicyPlan, world: World) -> Callable[[PolicyPlan], Events]:
    """Return the function (plan of a policy) → events: the run-in is replayed for each policy."""

    def follow(plan: PolicyPlan) -> Events:
        company = Company(tables, baseline, world)
        company.run_until(0)
        company.switch(plan)
        company.run_until(tables.end_day)
        return company.events()

    return follow
