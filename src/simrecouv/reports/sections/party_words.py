"""The dealings of one policy with one third party, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping

from simrecouv.compare.digits import rough_decimals
from simrecouv.reports.sections.parties import DERIVED
from simrecouv.reports.words import party_texts as texts
from simrecouv.vocabulary import TALLIES, CoverRefusal, Lang, Party
from simrecouv.vocabulary.numbers import quantity
from simrecouv.vocabulary.typography import say

#: Significant digits of an amount: the sums of a sentence are subtracted from each other.
DIGITS = 3
#: What is shown as a difference, with its sign.
SIGNED = ("agency_net", "agency_net_per_euro")

Told = dict[str, str]
Means = Mapping[Hashable, float]


def in_words(policy: str, party: Party, means: Means, lang: Lang) -> str:
    """Write what a policy and a party did, from the mean sums of `parties.dealings`."""
    every = [one for one in (*TALLIES, *DERIVED) if one.party is party]
    if not any(means[one.name] for one in every if one.unit in ("eur", "count")):
        return say(texts.NEVER, lang, policy=policy)
    told = {
        one.name.removeprefix(f"{party}_"): _text(one.name, one.unit, means[one.name], lang)
        for one in every
    }
    return _SENTENCES[party]({**told, "policy": policy}, means, lang)


def _text(name: str, unit: str, value: float, lang: Lang) -> str:
    signed = name in SIGNED
    if unit == "eur_per_eur":
        return per_euro(value, lang, signed=signed)
    decimals = {
        "share": 1,
        "count": int(value < 10.0),
        "eur": rough_decimals(value, "eur", DIGITS),
    }[unit]
    return quantity(value, unit, lang, decimals=decimals, difference=signed)


def per_euro(value: float, lang: Lang, *, signed: bool) -> str:
    """Write euros per euro: the label says per which one."""
    return quantity(value, "eur", lang, decimals=2, difference=signed)


def _agency(told: Told, means: Means, lang: Lang) -> str:
    return say(texts.AGENCY, lang, **told)


def _court(told: Told, means: Means, lang: Lang) -> str:
    return say(texts.COURT, lang, **told)


def _factor(told: Told, means: Means, lang: Lang) -> str:
    lends, buys = means["factor_financed"] > 0.0, means["factor_sold"] > 0.0
    text = texts.FINANCED_AND_SOLD if lends and buys else texts.SOLD if buys else texts.FINANCED
    return say(text, lang, **told)


def _cover(told: Told, means: Means, lang: Lang) -> str:
    text = texts.COVER if means["cover_premiums"] > 0.0 else texts.COVER_FREE
    paid = list(_paid(told, means, lang)) or [say(texts.NOTHING_PAID, lang)]
    refused = _refused(told, means, lang)
    return say(text, lang, **told, refused=refused, paid=", ".join(paid))


def _paid(told: Told, means: Means, lang: Lang) -> Iterator[str]:
    if means["cover_indemnified"] > 0.0:
        yield say(texts.INDEMNIFIED, lang, **told)
    if means["cover_guaranteed"] > 0.0:
        yield say(texts.GUARANTEED, lang, **told)


def _refused(told: Told, means: Means, lang: Lang) -> str:
    """Count the refusals, with their reasons."""
    reasons = [why for why in CoverRefusal if means[f"cover_{why}"] > 0.0]
    if not reasons:
        return say(texts.NONE_REFUSED, lang)
    total = sum(means[f"cover_{why}"] for why in reasons)
    said = [say(texts.REASON, lang, reason=say(why.label, lang), n=told[why]) for why in reasons]
    n = quantity(total, "count", lang, decimals=1)
    return say(texts.REFUSED, lang, n=n, reasons=", ".join(said))


_SENTENCES: dict[Party, Callable[[Told, Means, Lang], str]] = {
    Party.AGENCY: _agency,
    Party.COURT: _court,
    Party.FACTOR: _factor,
    Party.COVER: _cover,
}
