"""The JSON Schema of a scenario file, for editors: names, units and meaning while one types.

A file may extend another and state only what differs, so nothing is required of it.
"""

from __future__ import annotations

import json
from typing import Any

from simrecouv.scenario.scenario import Scenario

_TEXT = {"type": "string"}
#: Keys that files may hold and that loading resolves.
_FILE_KEYS = {
    "Scenario": {"extends": {**_TEXT, "description": "Scenario that this one completes"}},
    "Policy": {
        "like": {**_TEXT, "description": "Policy that this one changes; steps merge by id"},
        "drop_steps": {
            "type": "array",
            "items": _TEXT,
            "description": "Ids of the steps not taken over",
        },
    },
}


def editor_schema() -> str:
    """Return the schema as JSON text, one line per key.

    >>> '"extends"' in editor_schema()
    True
    """
    schema = _optional(Scenario.model_json_schema(by_alias=True))
    for name, keys in _FILE_KEYS.items():
        table = schema if name == "Scenario" else schema["$defs"][name]
        table["properties"].update(keys)
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _optional(node: Any) -> Any:
    """Copy a schema without its lists of required keys, nor the tags that partial steps lack."""
    if isinstance(node, list):
        return [_optional(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _optional(value) for key, value in node.items() if key != "discriminator"}
    if isinstance(kept.get("required"), list):
        del kept["required"]
    if "oneOf" in kept:
        kept["anyOf"] = kept.pop("oneOf")
    return kept
