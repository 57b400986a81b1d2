"""Spaces, signs and texts as each language sets them."""

from __future__ import annotations

import re
import unicodedata

from simrecouv.vocabulary.words import Label, Lang

NARROW_SPACE = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"
APOSTROPHE = "\u2019"
UNDEFINED = "\u2013"

COLON = Label(f"{NO_BREAK}: ", ": ")


def say(label: Label, lang: Lang, **values: object) -> str:
    r"""Return a text in the language, ``{names}`` filled, punctuation and units kept on their line.

    >>> say(Label("gain : {gain}", "gain: {gain}"), "en", gain="12")
    'gain: 12'
    >>> say(Label("gain : {gain}", "gain: {gain}"), "fr", gain="12") == "gain\u00a0: 12"
    True
    """
    return typeset(label.in_(lang), lang).format(**values)


def typeset(text: str, lang: Lang) -> str:
    r"""Keep punctuation and units on their line; French gets its curly apostrophes.

    >>> typeset("l'écart : 3 j", "fr") == "l\u2019écart\u00a0: 3\u00a0j"
    True
    """
    text = re.sub(r"(?<=\d) (?=[jdh]\b)", NO_BREAK, text)
    if lang == "fr":
        text = re.sub(r" (?=[:;!?»%€])|(?<=«) ", NO_BREAK, text).replace("'", APOSTROPHE)
    return text


def sentence(text: str) -> str:
    """Start a text with a capital.

    >>> sentence("net gain"), sentence("")
    ('Net gain', '')
    """
    return text[:1].upper() + text[1:]


def visible(text: str) -> str:
    r"""Write out what would act on a screen instead of being read: escapes, ends of line.

    >>> visible("a\x1b[31mb\n"), visible("12\u202f345 €") == "12\u202f345 €"
    ('a\\x1b[31mb\\n', True)
    """
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


#: Unicode categories: controls, formats (text that runs backwards), halves, ends of line.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
