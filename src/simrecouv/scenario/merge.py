"""Inheritance and overrides on the plain tables of a scenario file, before validation.

``extends`` merges a preset key by key (arrays replace); a policy's ``like`` merges another policy,
its steps by ``id``; an override ``policies.ferme.discount.rate=0.02`` sets one value.
"""

from __future__ import annotations

import tomllib
from typing import Any, NoReturn

from simrecouv.errors import Problem, ScenarioError, nearest

Raw = dict[str, Any]
Path = tuple[str, ...]


def _is_whole(path: Path) -> bool:
    """Whether a table replaces another as a whole: mixing two laws, or two mixes, means nothing."""
    match path:
        case ("segments", _, "profiles" | "payment_runs" | "means" | "amount" | "terms"):
            return True
        case ("policies", _, "terms", _) | ("policies", _, "risk_terms", "terms"):
            return True
    return False


def merged(base: Raw, child: Raw, path: Path = ()) -> Raw:
    """Merge `child` over `base`, key by key; arrays and mixes replace.

    >>> merged({"a": {"x": 1, "y": 2}}, {"a": {"y": 3}})
    {'a': {'x': 1, 'y': 3}}
    """
    result = dict(base)
    for key, value in child.items():
        below, at = result.get(key), (*path, key)
        if isinstance(below, dict) and isinstance(value, dict) and not _is_whole(at):
            result[key] = merged(below, value, at)
        else:
            result[key] = value
    return result


def resolve_likes(raw: Raw, source: str = "scenario") -> Raw:
    """Resolve every policy's ``like``; steps merge by ``id``, ``drop_steps`` removes some.

    Raises
    ------
    ScenarioError
        If a policy is like no other, or like itself, or drops a step that it has not.
    """
    policies = raw.get("policies")
    if not isinstance(policies, dict):
        return raw
    likes = _Likes(policies, source)
    return {**raw, "policies": {name: likes.resolved(name, ()) for name in policies}}


class _Likes:
    """Resolution of ``like``, each policy once."""

    def __init__(self, policies: Raw, source: str) -> None:
        self.policies = policies
        self.source = source
        self.done: Raw = {}

    def resolved(self, name: str, above: Path) -> Any:
        if name not in self.done:
            policy = self.policies[name]
            if isinstance(policy, dict) and ("like" in policy or "drop_steps" in policy):
                policy = self._merged(name, policy, self._base(name, policy, above))
            self.done[name] = policy
        return self.done[name]

    def _base(self, name: str, policy: Raw, above: Path) -> Raw:
        if "like" not in policy:
            return {}
        other, place = policy["like"], f"policies.{name}.like"
        if not isinstance(other, str):
            self._refuse(place, other, "a policy's name expected")
        if other not in self.policies:
            self._refuse(place, other, f"no such policy, {nearest(other, self.policies)}")
        if other in (*above, name):
            self._refuse(place, other, "policies like each other in a ring")
        base = self.resolved(other, (*above, name))
        return base if isinstance(base, dict) else {}

    def _merged(self, name: str, policy: Raw, base: Raw) -> Raw:
        own = {k: v for k, v in policy.items() if k not in ("like", "drop_steps", "steps")}
        inherited = {key: value for key, value in base.items() if key != "label"}
        steps = _merged_steps(base.get("steps", []), policy.get("steps", []))
        if isinstance(steps, list):
            steps = self._kept(name, steps, policy.get("drop_steps", []))
        return {**merged(inherited, own, ("policies", name)), "steps": steps}

    def _kept(self, name: str, steps: list[Any], dropped: Any) -> list[Any]:
        place = f"policies.{name}.drop_steps"
        known = [step for step in map(_id_of, steps) if step is not None]
        if not isinstance(dropped, list) or not all(isinstance(one, str) for one in dropped):
            self._refuse(place, dropped, "a list of step ids expected")
        for step in dropped:
            if step not in known:
                self._refuse(place, step, f"no such step, {nearest(step, known)}")
        return [step for step in steps if _id_of(step) not in dropped]

    def _refuse(self, place: str, value: object, message: str) -> NoReturn:
        raise ScenarioError(self.source, [Problem(place, value, message)])


def _id_of(step: Any) -> str | None:
    name = step.get("id") if isinstance(step, dict) else None
    return name if isinstance(name, str) else None


def _merged_steps(base: Any, child: Any) -> Any:
    if not isinstance(base, list) or not isinstance(child, list):
        return child
    steps = list(base)
    place = {_id_of(step): number for number, step in enumerate(base)}
    for step in child:
        number = place.pop(_id_of(step), None)  # an id met again is kept, and refused later
        if number is None or _id_of(step) is None:
            steps.append(step)
        else:
            steps[number] = merged(steps[number], step, ("steps",))
    return steps


def apply_override(raw: Raw, override: str) -> Raw:
    """Apply one ``path=value`` override to the resolved tables and return new ones.

    A list of steps is entered by a step's id. The value is read as TOML, or else as text.

    Raises
    ------
    ScenarioError
        If the path does not read ``a.b.c=value`` or enters something that is not a table.
    """
    path, equals, text = override.partition("=")
    keys = tuple(key.strip() for key in path.strip().split("."))
    if not equals or not all(keys):
        raise ScenarioError("override", [Problem(override, None, "path=value expected")])
    changed: Raw = _set(raw, (), keys, _value(text.strip()))
    return changed


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _set(node: Any, done: Path, keys: Path, value: Any) -> Any:
    if not keys:
        mixes = isinstance(node, dict) and isinstance(value, dict) and not _is_whole(done)
        return merged(node, value, done) if mixes else value
    key, *rest = keys
    at, below = (*done, key), tuple(rest)
    if isinstance(node, dict):
        return {**node, key: _set(node.get(key, {}), at, below, value)}
    ids = [_id_of(item) for item in node] if isinstance(node, list) else []
    if key in ids:
        number = ids.index(key)
        changed = _set(node[number], at, below, value)
        return [*node[:number], changed, *node[number + 1 :]]
    known = [name for name in ids if name is not None]
    message = f"no such step, {nearest(key, known)}" if known else "its parent is not a table"
    raise ScenarioError("override", [Problem(".".join(at), None, message)])
