"""From a real ledger to a scenario, how well its payment curve fits the ledger's, and surveys'."""

from simrecouv.calibration.after_steps import step_hazards
from simrecouv.calibration.backtest import Backtest, backtest
from simrecouv.calibration.books import with_books
from simrecouv.calibration.breaks import Break, find_break
from simrecouv.calibration.case_curves import case_curve, relevelled
from simrecouv.calibration.closed_form import expected_curve
from simrecouv.calibration.curves import payment_curve
from simrecouv.calibration.disputes import disputed_invoices
from simrecouv.calibration.fit import Fit, calibrate, fit_ledger
from simrecouv.calibration.followed import followed_cases, followed_invoices, random_half
from simrecouv.calibration.gaps import curve_gaps
from simrecouv.calibration.lookalike import (
    example_ledger_path,
    simulated_ledger,
    write_example_ledger,
)
from simrecouv.calibration.notes import LATE_STAGE, calibration_notes
from simrecouv.calibration.old_debts import published_recovery, recovery_by_age
from simrecouv.calibration.patterns import payment_patterns, payment_rhythm
from simrecouv.calibration.resampling import bootstrap_fits
from simrecouv.calibration.segments import ProposedSegments, propose_segments

__all__ = [
    "LATE_STAGE",
    "Backtest",
    "Break",
    "Fit",
    "ProposedSegments",
    "backtest",
    "bootstrap_fits",
    "calibrate",
    "calibration_notes",
    "case_curve",
    "curve_gaps",
    "disputed_invoices",
    "example_ledger_path",
    "expected_curve",
    "find_break",
    "fit_ledger",
    "followed_cases",
    "followed_invoices",
    "payment_curve",
    "payment_patterns",
    "payment_rhythm",
    "propose_segments",
    "published_recovery",
    "random_half",
    "recovery_by_age",
    "relevelled",
    "simulated_ledger",
    "step_hazards",
    "with_books",
    "write_example_ledger",
]
