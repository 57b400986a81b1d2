"""The levers of money: factoring, insurance, and the assumptions that hold for every policy."""

from __future__ import annotations

import math
from typing import Any

from simrecouv.scenario.base import Assumption
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ClaimStep, FactoringStep
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Channel, Label
from simrecouv.vocabulary.numbers import percent
from simrecouv.widgets.levers.drafts import Draft
from simrecouv.widgets.levers.lever import Found, Value, options
from simrecouv.widgets.levers.step_tables import put_back, steps_of_kind

#: Day on which the cover is called, where nobody has said.
CLAIM_DAYS = 150
#: Fewest steps over the range of an assumption: of 1, 2 or 5 in the last digit.
FEWEST_STEPS = 8
TRANCHES = Label(
    "les tranches du découvert en tiennent lieu", "the tranches of the overdraft replace it"
)
RANGE = Label(
    "{source} : bas {low}, central {value}, haut {high}",
    "{source}: low {low}, central {value}, high {high}",
)


def factoring(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Factor that finances the invoices, if any."""
    steps = steps_of_kind(policy, FactoringStep)
    return _party(scenario.factors, steps[0].factor if steps else None)


def set_factoring(draft: Draft, value: Value) -> None:
    """Hand invoices to another factor, or to none."""
    if value is None:
        draft.table["steps"] = [t for t in draft.steps if t["action"] != "factoring"]
        return
    if not steps_of_kind(draft.policy, FactoringStep):
        new = {"id": "cession", "action": "factoring", "from": "issue", "days": 2}
        put_back(draft, lambda step: isinstance(step, FactoringStep), {**new, "factor": value})
    for table in draft.steps:
        if table["action"] == "factoring":
            table["factor"] = value


def insurance(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Insurer of the sales, if any."""
    return _party(scenario.insurers, policy.insurance.insurer if policy.insurance else None)


def set_insurance(draft: Draft, value: Value) -> None:
    """Insure with another insurer, or with none; what is not covered is not called."""
    if value is None:
        draft.table.pop("insurance", None)
        if draft.policy.guarantee is None:
            draft.table["steps"] = [t for t in draft.steps if t["action"] != "claim"]
        return
    came = draft.like.insurance if draft.like else None
    before = draft.policy.insurance or came
    kept = before.model_dump(mode="json", exclude_none=True) if before else {}
    draft.table["insurance"] = {**kept, "insurer": value}
    if not steps_of_kind(draft.policy, ClaimStep):
        day = min(CLAIM_DAYS, draft.scenario.insurers[str(value)].claim_within_days)
        new = {"id": "sinistre", "action": "claim", "from": "due", "days": max(1, day)}
        put_back(draft, lambda step: isinstance(step, ClaimStep), new)


# === Assumptions, shared by all policies ===


def overdraft(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Annual rate of the overdraft."""
    return _assumed(scenario.finance.debit_rate, TRANCHES if scenario.finance.overdraft else None)


def set_overdraft(draft: Draft, value: Value) -> None:
    """Assume another rate, for every policy."""
    finance = draft.scenario.finance
    rate = finance.debit_rate.model_copy(update={"value": value})
    draft.sections["finance"] = finance.model_copy(update={"debit_rate": rate})


def email_gain(scenario: Scenario, policy: Policy, _: Policy | None) -> Found | None:
    """Gain of an e-mail that is read."""
    effect = scenario.behaviour.contact.get(Channel.EMAIL)
    return None if effect is None else _assumed(effect.gain)


def set_email_gain(draft: Draft, value: Value) -> None:
    """Assume another gain, for every policy."""
    behaviour = draft.scenario.behaviour
    effect = behaviour.contact[Channel.EMAIL]
    gain = effect.gain.model_copy(update={"value": value})
    contact = {**behaviour.contact, Channel.EMAIL: effect.model_copy(update={"gain": gain})}
    draft.sections["behaviour"] = behaviour.model_copy(update={"contact": contact})


def _party(described: dict[str, Any], value: str | None) -> Found | None:
    """Choose among third parties, or none of them; no lever where nobody is described."""
    if not described:
        return None
    names = {
        name: Label(shown(one.label, name, "fr"), shown(one.label, name, "en"))
        for name, one in described.items()
    }
    return Found(value, (None, *names), names=names)


def _assumed(assumed: Assumption, idle: Label | None = None) -> Found | None:
    """Offer round values from low to high; no lever for what is stated without a range."""
    width = assumed.high - assumed.low
    if width == 0.0:
        return None
    step = 10.0 ** math.floor(math.log10(width / FEWEST_STEPS))
    step *= next(k for k in (5.0, 2.0, 1.0) if k * step <= width / FEWEST_STEPS or k == 1.0)
    first, last = math.ceil(assumed.low / step), math.floor(assumed.high / step)
    inside = [round(k * step, 12) for k in range(first, last + 1)]
    usual = (assumed.low, *(v for v in inside if assumed.low < v < assumed.high), assumed.high)
    return Found(
        assumed.value, options(usual, assumed.value), idle=idle, source=_range_in_words(assumed)
    )


def _range_in_words(assumed: Assumption) -> Label:
    said: list[str] = []
    for text, lang in ((RANGE.fr, "fr"), (RANGE.en, "en")):
        ends = {
            name: percent(getattr(assumed, name), lang)  # type: ignore[arg-type]
            for name in ("low", "value", "high")
        }
        said.append(text.format(source=assumed.source, **ends))
    return Label(*said)
