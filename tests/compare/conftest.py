"""A study that the tests of this room share."""

from __future__ import annotations

import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.scenario import Scenario


@pytest.fixture(scope="session")
def study(tiny: Scenario) -> Experiment:
    return compare_policies(tiny, replications=4, workers=1)
