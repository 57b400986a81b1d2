"""Fixed delay, flat sales: every DSO is the delay, and nothing is lost.

With one sale a day and each invoice paid D days after its issue, the receivables at any close are
the last D sales: AR / sales x 365 = D, counting back the sales exhausts D days, and the weighted
delay is D. What is not due is the last `terms` sales.
"""

from __future__ import annotations

import pytest

from simrecouv.engine import simulate
from simrecouv.kpi import scorecard
from theory.worlds import flat_sales, one_profile

TERMS = 30


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
@pytest.mark.parametrize("late", [-10, 0, 17])
def test_every_dso_is_the_delay(late: int, engine: str) -> None:
    # A huge intensity from `late - 1` days past due decides at that close; money comes next day.
    scenario = one_profile([[late - 1, 100.0]])
    card = scorecard(simulate(scenario, flat_sales(scenario), "nothing", engine), scenario.finance)
    delay = TERMS + late
    for name in ("dso_simple", "dso_book", "dso_countback", "weighted_days_to_pay"):
        assert card[name] == pytest.approx(delay, abs=1e-9), name
    assert card["days_beyond_terms"] == pytest.approx(late, abs=1e-9)
    assert card["best_possible_dso"] + card["average_days_delinquent"] == pytest.approx(delay)
    assert card["best_possible_dso"] == pytest.approx(min(delay, TERMS), abs=1.0)
    expected = 1.0 if late <= 30 else 0.0
    assert card["recovery_rate_30d"] == expected
    assert card["bad_debt_rate"] == 0.0
    if late <= 0:
        assert card["cei"] == pytest.approx(1.0)
        assert card["overdue_rate"] == 0.0
