"""Interaction for notebooks: the policy lab, where levers move a policy and show what it changes.

Owned: policy lab. State stands apart from view: `trial` holds what is tried and says what follows
from it, `levers` change it, `lives` tells what it does to an invoice; `view` shows them.
"""

from simrecouv.widgets.levers.catalogue import levers_of, moved
from simrecouv.widgets.levers.lever import Lever
from simrecouv.widgets.trial.readings import Reading, Verdict, readings_of
from simrecouv.widgets.view.lab import PolicyLab

__all__ = [
    "Lever",
    "PolicyLab",
    "Reading",
    "Verdict",
    "levers_of",
    "moved",
    "readings_of",
]
