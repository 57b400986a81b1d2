"""Interaction for notebooks: the policy lab, where levers move a policy and show what it changes.

Owned: policy lab. State stands apart from view: `session` holds what is tried, `levers` and
`ladder` change it, `remarks` and `readings` say what follows; `lab` and its pages show it.
"""

from simrecouv.widgets.lab import PolicyLab
from simrecouv.widgets.lever import Lever
from simrecouv.widgets.levers import levers_of, moved
from simrecouv.widgets.readings import Reading, Verdict, readings_of

__all__ = [
    "Lever",
    "PolicyLab",
    "Reading",
    "Verdict",
    "levers_of",
    "moved",
    "readings_of",
]
