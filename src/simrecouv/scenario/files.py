"""Scenario files: TOML in, TOML out, every problem of a file named at once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simrecouv.errors import Problem, ScenarioError, nearest
from simrecouv.scenario.base import as_name
from simrecouv.scenario.merge import Raw, apply_override, merged, resolve_likes
from simrecouv.scenario.names import unknown_names
from simrecouv.scenario.problems import problems_of
from simrecouv.scenario.resources import resource_folder
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.toml_hints import toml_hint

#: A scenario file is text of a few kilobytes; anything larger is something else.
LARGEST_BYTES = 5_000_000


def scenario_names() -> list[str]:
    """Return the names of the scenarios that the project ships.

    >>> "pme-b2b" in scenario_names()
    True
    """
    return sorted(path.stem for path in resource_folder("scenarios").glob("*.toml"))


def load_scenario(source: str | Path, overrides: Sequence[str] = ()) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    source
        A name in ``scenarios/``, or the path of a TOML file.
    overrides
        ``path=value`` texts, e.g. ``"policies.ferme.discount.rate=0.02"``.

    Raises
    ------
    ScenarioError
        If the file cannot be read or states something wrong; lists every problem.

    Examples
    --------
    >>> load_scenario("pme-b2b").simulation.baseline
    'douce'
    """
    path = scenario_path(source)
    try:
        raw = resolve_likes(_with_extends(_read(path), path, (path,)), path.name)
        for override in overrides:
            raw = apply_override(raw, override)
    except RecursionError:
        raise _unreadable(path.name, "TOML", "tables nested too deep") from None
    return scenario_from({"name": as_name(path.stem) or "scenario", **raw}, source=str(source))


def scenario_from(raw: Raw, *, source: str = "scenario") -> Scenario:
    """Build a scenario from plain tables whose inheritance is already resolved.

    Raises
    ------
    ScenarioError
        Lists every problem, with the nearest known name for unknown keys.
    """
    try:
        return Scenario.model_validate(raw)
    except ValidationError as error:
        problems = [*problems_of(error, Scenario, raw), *unknown_names(raw)]
        raise ScenarioError(source, problems) from None


def with_overrides(scenario: Scenario, overrides: Sequence[str]) -> Scenario:
    """Return a new scenario with ``path=value`` overrides applied.

    >>> changed = with_overrides(load_scenario("pme-b2b"), ["simulation.seed=7"])
    >>> changed.simulation.seed
    7
    """
    raw = to_tables(scenario)
    for override in overrides:
        raw = apply_override(raw, override)
    return scenario_from(raw, source=scenario.name)


def to_tables(scenario: Scenario) -> Raw:
    """Return the plain tables that would rebuild the scenario."""
    tables: Raw = scenario.model_dump(mode="json", by_alias=True, exclude_none=True)
    return tables


def to_toml(scenario: Scenario) -> str:
    """Write a scenario as TOML, complete: it extends nothing."""
    import tomli_w

    return tomli_w.dumps(to_tables(scenario))


def scenario_path(source: str | Path) -> Path:
    """Return the file of a scenario, given by its path or by its name in ``scenarios/``.

    Raises
    ------
    ScenarioError
        If there is none.
    """
    path = Path(source)
    if _is_file(path):
        return path
    shipped = resource_folder("scenarios") / f"{source}.toml"
    if path.name == str(source) and not path.suffix and _is_file(shipped):
        return shipped
    hint = nearest(path.stem, scenario_names())
    message = f"no such file, nor a scenario of the project: {hint}"
    raise _unreadable(str(source), "scenario", message)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, a forbidden folder, a null byte
        return False


def _read(path: Path) -> Raw:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _unreadable(path.name, "file", "too large for a scenario")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(path.name, "file", str(error.strerror)) from None
    except UnicodeDecodeError:
        raise _unreadable(path.name, "file", "UTF-8 text expected: save it as UTF-8") from None
    try:
        return tomllib.loads(text)
    except ValueError as error:
        hint = toml_hint(text, str(error))
        raise _unreadable(path.name, "TOML", f"{error}; {hint}" if hint else str(error)) from None


def _with_extends(raw: Raw, path: Path, seen: tuple[Path, ...]) -> Raw:
    """Merge a file over the scenario that it extends; a name is never inherited."""
    own = {key: value for key, value in raw.items() if key != "extends"}
    if "extends" not in raw:
        return own
    preset: Any = raw["extends"]
    if not isinstance(preset, str) or not preset:
        raise _unreadable(path.name, "extends", "a scenario's name expected")
    base = path.parent / (preset if preset.endswith(".toml") else f"{preset}.toml")
    if not _is_file(base) or base.resolve() == path.resolve():
        base = scenario_path(preset)
    if base.resolve() in {one.resolve() for one in seen}:
        raise _unreadable(path.name, "extends", "scenarios extend each other in a ring")
    inherited = _with_extends(_read(base), base, (*seen, base))
    inherited.pop("name", None)
    return merged(inherited, own)


def _unreadable(source: str, place: str, message: str) -> ScenarioError:
    return ScenarioError(source, [Problem(place, None, message)])
