"""The rules and the address function, compiled."""

from simrecouv.engine.compiled.jit import compiled_rules, compiled_uniform

_RULES = compiled_rules()
between = _RULES["between"]
daily_intensity = _RULES["daily_intensity"]
discount_cents = _RULES["discount_cents"]
faded = _RULES["faded"]
hazard_index = _RULES["hazard_index"]
interest_cents = _RULES["interest_cents"]
is_blocked = _RULES["is_blocked"]
part_cents = _RULES["part_cents"]
passes = _RULES["passes"]
payment_run = _RULES["payment_run"]
takes_discount = _RULES["takes_discount"]
trigger_day = _RULES["trigger_day"]
uniform = compiled_uniform()
