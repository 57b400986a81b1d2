"""What a lever is: one thing of a policy that one gesture changes, and the words it needs.

A lever is a value, frozen like the scenario that it was read from. After a gesture the view reads
the levers again: moving one may give another its first meaning, as a discount does its deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from simrecouv.vocabulary import Label, Lang, Word
from simrecouv.vocabulary.numbers import amount, percent, plain, quantity
from simrecouv.vocabulary.typography import NO_BREAK, say

Kind = Literal["days", "share", "count", "choice", "eur"]
#: A number in the unit of the lever, a word for a choice, `LEGAL`, or None for never and none.
Value = float | str | None

#: What the law sets, whatever it is on the day.
LEGAL = "legal"
BY_LAW = Label("celui de la loi", "that of the law")
NONE = Label("sans", "none")


class Group(Word):
    """A group of levers, in the order of the screen."""

    PREVENTION = "prevention", "prévention", "prevention"
    INCENTIVES = "incentives", "incitations", "incentives"
    LADDER = "ladder", "relances", "reminders"
    DESK = "desk", "service relance", "collection desk"
    OUTSOURCING = "outsourcing", "cabinet et tribunal", "agency and court"
    FINANCE = "finance", "finance", "finance"
    ASSUMPTIONS = "assumptions", "hypothèses", "assumptions"


class Saying(NamedTuple):
    """What a lever says of itself; the unit is empty for a choice."""

    label: Label
    unit: Label
    help: Label
    source: Label
    none: Label = NONE


class Found(NamedTuple):
    """What a policy has of a lever: its value, the usual ones, and why it does nothing, if so."""

    value: Value
    options: tuple[Value, ...]
    idle: Label | None = None
    names: Mapping[str, Label] = {}
    source: Label | None = None


class Lever(NamedTuple):
    """One thing of a policy that one gesture changes.

    Attributes
    ----------
    name
        Its key in `simrecouv.widgets.levers.catalogue.levers_of`.
    group
        Where it stands on the screen.
    kind
        ``"days"``, ``"share"`` (0.02 = 2 %), ``"count"``, ``"eur"``, or ``"choice"`` of a word.
    options
        What it may be: None (never, none) and ``"legal"`` first, then in ascending order.
    value
        What the policy has now; one of `options`.
    is_common
        Whether it is shown at once; such levers come first in their group.
    label, unit, help, source
        What to write of it, in both languages: one line each.
    none
        How None reads.
    names
        How each word of a choice reads; a text of the user is not escaped.
    idle
        Why moving it would do nothing now; such a lever refuses to move.
    """

    name: str
    group: Group
    kind: Kind
    options: tuple[Value, ...]
    value: Value
    is_common: bool
    label: Label
    unit: Label
    help: Label
    source: Label
    none: Label
    names: Mapping[str, Label]
    idle: Label | None = None

    def written(self, value: Value, lang: Lang) -> str:
        r"""Write one of its values as the language does.

        >>> from simrecouv.scenario import load_scenario
        >>> from simrecouv.widgets.levers.catalogue import levers_of
        >>> levers = levers_of(load_scenario("pme-b2b"), "douce")
        >>> levers["placement_age"].written(90, "en"), levers["placement_age"].written(None, "en")
        ('90\xa0d', 'never')
        >>> levers["discount_rate"].written(0.02, "fr"), levers["min_gap"].written(7, "fr")
        ('2\xa0%', '7\xa0j')
        """
        if value is None:
            return say(self.none, lang)
        if isinstance(value, str):
            return self.names.get(value, BY_LAW).in_(lang)
        if self.kind == "share":
            return percent(value, lang)
        if self.kind == "eur":
            return amount(value, lang)
        if self.kind == "days":
            return quantity(value, "days", lang, decimals=0)
        unit = self.unit.in_(lang)
        return f"{plain(value, lang)}{NO_BREAK}{unit}" if unit else plain(value, lang)


def options(usual: Iterable[float], value: Value, *before: Value) -> tuple[Value, ...]:
    """Order what a lever may be: words and None first, then numbers, the present one among them.

    >>> options([10, 20], 15, None)
    (None, 10, 15, 20)
    """
    numbers = {*usual} | ({value} if isinstance(value, int | float) else set())
    return (*before, *sorted(numbers))
