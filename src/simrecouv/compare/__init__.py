"""Policies side by side on common worlds: replications, paired differences, intervals."""

from simrecouv.compare.execute import available_workers
from simrecouv.compare.experiment import Experiment, compare_policies
from simrecouv.compare.paired import FEWEST_NONZERO, TAIL_KPIS

__all__ = ["FEWEST_NONZERO", "TAIL_KPIS", "Experiment", "available_workers", "compare_policies"]
