"""What every table of a scenario is: frozen, closed to unknown keys, with units in its names."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from simrecouv.vocabulary import Lang

#: A number written as a number: neither a quoted text nor true or false.
Number = Annotated[float, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Share = Annotated[Number, Field(ge=0.0, le=1.0)]
Positive = Annotated[Number, Field(gt=0.0, le=1e12)]
NonNegative = Annotated[Number, Field(ge=0.0, le=1e12)]
#: What one act costs [EUR]: bounded, so that no sum of them leaves the range of integer cents.
UnitCost = Annotated[Number, Field(ge=0.0, le=1e6)]
Days = Annotated[Whole, Field(ge=0, le=3650)]

#: Characters that a text shown to users may hold.
LONGEST_TEXT = 200

#: A name of the file: of a policy, a segment, a profile, an agency or a step.
Name = Annotated[str, StringConstraints(pattern=r"^[\w\-]{1,40}$")]


def as_name(text: str, longest: int = 40) -> str:
    """Make a text fit for a `Name`, as far as it holds anything to keep.

    >>> as_name("mon scénario (2)"), as_name("?"), as_name("5 m²")
    ('mon-scénario-2', '', '5-m')
    """
    # Python's \w also holds "¼" and "²", which are neither letters nor digits to a `Name`.
    kept = (c if c.isalpha() or c.isdecimal() or c in "-_" else " " for c in text)
    return re.sub(" +", "-", "".join(kept)).strip("-")[:longest]


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long for its place.

    >>> shortened("Île-de-France", 8), shortened("Nord", 8)
    ('Île-de-…', 'Nord')
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class Table(BaseModel):
    """A frozen table of the scenario file; changing one makes a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Text(Table):
    """A text shown to users, in both languages."""

    fr: Annotated[str, Field(max_length=LONGEST_TEXT)]
    en: Annotated[str, Field(max_length=LONGEST_TEXT)]

    def in_(self, lang: Lang) -> str:
        """Return the text in the language asked for."""
        return self.fr if lang == "fr" else self.en


class Assumption(Table):
    """A number that is assumed, not measured: central value, plausible range, source.

    A bare number in the file means a value without a range, stated by the user.
    """

    value: NonNegative
    low: NonNegative
    high: NonNegative
    source: str = Field("user", description="A tag of docs/sources.md", max_length=80)

    @model_validator(mode="before")
    @classmethod
    def _bare_number(cls, given: Any) -> Any:
        table = {"value": given} if _is_number(given) else given
        if isinstance(table, dict) and "value" in table:
            center = table["value"] if _is_number(table["value"]) else 0.0
            return {"low": center, "high": center, **table}
        return table

    @model_validator(mode="after")
    def _ordered(self) -> Assumption:
        if not self.low <= self.value <= self.high:
            stated = f"{self.low:g}, {self.value:g}, {self.high:g}"
            raise ValueError(f"low <= value <= high expected, these are {stated}")
        return self


def _at_most_one(assumed: Assumption) -> Assumption:
    if assumed.high > 1.0:
        stated = f"this is {assumed.high:g}"
        raise ValueError(f"a rate of at most 1 (0.06 = 6 %) expected, {stated}")
    return assumed


def _at_most(most: float) -> AfterValidator:
    def check(assumed: Assumption) -> Assumption:
        if assumed.high > most:
            raise ValueError(f"a number of at most {most:g} expected, this is {assumed.high:g}")
        return assumed

    return AfterValidator(check)


#: An assumed number of days.
AssumedDays = Annotated[Assumption, _at_most(3650.0)]
#: The variance of a multiplier of mean 1: its law is not computed beyond.
AssumedVariance = Annotated[Assumption, _at_most(100.0)]
#: An assumption that is a rate or a share: 6 % is 0.06, never 6.
AssumedRate = Annotated[Assumption, AfterValidator(_at_most_one)]


def _is_number(given: Any) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _sum_to_one(shares: Any) -> Any:
    if isinstance(shares, dict) and all(_is_number(share) for share in shares.values()):
        total = float(sum(shares.values()))
        if abs(total - 1.0) > 1e-6:
            raise ValueError(f"shares must sum to 1, these sum to {total:.6g}")
    return shares


#: Shares by name, which sum to one.
Shares = Annotated[dict[str, Share], BeforeValidator(_sum_to_one)]
