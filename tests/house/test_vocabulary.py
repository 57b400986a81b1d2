"""The vocabulary is code: both labels everywhere, and retired names stay retired."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import simrecouv
from simrecouv.vocabulary import BRIDGE, MEASURES, Kind, Label, Word

#: Retired name → the winner, and the reason (style note 13).
RETIRED = {
    "debtor": "customer: one word for the party that owes",
    "client": "customer: French word in English code",
    "clients": "customers: French word in English code",
    "chase": "contact, or dunning",
    "utils": "a name that says what the file owns",
    "helpers": "a name that says what the file owns",
    "manager": "a function",
}
RETIRED_ALONE = {
    "account": "customer or invoice: ambiguous with a ledger account",
    "collection_rate": "recovery_rate or collection_effectiveness_index",
    "loss": "bad_debt or written_off",
    "late_days": "days_past_due",
    "assignment": "placement: an assignment is a sale of the debt",
    "dso": "dso_simple, dso_countback...: the method is part of the name",
    "data": "what the data are",
    "info": "what it informs of",
}


def _all_words() -> Iterator[type[Word]]:
    for module in pkgutil.walk_packages(simrecouv.__path__, "simrecouv."):
        if "_resources" not in module.name:
            importlib.import_module(module.name)
    pending = Word.__subclasses__()
    while pending:
        word = pending.pop()
        yield word
        pending += word.__subclasses__()


def _labelled() -> Iterator[tuple[str, Label]]:
    for enum in _all_words():
        for member in enum:
            yield f"{enum.__name__}.{member.name}", member.label
    for kind in Kind:
        yield f"Kind.{kind.name}", kind.label
    for measure in MEASURES:
        yield measure.name, measure.label
    for name, _, label in BRIDGE:
        yield name, label


def test_every_word_has_both_labels() -> None:
    unlabelled = [
        name for name, label in _labelled() if not (label.fr.strip() and label.en.strip())
    ]
    assert unlabelled == []


def test_labels_hold_no_surrounding_space_and_no_markup() -> None:
    for name, label in _labelled():
        for text in label:
            assert text == text.strip(), name
            assert "<" not in text, name


def test_no_two_kpis_share_a_label() -> None:
    for position in (0, 1):
        labels = [measure.label[position] for measure in MEASURES]
        assert len(set(labels)) == len(labels)


def test_the_bridge_has_eleven_terms() -> None:
    assert len(BRIDGE) == 11
    assert {sign for _, sign, _ in BRIDGE} == {1, -1}


def _identifiers(tree: ast.AST) -> Iterator[str]:
    """Names that the code itself gives: functions, classes, arguments, variables."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


@pytest.mark.parametrize("folder", ["src", "benchmarks"])
def test_retired_names_are_not_used(root: Path, folder: str) -> None:
    found = []
    for path in (root / folder).rglob("*.py"):
        if path.stem in RETIRED:
            found.append(f"{path.name}: the file's own name")
        for name in _identifiers(ast.parse(path.read_text(encoding="utf-8"))):
            words = name.lower().strip("_").split("_")
            found += [f"{path.name}: {name} ({RETIRED[w]})" for w in words if w in RETIRED]
            if name.lower() in RETIRED_ALONE:
                found.append(f"{path.name}: {name} ({RETIRED_ALONE[name.lower()]})")
    assert found == []
