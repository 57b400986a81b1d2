"""From a ledger to the numbers of a credit manager; formulas are public, one name per method."""

from simrecouv.kpi.absorption import Absorption, absorption
from simrecouv.kpi.books import Books
from simrecouv.kpi.curves import CURVES, curves, curves_of
from simrecouv.kpi.dso import (
    average_days_delinquent,
    best_possible_dso,
    dso_countback,
    dso_simple,
)
from simrecouv.kpi.dso_split import DsoSplit, dso_split, dso_split_of
from simrecouv.kpi.net_gain import bridge, bridge_of, profit
from simrecouv.kpi.npv import (
    break_even_default,
    break_even_probability,
    break_even_quantity,
    net_present_value,
    npv_of_credit_price,
    npv_of_credit_sale,
    npv_of_daily_sales,
    npv_of_one_period,
    npv_of_policy_switch,
    npv_with_repeat,
    perpetuity,
)
from simrecouv.kpi.provisions import provision, provisions_of
from simrecouv.kpi.rates import effective_annual_rate, implied_annual_rate, late_interest
from simrecouv.kpi.ratio_parts import ratio_parts_of
from simrecouv.kpi.recovery import collection_effectiveness_index
from simrecouv.kpi.relation import break_even_churn
from simrecouv.kpi.scorecard import scorecard, scorecard_of
from simrecouv.kpi.third_parties import third_parties, third_parties_of
from simrecouv.kpi.treasury import Treasury, treasury, treasury_of
from simrecouv.kpi.windows import WINDOWS, Window
from simrecouv.kpi.working_capital import (
    normative_days,
    working_capital_days,
    working_capital_requirement,
)

__all__ = [
    "CURVES",
    "WINDOWS",
    "Absorption",
    "Books",
    "DsoSplit",
    "Treasury",
    "Window",
    "absorption",
    "average_days_delinquent",
    "best_possible_dso",
    "break_even_churn",
    "break_even_default",
    "break_even_probability",
    "break_even_quantity",
    "bridge",
    "bridge_of",
    "collection_effectiveness_index",
    "curves",
    "curves_of",
    "dso_countback",
    "dso_simple",
    "dso_split",
    "dso_split_of",
    "effective_annual_rate",
    "implied_annual_rate",
    "late_interest",
    "net_present_value",
    "normative_days",
    "npv_of_credit_price",
    "npv_of_credit_sale",
    "npv_of_daily_sales",
    "npv_of_one_period",
    "npv_of_policy_switch",
    "npv_with_repeat",
    "perpetuity",
    "profit",
    "provision",
    "provisions_of",
    "ratio_parts_of",
    "scorecard",
    "scorecard_of",
    "third_parties",
    "third_parties_of",
    "treasury",
    "treasury_of",
    "working_capital_days",
    "working_capital_requirement",
]
