"""The rules and the address function, compiled."""

from simrecouv.engine.compiled.jit import compiled_rules, compiled_uniform

_RULES = compiled_rules()
allocated_cents = _RULES["allocated_cents"]
annoyance_points = _RULES["annoyance_points"]
between = _RULES["between"]
cause_of = _RULES["cause_of"]
daily_intensity = _RULES["daily_intensity"]
deterred = _RULES["deterred"]
discount_cents = _RULES["discount_cents"]
faded = _RULES["faded"]
fee_cents = _RULES["fee_cents"]
fits = _RULES["fits"]
hazard_index = _RULES["hazard_index"]
healed = _RULES["healed"]
interest_cents = _RULES["interest_cents"]
is_blocked = _RULES["is_blocked"]
is_risky = _RULES["is_risky"]
order_verdict = _RULES["order_verdict"]
overtime_cents = _RULES["overtime_cents"]
pace_of = _RULES["pace_of"]
part_cents = _RULES["part_cents"]
part_paid_cents = _RULES["part_paid_cents"]
passes = _RULES["passes"]
payment_run = _RULES["payment_run"]
priority = _RULES["priority"]
proper_part_cents = _RULES["proper_part_cents"]
round_cents = _RULES["round_cents"]
takes_discount = _RULES["takes_discount"]
trigger_day = _RULES["trigger_day"]
uniform = compiled_uniform()
