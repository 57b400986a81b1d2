"""What `simrecouv check` says of a valid scenario: one advice, and the words it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import Step
from simrecouv.scenario.words import labels_in_words
from simrecouv.vocabulary import Label, Lang, SegmentKind, Severity


class Advice(NamedTuple):
    """One thing to know about a scenario: which rule, where, how serious, what."""

    rule: str
    place: str
    severity: Severity
    text: Label


def concerned(scenario: Scenario, names: tuple[str, ...] | None) -> list[str]:
    """List the segments that a filter lets through; no filter lets all through."""
    named = scenario.segments.keys() if names is None else set(names)
    return [name for name in scenario.segments if name in named]


def segment_labels(scenario: Scenario, segments: list[str]) -> Label:
    """Return the labels of segments, in both languages."""
    return Label(*(labels_in_words(scenario, segments, lang) for lang in get_args(Lang)))


def step_place(policy: str, step: Step) -> str:
    """Return the place of a step, as overrides write it."""
    return f"policies.{policy}.steps.{step.id}"


def labels_of_kind(
    scenario: Scenario, segments: Iterable[str], kind: SegmentKind
) -> Iterator[Label]:
    """Yield the label of each of some segments that the law sees as one kind of buyer."""
    for name in segments:
        if scenario.segments[name].kind is kind:
            yield segment_labels(scenario, [name])
