"""The currency that an amount names, by its sign or its code."""

from __future__ import annotations

import re

#: Currency signs and words, and the code they mean.
SIGNS = {
    "€": "EUR", "EUROS": "EUR", "EURO": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR",
    "FR.": "CHF", "SFR.": "CHF", "SFR": "CHF", "ZŁ": "PLN", "KČ": "CZK", "KR": "SEK", "KR.": "DKK",
    "RS.": "INR", "RS": "INR", "FCFA": "XOF", "CFA": "XOF", "DH": "MAD", "DHS": "MAD",
    "US$": "USD", "C$": "CAD", "A$": "AUD",
}  # fmt: skip

#: Codes of ISO 4217 in use, and those that the euro replaced since ledgers are kept in files.
CODES = frozenset((
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD",
    "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN",
    "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF",
    "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS",
    "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW",
    "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL",
    "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN",
    "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR",
    "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK",
    "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
    "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
    "ATS", "BEF", "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD", "IEP", "ITL", "LTL",
    "LUF", "LVL", "MTL", "NLG", "PTE", "SIT", "SKK",
))  # fmt: skip

#: What a number alone does not hold.
_ANY = re.compile(r"[^\d.,\s-]")
_WORD = re.compile(r"(?:[A-Za-zŁłČč]{1,5})?[€$£¥₹]|[A-Za-zŁłČč]{2,5}\.?(?![A-Za-zŁłČč])")


def currency_of(text: str) -> str:
    """Find the currency that an amount names, or nothing.

    >>> currency_of("1 250,00 €"), currency_of("CHF 12"), currency_of("12"), currency_of("12 kg")
    ('EUR', 'CHF', '', '')
    """
    if not _ANY.search(text):
        return ""
    return next((code for match in _WORD.finditer(text) if (code := _code(match.group()))), "")


def without_currency(text: str) -> str:
    """Take the currencies out of an amount; other words stay, and make it unreadable.

    >>> without_currency("EUR 12"), without_currency("12 kg")
    ('  12', '12 kg')
    """
    return _WORD.sub(lambda match: " " if _code(match.group()) else match.group(), text)


def _code(word: str) -> str:
    found = word.upper()
    bare = found.rstrip(".")
    return SIGNS.get(found) or SIGNS.get(bare) or (bare if bare in CODES else "")
