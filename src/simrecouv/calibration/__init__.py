"""From a real ledger to a scenario, and how well the scenario's payment curve fits the ledger's."""

from simrecouv.calibration.closed_form import expected_curve
from simrecouv.calibration.curves import payment_curve
from simrecouv.calibration.fit import calibrate
from simrecouv.calibration.gaps import curve_gaps
from simrecouv.calibration.lookalike import (
    example_ledger_path,
    simulated_ledger,
    write_example_ledger,
)
from simrecouv.calibration.notes import LATE_STAGE

__all__ = [
    "LATE_STAGE",
    "calibrate",
    "curve_gaps",
    "example_ledger_path",
    "expected_curve",
    "payment_curve",
    "simulated_ledger",
    "write_example_ledger",
]
