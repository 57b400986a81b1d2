"""Policies side by side on common worlds: replications, paired differences, intervals."""

from simrecouv.compare.bench import Bench
from simrecouv.compare.best import Contenders, contenders
from simrecouv.compare.experiment import Experiment
from simrecouv.compare.intervals import why_in_words
from simrecouv.compare.study import compare_policies
from simrecouv.compare.sweeps import Optimum, Sweep, sweep

__all__ = [
    "Bench",
    "Contenders",
    "Experiment",
    "Optimum",
    "Sweep",
    "compare_policies",
    "contenders",
    "sweep",
    "why_in_words",
]
