"""Validation errors in the words of a user: path, value, what was meant, nearest known name.

What a place of the file allows (type, range, list of words, meaning) is read from the JSON Schema
of the models, so that a message never states a bound that the code does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel, ValidationError

from simrecouv.errors import Problem, nearest

Node = dict[str, Any]

#: Raised by the root model for names that do not exist; `simrecouv.scenario.names` words them.
UNKNOWN_NAMES = "unknown_names"

#: Bounds that only keep arithmetic finite; no message states them.
NO_BOUND = 1e12


def problems_of(error: ValidationError, root: type[BaseModel], raw: Any) -> list[Problem]:
    """Translate every error of a validation of `raw` into one `Problem`."""
    schema = root.model_json_schema(by_alias=True)
    found = []
    errors = error.errors(include_url=False)
    for one in errors:
        if one["type"] != UNKNOWN_NAMES and not _is_echo(one, errors):
            place, nodes, meaning = _walk(schema, one, raw)
            found.append(Problem(place, _shown(one), _message(one, nodes, meaning, schema)))
    return found


def _is_echo(error: Any, errors: Sequence[Any]) -> bool:
    """Whether a list seems too short only because one of its items is wrong."""
    at = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(at)] == at and len(other["loc"]) > len(at) for other in errors
    )


def _shown(error: Any) -> object:
    if error["type"] in ("missing", "extra_forbidden", "union_tag_not_found"):
        return None
    value = error["ctx"]["tag"] if error["type"] == "union_tag_invalid" else error["input"]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) else None


def _message(error: Any, nodes: list[Node], meaning: str, schema: Node) -> str:
    about = f" ({meaning})" if meaning else ""
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key, {nearest(str(error['loc'][-1]), _keys(nodes, schema))}"
        case "missing" | "union_tag_not_found":
            return f"missing{about}"
        case "union_tag_invalid":
            words = error["ctx"]["expected_tags"].replace("'", "").split(", ")
            return nearest(error["ctx"]["tag"], words)
        case "value_error":
            return str(error["ctx"]["error"]) + about
    words = [word for node in _flat(nodes, schema) for word in node.get("enum", ())]
    if words and isinstance(error["input"], str):
        return nearest(error["input"], words)
    expected = dict.fromkeys(_expected(node) for node in _flat(nodes, schema))
    return f"{' or '.join(expected)} expected{about}"


def _expected(node: Node) -> str:
    match node.get("type"):
        case "number":
            return "a number" + _range(node)
        case "integer":
            return "a whole number" + _range(node)
        case "string":
            return _expected_text(node)
        case "boolean":
            return "true or false"
        case "array":
            return "a list" + _size(node, "minItems", "maxItems")
        case "object" if node.get("title") == "Assumption":
            return "a number, or a table { value, low, high, source },"
        case "object":
            return "a table" + _size(node, "minProperties", "maxProperties")
    return "nothing"


def _expected_text(node: Node) -> str:
    if "enum" in node:
        return "one of " + ", ".join(node["enum"])
    if node.get("format") == "date":
        return "a date such as 2026-01-01"
    if "pattern" in node:
        return "1 to 40 letters, digits, - or _"
    return f"a text of at most {node['maxLength']} characters" if "maxLength" in node else "a text"


def _range(node: Node) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None and high < NO_BOUND:
        return f" from {_plain(low)} to {_plain(high)}"
    words = {
        "minimum": "of at least",
        "exclusiveMinimum": "above",
        "maximum": "of at most",
        "exclusiveMaximum": "below",
    }
    bounds = {word: node[key] for key, word in words.items() if key in node}
    return " and".join(f" {word} {_plain(b)}" for word, b in bounds.items() if b < NO_BOUND)


def _plain(bound: float) -> str:
    return f"{int(bound):,}" if bound == int(bound) else f"{bound:g}"


def _size(node: Node, fewest: str, most: str) -> str:
    low, high = node.get(fewest), node.get(most)
    if low is not None and low == high:
        return f" of {low} values"
    if high is not None:
        return f" of {low or 0} to {high} entries"
    return f" of at least {low} entries" if low else ""


def _walk(schema: Node, error: Any, raw: Any) -> tuple[str, list[Node], str]:
    """Follow an error's location: the place as a user reads it, schema nodes there, meaning."""
    shown: list[str] = []
    nodes, meaning = [schema], ""
    loc = error["loc"]
    for part, following in zip_longest(loc, loc[1:]):
        key_is_wrong = following == "[key]"
        below, is_tag = _below(nodes, "[key]" if key_is_wrong else part, schema)
        if not is_tag:
            raw, name = _enter(raw, part)
            shown.append(name)
        if below:
            meaning = (
                "" if is_tag else next((n["description"] for n in below if "description" in n), "")
            )
            nodes = below
        if key_is_wrong:
            break
    if error["type"].startswith("union_tag"):
        shown.append(error["ctx"]["discriminator"].strip("'"))
    return ".".join(shown) or "scenario", nodes, meaning


def _enter(raw: Any, part: int | str) -> tuple[Any, str]:
    """Enter plain tables; an item of a list is named by its ``id`` when it has one."""
    if isinstance(raw, list | tuple) and isinstance(part, int) and part < len(raw):
        item = raw[part]
        name = item.get("id") if isinstance(item, dict) else None
        return item, name if isinstance(name, str) else str(part)
    return (raw.get(part) if isinstance(raw, dict) else None), str(part)


def _below(nodes: list[Node], part: int | str, schema: Node) -> tuple[list[Node], bool]:
    """Find the schema nodes one level below, and whether the part was the tag of a union."""
    tagged = [
        {"$ref": node["discriminator"]["mapping"][part]}
        for node in _flat(nodes, schema, through_unions=False)
        if part in node.get("discriminator", {}).get("mapping", {})
    ]
    if tagged:
        return tagged, True
    below: list[Node] = []
    for node in _flat(nodes, schema):
        if isinstance(part, int):
            prefix = node.get("prefixItems", [])
            below += prefix[part : part + 1] or ([node["items"]] if "items" in node else [])
        elif part == "[key]":
            below += [node["propertyNames"]] if "propertyNames" in node else []
            patterns = node.get("patternProperties", {})
            below += [{"type": "string", "pattern": pattern} for pattern in patterns]
        elif part in node.get("properties", {}):
            below.append(node["properties"][part])
        else:
            extra = node.get("additionalProperties")
            below += [extra] if isinstance(extra, dict) else []
            below += node.get("patternProperties", {}).values()
    return below, False


def _flat(nodes: list[Node], schema: Node, *, through_unions: bool = True) -> Iterator[Node]:
    """Follow references, and the branches of unions, down to plain nodes."""
    for node in nodes:
        if "$ref" in node:
            target = schema["$defs"][node["$ref"].rpartition("/")[2]]
            yield from _flat([target], schema, through_unions=through_unions)
        elif "anyOf" in node or ("oneOf" in node and through_unions):
            branches = node.get("anyOf") or node["oneOf"]
            yield from _flat(branches, schema, through_unions=through_unions)
        else:
            yield node


def _keys(nodes: list[Node], schema: Node) -> list[str]:
    return sorted({key for node in _flat(nodes, schema) for key in node.get("properties", {})})
