"""What all tests share: Hypothesis profiles, a tiny scenario, and where the real things are."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from simrecouv.engine import open_runner
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.world import build_world

settings.register_profile(
    "simrecouv",
    deadline=None,  # the machine is shared: a time limit per example would fail at random
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("ci", settings.get_profile("simrecouv"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "simrecouv")

#: A portfolio that simulates in a fraction of a second.
TINY = (
    "segments.pme.customers=12",
    "segments.grands-comptes.customers=2",
    "segments.public.customers=2",
    "simulation.replications=3",
)


@pytest.fixture(scope="session", autouse=True)
def fast_engine_compiled() -> None:
    """The fast engine is compiled before any test, whatever their order.

    No test then meets the half minute that it takes, nor the sentence that announces it.
    """
    if find_spec("numba"):
        scenario = load_scenario("pme-b2b", TINY)
        open_runner(scenario, build_world(scenario), "compiled")("ferme")


@pytest.fixture(scope="session")
def tiny() -> Scenario:
    """`pme-b2b` with 16 customers and 3 replications."""
    return load_scenario("pme-b2b", TINY)


@pytest.fixture(scope="session")
def root() -> Path:
    """Root of the source tree."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def real_ledgers() -> Path:
    """Folder of real ledgers, which the project does not hold."""
    folder = os.environ.get("SIMRECOUV_REAL_LEDGERS")
    if not folder:
        pytest.skip("no real ledgers: SIMRECOUV_REAL_LEDGERS names their folder")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one, browser tests skip, and fail when CI=true."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail("CI needs a Chromium for the browser tests")
    pytest.skip("no Chromium on this machine")
