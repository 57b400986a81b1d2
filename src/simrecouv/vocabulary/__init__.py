"""One vocabulary: field terms in code, French and English labels on screen."""

from simrecouv.vocabulary.acts import (
    Action,
    Allocation,
    Channel,
    Offer,
    Refusal,
    Tone,
    Trigger,
    Weekday,
    Worklist,
)
from simrecouv.vocabulary.kinds import INDEMNITY, LATE_INTEREST, REACHED, WRONG, Kind
from simrecouv.vocabulary.measures import BRIDGE, MEASURE, MEASURES, Measure
from simrecouv.vocabulary.records import Column, Origin, Reason
from simrecouv.vocabulary.words import (
    Better,
    Cause,
    EndOfMonth,
    Label,
    Lang,
    Means,
    Pays,
    Runs,
    SegmentKind,
    Severity,
    Word,
)

__all__ = [
    "BRIDGE",
    "INDEMNITY",
    "LATE_INTEREST",
    "MEASURE",
    "MEASURES",
    "REACHED",
    "WRONG",
    "Action",
    "Allocation",
    "Better",
    "Cause",
    "Channel",
    "Column",
    "EndOfMonth",
    "Kind",
    "Label",
    "Lang",
    "Means",
    "Measure",
    "Offer",
    "Origin",
    "Pays",
    "Reason",
    "Refusal",
    "Runs",
    "SegmentKind",
    "Severity",
    "Tone",
    "Trigger",
    "Weekday",
    "Word",
    "Worklist",
]
