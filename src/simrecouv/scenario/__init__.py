"""What a user states: frozen models, TOML files, inheritance, overrides."""

from simrecouv.scenario.base import Assumption
from simrecouv.scenario.files import (
    load_scenario,
    scenario_from,
    scenario_names,
    to_tables,
    to_toml,
    with_overrides,
)
from simrecouv.scenario.finance import Finance
from simrecouv.scenario.provenance import Provenance
from simrecouv.scenario.resources import resource_folder
from simrecouv.scenario.scenario import Clock, Scenario

__all__ = [
    "Assumption",
    "Clock",
    "Finance",
    "Provenance",
    "Scenario",
    "load_scenario",
    "resource_folder",
    "scenario_from",
    "scenario_names",
    "to_tables",
    "to_toml",
    "with_overrides",
]
