"""What a user states: frozen models, TOML files, inheritance, overrides."""

from simrecouv.scenario.advice import Advice
from simrecouv.scenario.base import Assumption
from simrecouv.scenario.checks import advice_on
from simrecouv.scenario.conditions import conditions_in_words
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
from simrecouv.scenario.words import calendar_in_words

__all__ = [
    "Advice",
    "Assumption",
    "Clock",
    "Finance",
    "Provenance",
    "Scenario",
    "advice_on",
    "calendar_in_words",
    "conditions_in_words",
    "load_scenario",
    "resource_folder",
    "scenario_from",
    "scenario_names",
    "to_tables",
    "to_toml",
    "with_overrides",
]
