"""The assumptions of a scenario, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterator

from simrecouv.scenario import Assumption
from simrecouv.scenario.base import Table


def found_assumptions(node: object, path: str = "") -> Iterator[tuple[str, Assumption]]:
    """Walk the tables of a scenario and yield (dotted path, assumption)."""
    if isinstance(node, Assumption):
        yield path, node
    elif isinstance(node, Table):
        for name in type(node).model_fields:
            yield from found_assumptions(getattr(node, name), f"{path}.{name}".lstrip("."))
    elif isinstance(node, dict):
        for name, below in node.items():
            yield from found_assumptions(below, f"{path}.{name}")
