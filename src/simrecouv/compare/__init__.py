"""Policies side by side on common worlds: replications, paired differences, intervals."""

from simrecouv.compare.experiment import Experiment
from simrecouv.compare.paired import FEWEST_NONZERO
from simrecouv.compare.study import compare_policies
from simrecouv.compare.sweeps import Optimum, Sweep, sweep

__all__ = ["FEWEST_NONZERO", "Experiment", "Optimum", "Sweep", "compare_policies", "sweep"]
