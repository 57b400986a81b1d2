"""Names that one table of a scenario uses and another must define.

Works on the plain tables of the file, whatever else is wrong with them, so that a user reads every
problem at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simrecouv.errors import Problem, nearest
from simrecouv.vocabulary import Action, Channel


def unknown_names(raw: Any) -> list[Problem]:
    """List the names that no table of the scenario defines.

    >>> [str(problem) for problem in unknown_names(
    ...     {"simulation": {"baseline": "duoce"}, "policies": {"douce": {}}})]
    ["simulation.baseline = 'duoce': no such policy, did you mean 'douce'? (known: douce)"]
    """
    found: list[Problem] = []
    for place, noun, name, known in _uses(_table(raw)):
        if isinstance(name, str) and name not in known:
            value = None if place.endswith(f".{name}") else name
            meant = nearest_policy(name, known) if isinstance(known, dict) else nearest(name, known)
            found.append(Problem(place, value, f"no such {noun}, {meant}"))
    return found


def nearest_policy(name: str, policies: Mapping[str, Any]) -> str:
    """Say which policy was probably meant, by its name or by its label in either language.

    >>> nearest_policy("Rien", {"nothing": {"label": {"fr": "rien", "en": "nothing"}}})
    "did you mean 'nothing'? ('rien' is its label)"
    """
    for known, policy in policies.items():
        label = policy.get("label") if isinstance(policy, dict) else policy.label
        texts = label.values() if isinstance(label, dict) else dict(label or {}).values()
        for text in texts:
            if str(text).casefold() == name.casefold():
                return f"did you mean {known!r}? ({text!r} is its label)"
    return nearest(name, policies)


#: Tables of a policy that concern the segments they name.
CONCERNING = (
    "risk_terms", "credit", "deposit", "direct_debit", "insurance", "guarantee", "discount",
)  # fmt: skip
#: The field with which a step names a third party, and the table that describes it.
THIRD_PARTIES = {
    Action.PLACEMENT: ("agency", "agencies"),
    Action.LEGAL: ("court", "courts"),
    Action.FACTORING: ("factor", "factors"),
}
SEGMENTED = (*CONCERNING, "exclude")


def _uses(raw: dict[str, Any]) -> Iterator[tuple[str, str, Any, Iterable[str]]]:
    """Yield (place, kind of name, name used, names defined)."""
    policies = _table(raw.get("policies"))
    baseline = _table(raw.get("simulation")).get("baseline")
    yield "simulation.baseline", "policy", baseline, {n: _table(p) for n, p in policies.items()}
    profiles = set(_table(raw.get("profiles")))
    for segment, table in _table(raw.get("segments")).items():
        for profile in _table(_table(table).get("profiles")):
            yield f"segments.{segment}.profiles.{profile}", "profile", profile, profiles
    for name, policy in policies.items():
        yield from _policy_uses(f"policies.{name}", _table(policy), raw)


def _policy_uses(
    at: str, policy: dict[str, Any], raw: dict[str, Any]
) -> Iterator[tuple[str, str, Any, Iterable[str]]]:
    segments = set(_table(raw.get("segments")))
    for segment in _table(policy.get("terms")):
        yield f"{at}.terms.{segment}", "segment", segment, segments
    for table in SEGMENTED:
        for segment in _list(_table(policy.get(table)).get("segments")):
            yield f"{at}.{table}.segments", "segment", segment, segments
    insurer = _table(policy.get("insurance")).get("insurer")
    yield f"{at}.insurance.insurer", "insurer", insurer, list(_table(raw.get("insurers")))
    for number, step in enumerate(map(_table, _list(policy.get("steps")))):
        place = f"{at}.steps.{step.get('id', number)}"
        for segment in _list(step.get("segments")):
            yield f"{place}.segments", "segment", segment, segments
        for action, (field, tables) in THIRD_PARTIES.items():
            if step.get("action") == action:
                yield f"{place}.{field}", field, step.get(field), list(_table(raw.get(tables)))
        if step.get("action") == Action.CONTACT and step.get("channel") in list(Channel):
            described = list(_table(_table(raw.get("behaviour")).get("contact")))
            yield f"{place}.channel", "table behaviour.contact", step["channel"], described


def _table(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _list(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else []
