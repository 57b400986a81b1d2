"""Where the numbers of a scenario come from: measured, assumed, or from the literature.

Shown by reports; it changes no simulation, so it is no part of a scenario's fingerprint.
"""

from __future__ import annotations

from simrecouv.scenario.base import Table, Text
from simrecouv.vocabulary import Origin


class Provenance(Table):
    """The origin of one number, or of a group of numbers, in a sentence.

    `field` is the dotted path of a table or a key of the scenario; ``*`` stands for each name of a
    level; after a space, the part of it that is meant, e.g. ``profiles.*.hazard late``.
    """

    field: str
    status: Origin
    note: Text
