"""Policies side by side on common worlds: replications, paired differences, intervals."""

from simrecouv.compare.experiment import Experiment, compare_policies
from simrecouv.compare.paired import FEWEST_NONZERO

__all__ = ["FEWEST_NONZERO", "Experiment", "compare_policies"]
