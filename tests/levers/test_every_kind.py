"""The random scenarios that hold the engines equal reach every kind of event."""

from __future__ import annotations

import numpy as np
from hypothesis import Phase, find, settings

from engine.scenarios import scenarios
from simrecouv.engine import open_runner
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world

#: Each kind is met by at least one scenario in eighty: to miss one has odds below e ** -15.
MOST_EXAMPLES = 1200


def test_random_scenarios_reach_every_kind() -> None:
    missing = set(Kind)

    def all_are_met(scenario: Scenario) -> bool:
        runner = open_runner(scenario, build_world(scenario), "compiled")
        for policy in scenario.policies:
            kinds = np.unique(runner(policy).events["kind"])
            missing.difference_update(Kind(kind) for kind in kinds.tolist())
        return not missing

    drawing = settings(
        max_examples=MOST_EXAMPLES, database=None, phases=[Phase.generate], derandomize=True
    )
    find(scenarios(), all_are_met, settings=drawing)
    assert missing == set()
