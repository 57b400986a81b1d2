"""Scalar decisions, plain Python, written once and read by both engines.

A rule takes and returns scalars only and calls nothing but other rules: the reference engine runs
it as it stands, the compiled engine compiles the very same lines. Powers, exponentials and
logarithms are not allowed here (Python and compiled code differ in their last bit): they come from
tables of the plan.
"""

from simrecouv.engine.rules.discounting import implied_annual_rate, takes_discount
from simrecouv.engine.rules.dunning import (
    fits,
    free_day,
    overtime_cents,
    passes,
    priority,
    trigger_day,
)
from simrecouv.engine.rules.money import (
    allocated_cents,
    discount_cents,
    fee_cents,
    fixed_indemnity_cents,
    interest_cents,
    part_cents,
    part_paid_cents,
    proper_part_cents,
)
from simrecouv.engine.rules.orders import cause_of, is_risky, order_verdict
from simrecouv.engine.rules.paying import (
    between,
    daily_intensity,
    deterred,
    faded,
    hazard_index,
    pace_of,
    payment_run,
)
from simrecouv.engine.rules.relation import annoyance_points, healed
from simrecouv.engine.rules.third_parties import (
    bailiff_fee_cents,
    commission_cents,
    factor_interest_cents,
    in_band,
    indemnity_cents,
    insurer_share_cents,
    judgment,
    seizes,
)
from simrecouv.units import round_cents

#: Every rule, callees before callers: the order in which they are compiled.
RULES = (
    round_cents,
    part_cents,
    proper_part_cents,
    part_paid_cents,
    discount_cents,
    fee_cents,
    interest_cents,
    fixed_indemnity_cents,
    allocated_cents,
    between,
    daily_intensity,
    pace_of,
    deterred,
    faded,
    hazard_index,
    payment_run,
    implied_annual_rate,
    takes_discount,
    trigger_day,
    passes,
    free_day,
    priority,
    fits,
    overtime_cents,
    healed,
    annoyance_points,
    order_verdict,
    is_risky,
    cause_of,
    in_band,
    commission_cents,
    judgment,
    seizes,
    bailiff_fee_cents,
    factor_interest_cents,
    indemnity_cents,
    insurer_share_cents,
)

__all__ = [
    "RULES",
    "allocated_cents",
    "annoyance_points",
    "bailiff_fee_cents",
    "between",
    "cause_of",
    "commission_cents",
    "daily_intensity",
    "deterred",
    "discount_cents",
    "factor_interest_cents",
    "faded",
    "fee_cents",
    "fits",
    "fixed_indemnity_cents",
    "free_day",
    "hazard_index",
    "healed",
    "implied_annual_rate",
    "in_band",
    "indemnity_cents",
    "insurer_share_cents",
    "interest_cents",
    "is_risky",
    "judgment",
    "order_verdict",
    "overtime_cents",
    "pace_of",
    "part_cents",
    "part_paid_cents",
    "passes",
    "payment_run",
    "priority",
    "proper_part_cents",
    "round_cents",
    "seizes",
    "takes_discount",
    "trigger_day",
]
