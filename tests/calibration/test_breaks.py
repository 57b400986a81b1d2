"""A break is told when there is one, hardly ever when there is none, and the prediction re-levelled."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import special

from calibration.made_logs import luck, months_of_cases
from simrecouv.calibration import Break, find_break
from simrecouv.calibration.break_scan import scan_months
from simrecouv.errors import StudyError
from simrecouv.figures import plot_case_curves
from simrecouv.intake import DunningLog, read_dunning_log, read_ledger
from simrecouv.scenario import resource_folder

FITTED = ("2000-01", "2001-12")
#: Months differ by 3 points, and resemble the month before.
USUAL = {"spread": 0.03, "correlation": 0.4}


def alarms(n: int, correlation: float, false_alarm: float) -> int:
    """Count the alarms of watches of 24 stationary months after 24, with 600 cases each."""
    found = 0
    for seed in range(n):
        noise = special.ndtri(luck("watch", seed, 48))
        for k in range(1, 48):
            noise[k] = correlation * noise[k - 1] + np.sqrt(1.0 - correlation**2) * noise[k]
        share = 0.25 + 0.03 * noise
        cases = np.full(48, 600)
        error = special.ndtri(luck("chance", seed, 48)) * np.sqrt(share * (1.0 - share) / cases)
        scan = scan_months(share + error, cases, np.arange(48), 24, false_alarm)
        found += bool(scan.alarms.any())
    return found


@pytest.mark.parametrize("correlation", [0.0, 0.4])
def test_stationary_months_give_no_more_alarms_than_stated(correlation: float) -> None:
    """At 10 %, 200 watches give more than 34 alarms once in 1,000 (binomial)."""
    assert special.bdtrc(34, 200, 0.1) < 0.001
    assert alarms(200, correlation, 0.1) <= 34


@pytest.mark.slow
@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6])
def test_whole_watches_of_cases_give_no_more_alarms_than_stated(correlation: float) -> None:
    """Four ages together, from cases: at 10 %, 150 logs give more than 27 alarms once in 1,000."""
    assert special.bdtrc(27, 150, 0.1) < 0.001
    found = 0
    for seed in range(150):
        cases = months_of_cases(48, 300, seed, spread=0.03, correlation=correlation)
        found += find_break(cases, FITTED, false_alarm=0.1).is_break
    assert found <= 27


@pytest.fixture(scope="module")
def broken() -> Break:
    """Fifteen points more are paid early from the 37th month on."""
    return find_break(months_of_cases(48, 800, 3, **USUAL, early={36: 0.4}), FITTED)


def test_a_break_is_found_and_dated() -> None:
    """Dated to within 2 months, but after a false alarm: 3 in 8 logs once in 170 (binomial)."""
    dated = 0
    for seed in range(1, 9):
        found = find_break(months_of_cases(48, 800, seed, **USUAL, early={36: 0.4}), FITTED)
        assert found.is_break
        dated += "2002-11" <= str(found.since) <= "2003-03"
    assert dated >= 6


def test_a_break_downwards_is_one_too() -> None:
    found = find_break(months_of_cases(48, 800, 6, **USUAL, early={36: 0.08}), FITTED)
    assert "2002-11" <= str(found.since) <= "2003-03"
    assert found.gaps["miss"].max() < 0.0


def test_the_miss_is_observed_less_predicted_and_relevelling_mends_it(broken: Break) -> None:
    gaps = broken.gaps.set_index("age")
    assert gaps["miss"].to_numpy() == pytest.approx(gaps["observed"] - gaps["predicted"])
    assert gaps["relevelled_miss"][30] == pytest.approx(0.0)
    # Later payments follow the fitted law: what is left is chance, 3.3 errors of 10 months or more.
    error = np.sqrt(0.1 * 0.9 * 0.6 / 8000)
    assert gaps["relevelled_miss"].abs().max() < 3.3 * error
    assert gaps["miss"].min() > 0.05


def test_a_stationary_log_has_none() -> None:
    found = find_break(months_of_cases(48, 800, 2, **USUAL), FITTED)
    assert (found.is_break, found.since) == (False, None)
    assert found.sentence("en").startswith("No break found from 2002-01 to 2003-12")
    assert found.sentence("fr").startswith("Pas de rupture décelée de 01/2002 à 12/2003")


def test_one_odd_month_is_no_break() -> None:
    """A month at 60 % among months at 25 % is an oddity; three in a row would be a break."""
    cases = months_of_cases(48, 800, 3, **USUAL, early={30: 0.45, 31: 0.25})
    assert not find_break(cases, FITTED).is_break


def test_the_sentence_tells_the_miss_in_points(broken: Break) -> None:
    miss = 100.0 * broken.gaps["miss"]
    assert f"+{miss.min():.1f} to +{miss.max():.1f} points" in broken.sentence("en")
    assert "does not predict the second" in broken.sentence("en")
    assert "ne prédit pas la seconde" in broken.sentence("fr")
    assert "false-alarm risk: about 5%" in broken.sentence("en")


def test_months_that_are_not_followed_are_not_looked_at() -> None:
    cases = months_of_cases(36, 200, 4)
    end = (np.datetime64("2002-09-30") - cases["cohort"].to_numpy().astype("datetime64[D]")).astype(
        int
    )
    cases = cases[end >= 0].assign(followed=end[end >= 0])
    cases["is_paid"] &= cases["age"] <= cases["followed"]
    cases["age"] = cases["age"].where(cases["is_paid"], cases["followed"])
    found = find_break(cases, FITTED)
    last = found.months.groupby("age")["month"].max()
    assert last.to_dict() == {30: "2002-08", 90: "2002-07", 180: "2002-04"}
    assert np.isnan(found.gaps.set_index("age")["observed"][365])
    assert np.isfinite(found.gaps["relevelled"]).all()
    assert "180" in found.sentence("en")


def test_a_ledger_is_watched_by_month_of_issue() -> None:
    """The shipped example is simulated under one law: no break."""
    ledger = read_ledger(resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv")
    found = find_break(ledger, ("2025-01", "2025-06"), ages=(0, 30))
    assert found.seen_age == 0
    assert found.curves["age"].min() == 0
    assert not found.is_break


@pytest.mark.parametrize(
    ("fitted", "watched", "options", "message"),
    [
        (("2000-01", "2000-03"), None, {}, "at least 6"),
        (FITTED, ("2001-06", "2002-06"), {}, "before the fitted one ends"),
        (FITTED, ("2008-01", "2009-01"), {}, "no case from 2008-01"),
        (("2000-01", "2003-12"), None, {}, "no case from 2004-01"),
        (FITTED, None, {"false_alarm": 0.0}, "between 0 and 1"),
        (FITTED, None, {"ages": (600,)}, "0 months are followed to 600 days"),
    ],
)
def test_what_cannot_be_watched_is_refused(
    fitted: tuple[str, str], watched: tuple[str, str] | None, options: dict, message: str
) -> None:
    with pytest.raises(StudyError, match=message):
        find_break(months_of_cases(48, 20, 5), fitted, watched, **options)


@pytest.fixture(scope="module")
def fines(real_ledgers: Path) -> DunningLog:
    return read_dunning_log(real_ledgers / "fines" / "fines-2000-2005.csv.gz")


def test_the_public_log_breaks_in_2004_and_not_before(fines: DunningLog) -> None:
    """Published bounds: a miss of 7 to 12 points (to the point), 4 at most once re-levelled."""
    assert not find_break(fines, FITTED, ("2002-01", "2003-06")).is_break
    found = find_break(fines, FITTED, ("2004-01", "2005-12"))
    assert found.is_break
    gaps = found.gaps.set_index("age")
    assert gaps["cases"].min() > 27_000
    assert gaps["miss"].between(0.065, 0.125).all()
    assert gaps["relevelled_miss"].abs().max() < 0.04
    assert f"+{100 * gaps['miss'].max():.1f} points" in found.sentence("en")
    assert len(plot_case_curves(found.curves).data) == 3


def test_the_break_is_found_in_a_watch_of_four_years(fines: DunningLog) -> None:
    found = find_break(fines, FITTED)
    assert "2003-07" <= str(found.since) <= "2004-01"
    assert found.gaps["relevelled_miss"].abs().max() < 0.04


def test_the_curves_are_those_of_the_gaps(broken: Break) -> None:
    curves = broken.curves.pivot(index="age", columns="curve", values="paid_share")
    at_ages = curves.loc[broken.gaps["age"]].reset_index(drop=True)
    for name in ("predicted", "observed", "relevelled"):
        pd.testing.assert_series_equal(at_ages[name], broken.gaps[name], check_names=False)
