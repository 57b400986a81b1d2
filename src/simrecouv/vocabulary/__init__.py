"""One vocabulary: field terms in code, French and English labels on screen."""

from simrecouv.vocabulary.kinds import REACHED, WRONG, Kind
from simrecouv.vocabulary.measures import BRIDGE, MEASURE, MEASURES, Measure
from simrecouv.vocabulary.records import Column, Origin, Reason
from simrecouv.vocabulary.words import (
    Action,
    Better,
    Channel,
    EndOfMonth,
    Label,
    Lang,
    Pays,
    Runs,
    SegmentKind,
    Severity,
    Tone,
    Trigger,
    Word,
)

__all__ = [
    "BRIDGE",
    "MEASURE",
    "MEASURES",
    "REACHED",
    "WRONG",
    "Action",
    "Better",
    "Channel",
    "Column",
    "EndOfMonth",
    "Kind",
    "Label",
    "Lang",
    "Measure",
    "Origin",
    "Pays",
    "Reason",
    "Runs",
    "SegmentKind",
    "Severity",
    "Tone",
    "Trigger",
    "Word",
]
