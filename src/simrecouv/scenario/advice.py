"""What `simrecouv check` says of a valid scenario: one advice, and the words it needs."""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Severity


class Advice(NamedTuple):
    """One thing to know about a scenario: which rule, where, how serious, what."""

    rule: str
    place: str
    severity: Severity
    text: Label


def concerned(scenario: Scenario, names: tuple[str, ...] | None) -> list[str]:
    """List the segments that a filter lets through; no filter lets all through."""
    return [name for name in scenario.segments if names is None or name in names]


def segment_labels(scenario: Scenario, segments: list[str]) -> Label:
    """Return the labels of segments, in both languages."""
    labels = {name: scenario.segments[name].label for name in segments}
    return Label(
        ", ".join(shown(label, name, "fr") for name, label in labels.items()),
        ", ".join(shown(label, name, "en") for name, label in labels.items()),
    )
