"""From a real ledger to a scenario: its portfolio and its payers, under the policy in force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simrecouv.calibration.assembling import Parts, assembled
from simrecouv.calibration.disputes import disputed_invoices
from simrecouv.calibration.estimate import Estimate, Known, estimate
from simrecouv.calibration.frailty import is_told, tempered
from simrecouv.calibration.hazards import bands_measured, is_followed_to_the_end
from simrecouv.calibration.in_force import Progress, divide_out
from simrecouv.calibration.late_stage import late_stage
from simrecouv.calibration.lift import no_lift
from simrecouv.calibration.notes import provenance
from simrecouv.calibration.parameters import VARIANCE, parameters_frame
from simrecouv.calibration.patterns import payment_rhythm
from simrecouv.calibration.portfolio import joined_segments, measured_portfolio
from simrecouv.calibration.portfolio_notes import portfolio_notes
from simrecouv.calibration.replaying import has_effect
from simrecouv.calibration.sample import Sample, curves_of, sample_of
from simrecouv.calibration.settled import followed, settlements
from simrecouv.calibration.terms import due_dates_are_given
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.scenario import Assumption, Scenario, load_scenario
from simrecouv.scenario.names import nearest_policy
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.steps import LegalStep, PlacementStep
from simrecouv.vocabulary import Ending, Label

#: Paid invoices that a ledger must hold: the standard error of a share is 11 points at most.
FEWEST_PAID = 20


@dataclass(frozen=True, eq=False)
class Fit:
    """A scenario fitted to a ledger, and how well its numbers are known.

    Attributes
    ----------
    scenario
        What to simulate.
    parameters : DataFrame
        segment (as the ledger names it, empty for the whole), parameter, value, ci_low, ci_high
        (NaN where it is assumed), n, origin (measured | assumed). Per segment: the mean hazard of
        each band without contacts [per day] and the share of customers never paid unless forced;
        then the variance of the frailty.
    endings : DataFrame
        ending (a `simrecouv.vocabulary.Ending`), invoices, cents: what became of every invoice.
    sample, known, found, parts
        What the fit was made of, to make others (`simrecouv.calibration.resampling`).
    miss, error
        Largest distance between the observed curves and those simulated under the policy in force,
        at the end of measured bands, and the noise of the simulation; NaN where the policy does
        nothing to payments, and nothing was simulated.
    """

    scenario: Scenario
    parameters: pd.DataFrame
    endings: pd.DataFrame
    sample: Sample
    known: Known
    found: Estimate
    parts: Parts
    miss: float = np.nan
    error: float = np.nan


def calibrate(
    ledger: RealLedger,
    base: Scenario | str = "pme-b2b",
    policy_in_force: str = "nothing",
    *,
    name: str | None = None,
    vat_rate: float | None = None,
    progress: Progress | None = None,
) -> Scenario:
    """Turn a real ledger into a scenario whose policies come from a base scenario.

    Parameters and errors are those of `fit_ledger`, which also says how well they are known.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> scenario = calibrate(read_ledger(example_ledger_path()))
    >>> scenario.simulation.baseline
    'nothing'
    """
    return fit_ledger(
        ledger, base, policy_in_force, name=name, vat_rate=vat_rate, progress=progress
    ).scenario


def fit_ledger(
    ledger: RealLedger,
    base: Scenario | str = "pme-b2b",
    policy_in_force: str = "nothing",
    *,
    name: str | None = None,
    vat_rate: float | None = None,
    progress: Progress | None = None,
) -> Fit:
    """Fit a scenario to a real ledger.

    Parameters
    ----------
    ledger
        The invoices and payments of a company.
    base
        Brings the policies, the finances, and every assumption that a ledger cannot tell: the late
        stage, the response to contacts, the spread between customers when few of them repeat.
    policy_in_force
        The policy behind the observed payments; it becomes the baseline. Its effect, as the base
        assumes it, is divided out of them by replaying it.
    name
        Of the scenario; that of the ledger's file by default.
    vat_rate
        Taken off the ledger's amounts, which are incl. VAT; that of the base by default.
    progress
        Called with (done, how many in all, what to say) while the policy in force is replayed.

    Raises
    ------
    StudyError
        If the ledger is too small or too short, or the policy in force or the VAT rate unknown.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> fit = fit_ledger(read_ledger(example_ledger_path()))
    >>> sorted(set(fit.parameters["origin"]))
    ['assumed', 'measured']
    """
    base = _checked(base, policy_in_force, vat_rate)
    rows = settlements(ledger)
    rows["segment"] = joined_segments(rows["segment"])
    _check_payments(rows)
    sample, policy = sample_of(rows), base.policies[policy_in_force]
    portfolio = measured_portfolio(ledger, rows["segment"], base.creditor.country)
    if vat_rate is None:
        vat_rate = next(iter(base.segments.values())).vat_rate
    parts = Parts(ledger, base, policy_in_force, portfolio, sample.segments, vat_rate, name)
    known = known_of(sample, base, policy)
    found, miss, error = estimate(sample, sample.even, known), np.nan, np.nan
    if has_effect(policy):
        divided = divide_out(
            sample, known, found, lambda one: assembled(parts, one), progress or _say_nothing
        )
        known, found, miss, error = divided.known, divided.found, divided.miss, divided.error
    parameters = parameters_frame(sample, known, found, parts.terms_days)
    frailty = _frailty(parameters, base.behaviour.frailty_variance)
    notes = [
        *provenance(rows, parameters, base, policy_in_force, frailty, vat_rate, (miss, error)),
        *portfolio_notes(
            portfolio,
            payment_rhythm(ledger),
            disputed_invoices(ledger),
            due_given=due_dates_are_given(ledger),
        ),
    ]
    scenario = assembled(parts, found, frailty, notes)
    endings = _endings(rows, ledger)
    return Fit(scenario, parameters, endings, sample, known, found, parts, miss, error)


def _checked(base: object, policy_in_force: object, vat_rate: object) -> Scenario:
    """Return the base scenario, once what is asked of it can be."""
    if not isinstance(base, Scenario | str):
        raise StudyError(f"base = {base!r}: a scenario expected, its name or its file")
    base = base if isinstance(base, Scenario) else load_scenario(base)
    if not isinstance(policy_in_force, str):
        known = ", ".join(base.policies)
        raise StudyError(
            f"policy_in_force = {policy_in_force!r}: the name of one expected: {known}"
        )
    if policy_in_force not in base.policies:
        raise StudyError(
            f"no policy {policy_in_force!r}, {nearest_policy(policy_in_force, base.policies)}"
        )
    if vat_rate is not None and not (isinstance(vat_rate, int | float) and 0.0 <= vat_rate <= 1.0):
        raise StudyError(f"vat_rate = {vat_rate!r}: a rate from 0 to 1 expected, 0.2 for 20 %")
    return base


def _check_payments(rows: pd.DataFrame) -> None:
    """Refuse a ledger with too few payments for a curve."""
    paid = int(followed(rows)["is_paid"].sum())
    if paid < FEWEST_PAID:
        raise StudyError(
            f"{paid} invoices of the ledger are paid, a payment curve needs {FEWEST_PAID}"
        )


def known_of(sample: Sample, base: Scenario, policy: Policy) -> Known:
    """Settle what the ledger can tell, before anything is estimated."""
    curves, whole = curves_of(sample, sample.even)
    told = is_told(sample)
    forces = any(isinstance(step, PlacementStep | LegalStep) for step in policy.steps)
    return Known(
        late=late_stage(base),
        n_measured=tuple(bands_measured(curve, is_whole=False) for curve in curves),
        whole_measured=bands_measured(whole, is_whole=True),
        is_never_sought=np.array(
            [told and not forces and is_followed_to_the_end(curve) for curve in curves]
        ),
        variance=None if told else tempered(sample, curves, base.behaviour.frailty_variance),
        lifts=(no_lift(sample.n_ages),) * (len(curves) + 1),
    )


def _frailty(parameters: pd.DataFrame, assumed: Assumption) -> Assumption:
    """State the variance with its range: measured, or the base's."""
    row = parameters[parameters["parameter"] == VARIANCE].iloc[0]
    if np.isnan(row["ci_low"]):
        return assumed.model_copy(update={"value": float(row["value"])})
    low, value, high = (float(f"{row[end]:.3g}") for end in ("ci_low", "value", "ci_high"))
    return Assumption(value=value, low=low, high=high, source="measured")


def _endings(rows: pd.DataFrame, ledger: RealLedger) -> pd.DataFrame:
    """Count what became of every invoice."""
    cents = ledger.invoices["amount_cents"].groupby(rows["ending"].to_numpy()).agg(["size", "sum"])
    cents = cents.reindex([ending.value for ending in Ending], fill_value=0)
    return pd.DataFrame(
        {
            "ending": cents.index.to_numpy(),
            "invoices": cents["size"].to_numpy(),
            "cents": cents["sum"].to_numpy(),
        }
    )


def _say_nothing(done: int, count: int, text: Label | None) -> None:
    """Report no progress."""
