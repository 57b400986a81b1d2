"""The SimPy engine: the model, to be read. The compiled engine is its proven-equal accelerator."""

from __future__ import annotations

from collections.abc import Callable

from simrecouv.engine.plan import PolicyPlan
from simrecouv.engine.reference.company import Company
from simrecouv.engine.tables import Tables
from simrecouv.ledger import Events
from simrecouv.world import World

__all__ = ["Company", "run"]


def run(
    tables: Tables, baseline: PolicyPlan, world: World
) -> Callable[[PolicyPlan, Tables], Events]:
    """Return the function (plan of a policy, tables) → events: each time the run-in is replayed.

    The tables of each call may differ from the first ones in the third parties that the baseline
    does not name: the run-in knows no difference.
    """

    def follow(plan: PolicyPlan, known: Tables) -> Events:
        company = Company(known, baseline, world)
        company.run_until(0)
        company.switch(plan)
        company.run_until(tables.end_day)
        return company.events()

    return follow
