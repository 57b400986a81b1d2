"""How a number reads in French and in English, with the precision that its interval allows.

French: narrow no-break space between thousands, decimal comma, no-break space before a unit.
Both: a true minus sign, and a dash where a KPI is undefined.
"""

from __future__ import annotations

import math

from simrecouv.vocabulary.typography import MINUS, NARROW_SPACE, NO_BREAK, UNDEFINED
from simrecouv.vocabulary.words import Label, Lang

#: Plotly's `layout.separators`: decimal mark, then thousands mark.
SEPARATORS: dict[Lang, str] = {"fr": f",{NARROW_SPACE}", "en": ".,"}

#: Most decimals ever shown, by unit of `vocabulary.Measure`; a share counts in percent.
MOST_DECIMALS = {"days": 1, "share": 2, "eur": 0, "count": 0, "hours": 0, "eur_per_eur": 4}

#: Euros may be rounded to tens, hundreds, thousands ...; other units to the unit.
FEWEST_DECIMALS = {"eur": -6}

_SUFFIX: dict[str, Label] = {
    "days": Label("j", "d"),
    "hours": Label("h", "h"),
    "eur_per_eur": Label("€/€", "€/€"),
}


def number(value: float, decimals: int, lang: Lang, *, signed: bool = False) -> str:
    r"""Write a number as the language does; negative `decimals` round to tens, hundreds ...

    >>> number(-12345.678, 1, "en"), number(1234, -2, "en", signed=True)
    ('−12,345.7', '+1,200')
    >>> number(12345.678, 1, "fr") == "12\u202f345,7"
    True
    """
    if not math.isfinite(value):
        return UNDEFINED
    rounded = round(value, decimals)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    text = _marked(text, lang)
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if signed and rounded > 0 else text


def quantity(
    value: float, unit: str, lang: Lang, *, decimals: int | None = None, difference: bool = False
) -> str:
    r"""Write a KPI with its unit; a `difference` carries its sign, and counts shares in points.

    >>> quantity(0.853, "share", "en", decimals=1), quantity(-4.12, "days", "en", difference=True)
    ('85.3%', '−4.1\xa0d')
    >>> quantity(-0.012, "share", "en", decimals=1, difference=True), quantity(-950, "eur", "en")
    ('−1.2\xa0pt', '−€950')
    """
    if not math.isfinite(value):
        return UNDEFINED
    shown = 100.0 * value if unit == "share" else value
    places = MOST_DECIMALS[unit] if decimals is None else decimals
    text = number(shown, places, lang, signed=difference)
    if unit == "eur":
        return _euros(text, lang)
    if unit == "share":
        suffix = f"{NO_BREAK}pt" if difference else "%" if lang == "en" else f"{NO_BREAK}%"
        return text + suffix
    if unit in _SUFFIX:
        return f"{text}{NO_BREAK}{_SUFFIX[unit].in_(lang)}"
    return text


def _marked(text: str, lang: Lang) -> str:
    """Turn English marks of thousands and decimals into the language's."""
    return text.replace(",", NARROW_SPACE).replace(".", ",") if lang == "fr" else text


def _euros(text: str, lang: Lang) -> str:
    if lang == "fr":
        return f"{text}{NO_BREAK}€"
    sign = text[0] if text[0] in f"+{MINUS}" else ""
    return f"{sign}€{text[len(sign) :]}"


def plain(value: float, lang: Lang) -> str:
    """Write a number with the decimals that it has.

    >>> plain(1234.5, "en")
    '1,234.5'
    """
    return _marked(f"{value:,.10g}", lang)


def percent(rate: float, lang: Lang) -> str:
    """Write a rate in percent.

    >>> percent(0.1215, "en")
    '12.15%'
    """
    return plain(round(rate * 100.0, 8), lang) + (f"{NO_BREAK}%" if lang == "fr" else "%")


def amount(eur: float, lang: Lang) -> str:
    """Write an amount in euros.

    >>> amount(300.0, "en")
    '€300'
    """
    return _euros(plain(eur, lang), lang)


def decimals_for(unit: str, half_width: float) -> int:
    """Return the decimals that an interval allows: its half-width is worth 3 to 30 last digits.

    >>> decimals_for("days", 0.03), decimals_for("days", 12.0), decimals_for("eur", 830.0)
    (1, 0, -2)
    """
    most = MOST_DECIMALS[unit]
    if not math.isfinite(half_width) or half_width <= 0.0:
        return most
    shown = 100.0 * half_width if unit == "share" else half_width
    return max(FEWEST_DECIMALS.get(unit, 0), min(most, -math.floor(math.log10(shown / 3.0))))


def interval(
    low: float, high: float, unit: str, lang: Lang, *, decimals: int, difference: bool = False
) -> str:
    r"""Write the two ends of an interval, the unit once; empty when it is undefined.

    >>> interval(3.61, 4.58, "days", "en", decimals=1), interval(900, 1100, "eur", "en", decimals=0)
    ('3.6 to 4.6\xa0d', '€900 to €1,100')
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    first, last = (
        quantity(end, unit, lang, decimals=decimals, difference=difference) for end in (low, high)
    )
    if lang == "fr" or unit != "eur":
        first = first.partition(NO_BREAK)[0].removesuffix("%")
    return f"{first} {'à' if lang == 'fr' else 'to'} {last}"
