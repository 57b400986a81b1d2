"""From a ledger to the numbers of a credit manager; formulas are public, one name per method."""

from simrecouv.kpi.books import Books
from simrecouv.kpi.curves import CURVES, curves, curves_of
from simrecouv.kpi.dso import (
    average_days_delinquent,
    best_possible_dso,
    dso_countback,
    dso_simple,
)
from simrecouv.kpi.net_gain import bridge, bridge_of, profit
from simrecouv.kpi.npv import net_present_value, npv_of_credit_sale, npv_of_policy_switch
from simrecouv.kpi.rates import effective_annual_rate, implied_annual_rate, late_interest
from simrecouv.kpi.recovery import collection_effectiveness_index
from simrecouv.kpi.relation import break_even_churn
from simrecouv.kpi.scorecard import scorecard, scorecard_of
from simrecouv.kpi.windows import WINDOWS, Window
from simrecouv.kpi.working_capital import working_capital_days, working_capital_requirement

__all__ = [
    "CURVES",
    "WINDOWS",
    "Books",
    "Window",
    "average_days_delinquent",
    "best_possible_dso",
    "break_even_churn",
    "bridge",
    "bridge_of",
    "collection_effectiveness_index",
    "curves",
    "curves_of",
    "dso_countback",
    "dso_simple",
    "effective_annual_rate",
    "implied_annual_rate",
    "late_interest",
    "net_present_value",
    "npv_of_credit_sale",
    "npv_of_policy_switch",
    "profit",
    "scorecard",
    "scorecard_of",
    "working_capital_days",
    "working_capital_requirement",
]
