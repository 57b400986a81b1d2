"""Interaction for notebooks: the policy panel, a page of sliders that tries one policy.

Owned: policy panel. State stands apart from view: `levers` turns sliders into a scenario,
`readings` turns a comparison into verdicts, `tiles` and `controls` write HTML and widgets, and
`panel` lays them out.
"""

from simrecouv.widgets.levers import Lever, levers_of, trial_name, trial_scenario
from simrecouv.widgets.panel import PolicyPanel
from simrecouv.widgets.readings import Reading, Verdict, readings_of

__all__ = [
    "Lever",
    "PolicyPanel",
    "Reading",
    "Verdict",
    "levers_of",
    "readings_of",
    "trial_name",
    "trial_scenario",
]
