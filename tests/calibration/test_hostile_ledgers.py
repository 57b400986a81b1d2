"""Whatever a ledger holds and whoever it names, it gives a scenario or one clear refusal."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.calibration.hand_ledgers import choices, hand_ledger, luck

from simrecouv.calibration import backtest, calibrate, fit_ledger, with_books
from simrecouv.calibration import fit as fit_module
from simrecouv.calibration.correcting import Seen, responses
from simrecouv.calibration.estimate import Estimate, Known
from simrecouv.calibration.facts import CURVE_AGES, Facts, shown
from simrecouv.calibration.fit import FEWEST_PAID, Fit
from simrecouv.calibration.hazards import LARGEST_INTENSITY
from simrecouv.calibration.in_force import Divided
from simrecouv.calibration.notes import POOR, POOR_ERRORS, provenance
from simrecouv.calibration.parameters import SHARE
from simrecouv.engine import open_runner
from simrecouv.errors import StudyError
from simrecouv.figures import plot_backtest
from simrecouv.intake import RealLedger
from simrecouv.scenario import load_scenario, scenario_from, to_tables, to_toml
from simrecouv.scenario.base import LONGEST_TEXT
from simrecouv.units import NEVER
from simrecouv.vocabulary import Origin
from simrecouv.world import build_world

BASES = (
    "pme-b2b",
    "b2c-abonnement",
    "contentieux-financement",
    "grands-comptes",
    "leviers-amiables",
)
HOSTILE = (
    "A" * 3_000,
    "A" * 2_999 + "B",
    "<script>",
    "\x1b[31m",
    "😀" * 120,
    " ",
    "a.b\nc",
    "nothing",
)


def small_ledger(
    n: int,
    *,
    customers: int = 40,
    days: int = 500,
    paid: float = 0.85,
    delay: int = 40,
    terms: int = 30,
    names: tuple[str, ...] = ("clients",),
    seed: int = 1,
) -> RealLedger:
    """Draw invoices evenly over some days; those that are paid are so after twice `delay` at most.

    The day after the last issue is the ledger's last.
    """
    first = np.datetime64("2022-01-03")
    issued = first + choices(seed, n, days)
    after = np.floor((luck(seed + 1, n) + luck(seed + 2, n)) * delay).astype(np.int64)
    when = issued + after
    is_paid = (luck(seed + 3, n) < paid) & (when <= first + days)
    dates = pd.DatetimeIndex(np.where(is_paid, when, np.datetime64("NaT")))
    ledger = hand_ledger(
        choices(seed + 4, n, customers),
        pd.DatetimeIndex(issued),
        pd.DatetimeIndex(issued + terms),
        dates,
    )
    segment = pd.Series([names[k % len(names)] for k in range(n)], dtype="str")
    return replace(ledger, invoices=ledger.invoices.assign(segment=segment))


def check_fit(fit: Fit) -> None:
    """Hazards are what a scenario accepts, and parameters are numbers."""
    steps = [profile.hazard for profile in fit.scenario.profiles.values()]
    found = np.array([intensity for hazard in steps for _, intensity in hazard])
    assert (found >= 0.0).all()
    assert (found <= LARGEST_INTENSITY).all()
    assert np.isfinite(fit.parameters["value"]).all()


# === Any small ledger ===


@settings(max_examples=60)
@example(n=49, customers=2, days=400, paid=0.5, delay=0, terms=0, segments=1, seed=70)
@given(
    n=st.integers(25, 200),
    customers=st.sampled_from([1, 2, 5, 20, 200]),
    days=st.sampled_from([60, 90, 120, 400, 1500]),
    paid=st.sampled_from([0.05, 0.5, 0.9, 1.0]),
    delay=st.sampled_from([0, 5, 30, 150]),
    terms=st.sampled_from([0, 30, 60, 366]),
    segments=st.integers(1, 3),
    seed=st.integers(0, 10_000),
)
def test_a_small_ledger_is_fitted_or_refused(segments: int, n: int, **drawn: int | float) -> None:
    ledger = small_ledger(n, names=("a", "b", "c")[:segments], **drawn)  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            fit = fit_ledger(ledger)
        except StudyError as refused:
            said = str(refused)
        else:
            said = "it needs nothing more"
            check_fit(fit)
    assert "needs" in said


def test_a_curve_needs_payments() -> None:
    ledger = small_ledger(300)
    whole = ledger.payments
    with pytest.raises(StudyError, match=f"19 invoices .* are paid, .* needs {FEWEST_PAID}"):
        calibrate(replace(ledger, payments=whole.iloc[: FEWEST_PAID - 1]))
    calibrate(replace(ledger, payments=whole.iloc[:FEWEST_PAID]))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({"vat_rate": -1.0}, "vat_rate = -1.0: a rate from 0 to 1"),
        ({"vat_rate": float("nan")}, "vat_rate = nan: a rate from 0 to 1"),
        ({"vat_rate": "20 %"}, "vat_rate = '20 %'"),
        ({"policy_in_force": None}, "policy_in_force = None: .*nothing"),
        ({"base": 5}, "base = 5: a scenario expected"),
    ],
)
def test_what_is_asked_wrongly_is_refused(asked: dict[str, object], meant: str) -> None:
    with pytest.raises(StudyError, match=meant):
        fit_ledger(small_ledger(60), **asked)  # type: ignore[arg-type]


def test_a_customer_may_order_several_times_a_day() -> None:
    """1,200 orders a year from one customer: calibrated, and both engines agree on them."""
    scenario = calibrate(small_ledger(300, customers=1, days=92))
    segment = next(iter(scenario.segments.values()))
    assert segment.orders_per_customer_per_year == pytest.approx(300 * 365 / 92, rel=0.05)
    tables = to_tables(scenario)
    for table in tables["segments"].values():
        table |= {"orders_per_customer_per_year": 4_000.0}
    busy = scenario_from(tables)
    world = build_world(busy)
    n = int(((world.order_day >= 0) & (world.order_day < 365)).sum())
    assert abs(n - 4_000) < 5 * 4_000**0.5  # five errors of a Poisson count
    events = [
        open_runner(busy, world, engine)("nothing").events for engine in ("compiled", "simpy")
    ]
    assert (events[0] == events[1]).all()


# === Notes and labels ===


@pytest.fixture
def unsettled(monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """Policies in force are not replayed, and said to be 25 points away: the longest notes."""

    def divide_out(sample: object, known: Known, found: Estimate, *_: object) -> Divided:
        return Divided(known, found, 0.25, 0.001)

    monkeypatch.setattr(fit_module, "divide_out", divide_out)
    return 0.25, 0.001


@pytest.mark.parametrize("base", BASES)
@pytest.mark.usefixtures("unsettled")
def test_any_name_gives_a_scenario_under_any_policy(base: str) -> None:
    """Notes and labels stay within what a scenario accepts, and the scenario survives its file."""
    ledger, loaded = small_ledger(400, names=HOSTILE), load_scenario(base)
    for policy in loaded.policies:
        scenario = calibrate(ledger, loaded, policy)
        assert len(scenario.segments) == len(HOSTILE)
        assert len({segment.label for segment in scenario.segments.values()}) == len(HOSTILE)
    assert to_toml(scenario)


@settings(max_examples=15)
@given(st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=4, unique=True))
def test_books_find_their_segments_whatever_their_names(names: list[str]) -> None:
    ledger = small_ledger(200, names=tuple(names))
    opened = with_books(calibrate(ledger), ledger)
    assert opened.opening is not None
    assert set(opened.opening.segment) == set(opened.segments)


def test_the_shares_never_paid_of_many_segments_fit_in_a_note() -> None:
    """Three segments of thirteen are named, shares rounded as their intervals allow."""
    base = load_scenario("contentieux-financement")
    rows = pd.DataFrame(
        {"customer_id": "C", "ending": "paid", "is_paid": True, "age": [10]}, index=[0]
    )
    parameters = pd.DataFrame(
        {
            "segment": [f"{k:02d} {'é' * 100}" for k in range(13)],
            "parameter": SHARE,
            "value": np.linspace(2.88401e-5, 0.123456, 13),
            "ci_low": 0.0,
            "ci_high": np.linspace(0.01, 0.3, 13),
            "origin": Origin.MEASURED.value,
        }
    )
    frailty = base.behaviour.frailty_variance
    notes = provenance(rows, parameters, base, "amiable", frailty, 0.2, (0.25, 0.001))
    assert max(len(text) for one in notes for text in one["note"].values()) <= LONGEST_TEXT
    (told,) = (one["note"]["en"] for one in notes if one["field"] == "segments.*.profiles")
    assert told.endswith("; and 10 more.")
    assert "12% (0 to 30%)" in told


# === A replay that does not settle ===


def poor_replay(fit: Fit) -> list[str]:
    return [one.note.en for one in fit.scenario.provenance if "misses" in one.note.en]


@pytest.mark.parametrize(
    ("miss", "error", "said"),
    [
        (0.25, 0.001, ["25.0 points"]),
        (2 * POOR, POOR, []),
        (0.9 * POOR, 0.0, []),
        (4 * POOR, POOR, ["4.0 points"]),
    ],
)
def test_a_poor_replay_is_told(
    miss: float, error: float, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond one point and three errors of the simulation, not before."""
    monkeypatch.setattr(
        fit_module, "divide_out", lambda _, known, found, *a: Divided(known, found, miss, error)
    )
    fit = fit_ledger(small_ledger(100), "pme-b2b", "douce")
    told = poor_replay(fit)
    assert len(told) == len(said)
    assert all(part in note for part, note in zip(said, told, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["tribunal", "vente", "garanties"])
def test_policies_that_do_not_fit_the_payers_are_told(policy: str) -> None:
    fit = fit_ledger(small_ledger(400), "contentieux-financement", policy)
    assert bool(poor_replay(fit)) == (fit.miss > max(POOR, POOR_ERRORS * fit.error))


def test_a_band_without_hazard_answers_as_it_should() -> None:
    """A round that gave no hazard to a band tells nothing of its response: 1, without warning."""
    rises = np.array([[0.3, 0.2, 0.0]])
    first = Seen(given=rises + 0.1, became=rises + 0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = responses([first, Seen(given=rises, became=np.full((1, 3), 0.2))])
    assert found[0, 2] == 1.0
    assert np.isfinite(found).all()


# === A stretch of books without an invoice ===


def test_books_without_a_new_invoice_tell_no_curve() -> None:
    facts = Facts(np.array([-40]), np.array([-10]), np.array([NEVER]), np.array([100]))
    told = shown(facts, (0, 31), -40)
    assert np.isnan(told.unpaid_share).all()
    assert told.unpaid_share.size == len(CURVE_AGES)
    assert told.ageing_cents.sum() == 100


def test_a_backtest_without_a_new_invoice_is_told_and_drawn() -> None:
    """The ledger's last invoices came before the cut; the month of the cut ends on that day."""
    ledger = small_ledger(400, days=720)
    cut = date(2023, 11, 30)
    last, issued = pd.Timestamp(2023, 11, 28), ledger.invoices["issue_date"]
    issued = issued.where(issued <= last, last)
    quiet = replace(ledger, invoices=ledger.invoices.assign(issue_date=issued), stated_as_of=cut)
    test = backtest(quiet, cut=cut, replications=2)
    assert test.of("unpaid_share")["observed"].isna().all()
    assert {
        row["observed"] for row in test.to_dict()["figures"] if row["measure"] == "unpaid_share"
    } == {None}
    assert plot_backtest(test.figures).data
