"""From a real ledger to a scenario, how well its payment curve fits the ledger's, and surveys'."""

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
from simrecouv.calibration.old_debts import published_recovery, recovery_by_age

__all__ = [
    "LATE_STAGE",
    "calibrate",
    "curve_gaps",
    "example_ledger_path",
    "expected_curve",
    "payment_curve",
    "published_recovery",
    "recovery_by_age",
    "simulated_ledger",
    "write_example_ledger",
]
